package kenb.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.per.Octets;
import kenb.nodes.s1ap.S1Message;
import kenb.nodes.ue.UeOrder;
import kenb.stack.air.AirFrame;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class AttachTest {

    @Test
    void requestWithAForgedNasMacIsRefused() {
        try (var lab = new SimulatedLab()) {
            lab.network.s1 =
                    m ->
                            m instanceof S1Message.InitialUeMessage i
                                    ? new S1Message.InitialUeMessage(
                                            i.enbUe(), flip(i.nas()), i.tai(), i.cell(), i.sTmsi())
                                    : m;
            assertThat(start(lab)).isFalse();
            assertThat(lab.log()).contains("NAS MAC is wrong or its COUNT is old");
            assertThat(lab.network.reported("mme", Notice.Kind.STEP, "Initial Context Setup"))
                    .isFalse();
        }
    }

    @Test
    void securityModeCommandOfAnENodebWithAnotherKeyIsRefusedByTheUe() {
        try (var lab = new SimulatedLab()) {
            lab.network.s1 =
                    m -> {
                        if (m instanceof S1Message.InitialContextSetupRequest r) {
                            r.kenb().octets()[0] ^= 1;
                        }
                        return m;
                    };
            assertThat(start(lab)).isFalse();
            assertThat(lab.log())
                    .contains("the command's MAC-I is wrong: UE and eNB have different keys")
                    .contains("the UE refused it");
            assertThat(lab.rings.get("enb1").living()).isEmpty();
        }
    }

    @Test
    void lostAnswerToRandomAccessIsTriedAgainWithAnotherNumber() {
        try (var lab = new SimulatedLab()) {
            int[] dropped = new int[1];
            lab.network.radio =
                    f ->
                            f.channel() == AirFrame.Channel.CCCH
                                            && f.direction().bit() == 1
                                            && dropped[0]++ == 0
                                    ? null
                                    : f;
            assertThat(start(lab)).isTrue();
            assertThat(dropped[0]).isEqualTo(2);
        }
    }

    @Test
    void sameKenbComesFromTheNasCountAtBothEnds() {
        try (var lab = new SimulatedLab()) {
            assertThat(lab.attach()).isTrue();
            var kenbs = lab.keys.lives().stream().filter(l -> l.name().equals("K_eNB")).toList();
            assertThat(kenbs).extracting(l -> l.node()).containsExactly("mme", "enb1", "ue");
            assertThat(kenbs)
                    .extracting(l -> l.fingerprint())
                    .containsOnly(kenbs.getFirst().fingerprint());
            assertThat(lab.ue.address(0)).isNotNull();
        }
    }

    private static boolean start(SimulatedLab lab) {
        lab.network.run(Duration.ofMillis(10));
        lab.ueEnd.on(new UeOrder.Attach(0, 101));
        return lab.done("mme", "Attach");
    }

    private static Octets flip(Octets nas) {
        byte[] octets = nas.toByteArray();
        octets[octets.length - 1] ^= 1;
        return Octets.of(octets);
    }
}
