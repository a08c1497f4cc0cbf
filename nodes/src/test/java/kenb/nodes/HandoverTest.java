package kenb.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.nodes.lab.KeyLedger.Life;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.air.AirFrame;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Tag("KR-09")
@Tag("KR-10")
class HandoverTest {

    @Test
    void confirmationUnderAnotherKeyIsNotBelievedAndAllKeysDie() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            lab.network.x2 = m -> m instanceof X2Message.HandoverRequest r ? withOtherKey(r) : m;
            lab.heard(2);
            lab.await("enb2", Notice.Kind.FAILED, "X2 Handover");
            assertThat(lab.log())
                    .contains("MAC-I wrong on SRB1")
                    .contains("UE and target do not have the same K_eNB*")
                    .contains("T304 expired");
            lab.network.run(Duration.ofSeconds(3));
            assertThat(lab.rings.get("enb1").living()).isEmpty();
            assertThat(lab.rings.get("enb2").living()).isEmpty();
            assertThat(lab.enb[1].ues() + lab.enb[2].ues()).isZero();
        }
    }

    @Test
    void tamperedCommandIsDroppedAndTheUeStaysWhereItIs() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            var tampered = new ArrayList<Integer>();
            lab.network.radio =
                    f -> {
                        if (f.channel() == AirFrame.Channel.DCCH
                                && f.direction().bit() == 1
                                && f.pdu().readableBytes() > 60) {
                            flip(f.pdu(), 20);
                            tampered.add(f.crnti());
                        }
                        return f;
                    };
            lab.heard(2);
            lab.await("enb1", Notice.Kind.FAILED, "X2 Handover");
            assertThat(tampered).isNotEmpty();
            assertThat(lab.pdcp.get("ue").integrityFailures()).isEqualTo(1);
            assertThat(lab.network.reported("ue", Notice.Kind.STEP, "Handover")).isFalse();
        }
    }

    @Test
    void silentTargetIsCancelledWhenTimeIsOver() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            var seen = new ArrayList<X2Message>();
            lab.network.x2 =
                    m -> {
                        seen.add(m);
                        return m instanceof X2Message.HandoverRequest ? null : m;
                    };
            lab.heard(2);
            lab.await("enb1", Notice.Kind.FAILED, "X2 Handover");
            assertThat(lab.log()).contains("TRELOCprep expired: no answer from eNB 2 in 1000 ms");
            assertThat(seen).hasAtLeastOneElementOfType(X2Message.HandoverCancel.class);
            assertThat(lab.enb[1].ues()).isEqualTo(1);
        }
    }

    @Test
    void cancelReachesATargetThatHadAdmittedTheUe() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            lab.network.x2 = m -> m instanceof X2Message.HandoverRequestAcknowledge ? null : m;
            lab.heard(2);
            lab.await("enb1", Notice.Kind.FAILED, "X2 Handover");
            lab.network.run(Duration.ofMillis(10));
            assertThat(lab.rings.get("enb2").living()).isEmpty();
            assertThat(lab.enb[2].tunnels()).isZero();
            assertThat(lab.enbEnd[2].timers()).isZero();
        }
    }

    @Test
    void pathSwitchThatBidsDownTheCapabilitiesIsSeen() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            lab.network.s1 = m -> m instanceof S1Message.PathSwitchRequest r ? biddingDown(r) : m;
            lab.heard(2);
            assertThat(lab.done("enb1", "X2 Handover")).isTrue();
            assertThat(lab.log()).contains("UE security capabilities differ (bidding down?)");
        }
    }

    @Test
    void pathSwitchForAUeThatIsNotThereIsRefused() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            lab.network.s1 = m -> m instanceof S1Message.PathSwitchRequest r ? ofAnother(r) : m;
            lab.heard(2);
            lab.await("enb2", Notice.Kind.FAILED, "Path Switch");
            assertThat(lab.log()).contains("unknown MME UE S1AP ID");
        }
    }

    @Test
    void nothingIsLostAndTheSourceForgetsItsKeys() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            lab.startTraffic(1000);
            lab.network.run(Duration.ofMillis(200));
            lab.heard(2);
            assertThat(lab.done("enb1", "X2 Handover")).isTrue();
            lab.network.run(Duration.ofMillis(200));
            lab.stopTraffic();
            var address = lab.ue.address(0);
            var up = lab.upe.uplinkReport(address, lab.ue.uplinkSent(0));
            var down = lab.ue.downlinkReport(0, lab.upe.downlinkSent(address));
            assertThat(up.received()).isGreaterThan(300).isEqualTo(up.sent());
            assertThat(down.received()).isGreaterThan(300).isEqualTo(down.sent());
            assertThat(up.duplicates() + down.duplicates()).isZero();
            assertThat(down.reordered()).isZero();
            assertThat(lab.rings.get("enb1").living()).isEmpty();
            assertThat(lab.enb[1].tunnels()).isZero();
        }
    }

    @Test
    void firstHandoverIsHorizontalAndTheNextOneVerticalFromTheMmesNh() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            var requests = new ArrayList<X2Message.HandoverRequest>();
            lab.network.x2 =
                    m -> {
                        if (m instanceof X2Message.HandoverRequest r) {
                            requests.add(r);
                        }
                        return m;
                    };
            lab.heard(2);
            assertThat(lab.done("enb1", "X2 Handover")).isTrue();
            assertThat(lab.done("ue", "Handover")).isTrue();
            lab.heard(1);
            assertThat(lab.done("enb2", "X2 Handover")).isTrue();
            assertThat(requests).extracting(X2Message.HandoverRequest::ncc).containsExactly(0, 2);
            List<Life> stars =
                    lab.keys.lives().stream().filter(l -> l.name().equals("K_eNB*")).toList();
            assertThat(stars)
                    .extracting(Life::node)
                    .containsExactly("enb1", "enb2", "ue", "enb2", "enb1", "ue");
            assertThat(stars.subList(0, 3))
                    .extracting(Life::fingerprint)
                    .containsOnly(stars.get(0).fingerprint());
            assertThat(stars.subList(3, 6))
                    .extracting(Life::fingerprint)
                    .containsOnly(stars.get(3).fingerprint());
            assertThat(stars.get(0).fingerprint()).isNotEqualTo(stars.get(3).fingerprint());
        }
    }

    private static X2Message withOtherKey(X2Message.HandoverRequest r) {
        byte[] other = r.kenbStar().octets().clone();
        other[31] ^= 1;
        return new X2Message.HandoverRequest(
                r.oldEnbUe(),
                r.target(),
                r.gummei(),
                r.mmeUe(),
                r.capabilities(),
                new KeyOctets(other),
                r.ncc(),
                r.ambr(),
                r.erabs(),
                r.rrcContext(),
                r.lastVisited());
    }

    private static S1Message biddingDown(S1Message.PathSwitchRequest r) {
        return new S1Message.PathSwitchRequest(
                r.enbUe(),
                r.sourceMmeUe(),
                r.erabs(),
                r.cell(),
                r.tai(),
                new SecurityCapabilities(0, 0x4000));
    }

    private static S1Message ofAnother(S1Message.PathSwitchRequest r) {
        return new S1Message.PathSwitchRequest(
                r.enbUe(), r.sourceMmeUe() + 1, r.erabs(), r.cell(), r.tai(), r.capabilities());
    }

    private static void flip(ByteBuf pdu, int index) {
        pdu.setByte(pdu.readerIndex() + index, pdu.getByte(pdu.readerIndex() + index) ^ 1);
    }
}
