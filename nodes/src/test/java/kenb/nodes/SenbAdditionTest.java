package kenb.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.nodes.lab.KeyLedger.Life;
import kenb.nodes.ue.UeOrder;
import kenb.nodes.x2ap.X2Cause;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.air.AirFrame;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Tag("DC-01")
@Tag("DC-06")
class SenbAdditionTest {

    private static SimulatedLab atMenb() {
        var lab = new SimulatedLab();
        assertThat(lab.attach()).isTrue();
        lab.heard(2);
        assertThat(lab.done("enb1", "X2 Handover")).isTrue();
        assertThat(lab.done("ue", "Handover")).isTrue();
        return lab;
    }

    @Test
    void tamperedScgCounterFailsItsMacAndTheSenbDeletesTheKey() {
        try (var lab = atMenb()) {
            lab.network.radio =
                    f -> {
                        if (f.channel() == AirFrame.Channel.DCCH && f.direction().bit() == 1) {
                            f.pdu()
                                    .setByte(
                                            f.pdu().readerIndex() + 4,
                                            f.pdu().getByte(f.pdu().readerIndex() + 4) ^ 1);
                        }
                        return f;
                    };
            lab.heard(3);
            lab.await("enb2", Notice.Kind.FAILED, "SeNB Addition");
            assertThat(lab.pdcp.get("ue").integrityFailures()).isEqualTo(1);
            assertThat(lab.network.reported("ue", Notice.Kind.STEP, "SCG Configuration")).isFalse();
            lab.network.run(Duration.ofSeconds(3));
            assertThat(lab.rings.get("enb3").living()).isEmpty();
            assertThat(lab.enb[3].tunnels()).isZero();
        }
    }

    @Test
    void silentSenbLeavesTheMasterCellGroupAlive() {
        try (var lab = atMenb()) {
            lab.network.x2 = m -> m instanceof X2Message.SenbAdditionRequest ? null : m;
            lab.startTraffic(500);
            lab.heard(3);
            lab.await("enb2", Notice.Kind.FAILED, "SeNB Addition");
            assertThat(lab.log()).contains("TDCprep expired: no answer from eNB 3 in 1000 ms");
            lab.network.run(Duration.ofMillis(100));
            lab.stopTraffic();
            var address = lab.ue.address(0);
            var down = lab.ue.downlinkReport(0, lab.upe.downlinkSent(address));
            assertThat(down.lost()).isZero();
            assertThat(down.received()).isGreaterThan(400);
        }
    }

    @Test
    void rejectionIsReportedWithItsCauseAndNothingMoves() {
        try (var lab = atMenb()) {
            lab.network.x2 =
                    m ->
                            m instanceof X2Message.SenbAdditionRequestAcknowledge a
                                    ? new X2Message.SenbAdditionRequestReject(
                                            a.menbUe(), a.senbUe(), X2Cause.NO_RADIO_RESOURCES)
                                    : m;
            lab.heard(3);
            lab.await("enb2", Notice.Kind.FAILED, "SeNB Addition");
            assertThat(lab.log()).contains("the SeNB refused: no radio resources available");
            assertThat(lab.network.reported("enb2", Notice.Kind.DONE, "E-RAB Modification"))
                    .isFalse();
        }
    }

    @Test
    void stepsComeInTheOrderOfTheFigureAndTheFirstCounterIsZero() {
        try (var lab = atMenb()) {
            var order = new ArrayList<String>();
            lab.network.x2 =
                    m -> {
                        order.add(m.getClass().getSimpleName());
                        return m;
                    };
            lab.network.s1 =
                    m -> {
                        order.add(m.getClass().getSimpleName());
                        return m;
                    };
            lab.network.radio =
                    f -> {
                        if (f.channel() == AirFrame.Channel.DCCH) {
                            order.add(f.direction() + " RRC");
                        }
                        return f;
                    };
            lab.heard(3);
            assertThat(lab.done("enb2", "E-RAB Modification")).isTrue();
            assertThat(order)
                    .containsExactly(
                            "UPLINK RRC",
                            "SenbAdditionRequest",
                            "SenbAdditionRequestAcknowledge",
                            "DOWNLINK RRC",
                            "UPLINK RRC",
                            "SenbReconfigurationComplete",
                            "SnStatusTransfer",
                            "ErabModificationIndication",
                            "ErabModificationConfirm");
            assertThat(lab.log()).contains("SCG counter 0");
            List<Life> keys =
                    lab.keys.lives().stream().filter(l -> l.name().equals("S-K_eNB")).toList();
            assertThat(keys).extracting(Life::node).containsExactly("enb2", "enb3", "ue");
            assertThat(keys)
                    .extracting(Life::fingerprint)
                    .containsOnly(keys.getFirst().fingerprint());
            assertThat(keys.getFirst().died()).as("the MeNB does not keep it").isNotNull();
        }
    }

    @Test
    void senbHoldsTheUserPlaneKeyAlone() {
        try (var lab = atMenb()) {
            lab.heard(3);
            assertThat(lab.done("enb2", "E-RAB Modification")).isTrue();
            assertThat(lab.rings.get("enb3").living())
                    .extracting(k -> k.purpose().symbol())
                    .containsExactlyInAnyOrder("S-K_eNB", "K_UPenc");
        }
    }

    @Test
    void trafficMovesToTheSenbAndReleaseLeavesNoKeyBehind() {
        try (var lab = atMenb()) {
            lab.startTraffic(1000);
            lab.network.run(Duration.ofMillis(100));
            lab.heard(3);
            assertThat(lab.done("enb2", "E-RAB Modification")).isTrue();
            long before = lab.pdcp.get("enb3").received();
            lab.network.run(Duration.ofMillis(200));
            assertThat(lab.pdcp.get("enb3").received()).isGreaterThan(before + 100);
            lab.stopTraffic();
            var address = lab.ue.address(0);
            assertThat(lab.upe.uplinkReport(address, lab.ue.uplinkSent(0)).lost()).isZero();
            assertThat(lab.ue.downlinkReport(0, lab.upe.downlinkSent(address)).lost()).isZero();
            lab.ueEnd.on(new UeOrder.Detach(0));
            assertThat(lab.done("mme", "UE Context Release")).isTrue();
            lab.network.run(Duration.ofSeconds(3));
            for (int i = 1; i <= 3; i++) {
                assertThat(lab.rings.get("enb" + i).living()).isEmpty();
                assertThat(lab.enb[i].tunnels()).isZero();
                assertThat(lab.enbEnd[i].timers()).isZero();
            }
            assertThat(lab.upe.sessions()).isZero();
            lab.mme.forgetAll();
            lab.ue.forgetAll();
            assertThat(lab.keys.living()).isZero();
        }
    }
}
