package kenb.stack.air;

import static kenb.stack.cipher.Direction.DOWNLINK;
import static kenb.stack.cipher.Direction.UPLINK;
import static kenb.stack.pdcp.Protection.INTEGRITY;
import static kenb.stack.pdcp.Protection.INTEGRITY_AND_CIPHERING;
import static kenb.stack.pdcp.Protection.NONE;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.air.AirCapture.Keys;
import kenb.stack.air.WiresharkProfile.LegKeys;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;

/// tshark with our profile, on PDUs that none of our PDCP code has protected.
@Tag("P-05")
class WiresharkProfileTest {
    private static final int SOURCE = 0x1239;
    private static final int TARGET = 0x2800;
    private static final int SECONDARY = 0x3800;
    private static final Keys SOURCE_KEYS = Keys.of(0x11);
    private static final Keys TARGET_KEYS = Keys.of(0x21);
    private static final Keys SECONDARY_KEYS = Keys.of(0x31);

    // UPER by hand, TS 36.331 §6.2.2.
    private static final String SETUP_COMPLETE = // with an Attach Request
            "2200300e822217ec01e22000020381e40d9805414000080403a022";
    private static final String SECURITY_MODE_COMMAND = "300220"; // EEA2, EIA2
    private static final String SECURITY_MODE_COMPLETE = "2800";
    private static final String RECONFIGURATION_COMPLETE = "1000";
    private static final String HANDOVER_KEYS = "20011220"; // securityConfigHO with algorithms
    private static final String RELEASE = "2802";

    private static final int UPLINK_AT_SOURCE = 40; // past 32, so into HFN 1
    private static final int VERIFIABLE = 2 + UPLINK_AT_SOURCE + 3 + 3;

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
        Tshark.need();
    }

    @Test
    void everyPduOfARunIsDecipheredVerifiedAndNamed() throws Exception {
        var run = tshark(run(), legs());
        assertThat(run.fields("_ws.malformed or _ws.expert.severity >= 4194304", "frame.number"))
                .isEmpty();
        assertThat(run.macsThatMatch("pdcp-lte")).isEqualTo(VERIFIABLE);
        assertThat(run.fields("pdcp-lte.user-data", "frame.number")).isEmpty();
        assertThat(packets(run))
                .containsExactly(
                        "source 0",
                        "source 1",
                        "in flight",
                        "target 57",
                        "target 58",
                        "long 70000",
                        "long 70001",
                        "scg 59",
                        "scg 60");
        assertThat(run.fields("pdcp-lte.fms", "pdcp-lte.fms")).containsExactly("57");
        var names = run.fields("pdcp-lte.plane == 1", "_ws.col.Info");
        assertThat(names).hasSize(1 + VERIFIABLE);
        assertThat(names.get(0)).contains("RRCConnectionSetupComplete, Attach request");
        assertThat(names.get(1)).contains("SecurityModeCommand");
        assertThat(names.get(2)).contains("SecurityModeComplete");
        assertThat(names.subList(3, 3 + UPLINK_AT_SOURCE))
                .allMatch(it -> it.contains("RRCConnectionReconfigurationComplete"));
        assertThat(names.get(3 + UPLINK_AT_SOURCE)).contains("RRCConnectionReconfiguration");
        assertThat(names.getLast()).contains("RRCConnectionRelease");
    }

    @Test
    void theFolderDoesByItselfWhatTheArgumentsDo() throws Exception {
        var byArguments = tshark(run(), legs()).lines("-O", "pdcp-lte,udp");
        var byFolder = new ProcessBuilder("tshark", "-r", capture(), "-O", "pdcp-lte,udp");
        byFolder.environment().put("WIRESHARK_CONFIG_DIR", profile().toString());
        assertThat(Tshark.output(byFolder)).isEqualTo(byArguments);
    }

    @Test
    void oneBitOfTheMessageOrOfItsMacIsSeenAndTheOtherPdusStayRight() throws Exception {
        int lastBit = 8 * (1 + 2 + 4) - 1;
        var capture = new AirCapture();
        for (int count = 0; count < 9; count++) {
            if (count == 2) forged(capture, count, 8 + 4);
            else if (count == 6) forged(capture, count, lastBit);
            else complete(capture, TARGET, TARGET_KEYS, count);
        }
        var run = tshark(capture, legs());
        assertThat(run.fields("pdcp-lte.maci-wrong", "frame.number")).containsExactly("3", "7");
        assertThat(run.macsThatMatch("pdcp-lte")).isEqualTo(7);
    }

    @Test
    void anotherIntegrityKeyMakesEveryMacWrongAndNoKeyConfirmsNone() throws Exception {
        var wrong = new Keys(TARGET_KEYS.rrcEnc(), TARGET_KEYS.upEnc(), Keys.key(9));
        var run = tshark(run(), legs(SOURCE_KEYS, wrong));
        assertThat(run.fields("pdcp-lte.maci-wrong", "pdcp-lte.ueid"))
                .hasSize(3)
                .containsOnly("" + TARGET);
        assertThat(run.macsThatMatch("pdcp-lte")).isEqualTo(VERIFIABLE - 3);
        assertThat(tshark(run(), legs().subList(1, 3)).macsThatMatch("pdcp-lte")).isEqualTo(3);
    }

    @Test
    void anotherUserPlaneKeyBringsNoPacketOut() throws Exception {
        var wrong = new Keys(TARGET_KEYS.rrcEnc(), Keys.key(9), TARGET_KEYS.rrcInt());
        assertThat(packets(tshark(run(), legs(SOURCE_KEYS, wrong))))
                .containsExactly("source 0", "source 1", "in flight", "scg 59", "scg 60");
    }

    @Test
    void aLegWithoutItsKeysStaysOctetsAndIsTakenForNothingElse() throws Exception {
        var run = tshark(run(), legs().subList(0, 1));
        assertThat(run.fields("_ws.malformed", "frame.number")).isEmpty();
        assertThat(run.fields("pdcp-lte.ueid == " + TARGET + " && lte_rrc", "frame.number"))
                .isEmpty();
        assertThat(run.fields("pdcp-lte.user-data", "frame.number")).hasSize(6);
    }

    @Test
    void theCommonChannelIsShownByName() throws Exception {
        var capture = new AirCapture();
        capture.common(SOURCE, UPLINK, "4012345678a6"); // random value, mo-Signalling
        assertThat(tshark(capture, legs()).fields("lte_rrc", "_ws.col.Info"))
                .containsExactly("RRCConnectionRequest");
    }

    @Test
    void keysAreForTheirOwnersEyesAlone() throws Exception {
        new WiresharkProfile(legs()).write(profile());
        new WiresharkProfile(legs()).write(profile()); // over the first
        var keys = profile().resolve("pdcp_lte_ue_keys");
        assertThat(Files.readAllLines(keys)).hasSize(5);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        try (var files = Files.list(profile())) {
            for (Path file : files.filter(it -> !it.equals(keys)).toList()) {
                assertThat(Files.readString(file)).doesNotContain("1111", "2222", "3232");
            }
        }
        assertThat(legs().toString()).contains("1239").doesNotContain("1111", "1212", "1313");
    }

    /// Attach, X2 handover, a bearer with 18 bits of SN, and a secondary cell group that takes over the first bearer.
    private static AirCapture run() {
        var capture = new AirCapture();
        capture.signalling(SOURCE, NONE, SOURCE_KEYS, UPLINK, 1, 0, SETUP_COMPLETE);
        capture.signalling(SOURCE, INTEGRITY, SOURCE_KEYS, DOWNLINK, 1, 0, SECURITY_MODE_COMMAND);
        capture.signalling(SOURCE, INTEGRITY, SOURCE_KEYS, UPLINK, 1, 1, SECURITY_MODE_COMPLETE);
        for (int i = 0; i < UPLINK_AT_SOURCE; i++) {
            complete(capture, SOURCE, SOURCE_KEYS, 2 + i);
        }
        capture.user(SOURCE, SOURCE_KEYS, UPLINK, 1, 12, 0, "source 0");
        capture.user(SOURCE, SOURCE_KEYS, UPLINK, 1, 12, 1, "source 1");
        command(capture, SOURCE, SOURCE_KEYS, 1, HANDOVER_KEYS);
        capture.user(SOURCE, SOURCE_KEYS, DOWNLINK, 1, 12, 0, "in flight");
        command(capture, SOURCE, SOURCE_KEYS, 2, RELEASE);
        command(capture, SOURCE, SOURCE_KEYS, 3, RELEASE);
        complete(capture, TARGET, TARGET_KEYS, 0);
        capture.statusReport(TARGET, UPLINK, 1, 57);
        capture.user(TARGET, TARGET_KEYS, UPLINK, 1, 12, 57, "target 57");
        capture.user(TARGET, TARGET_KEYS, UPLINK, 1, 12, 58, "target 58");
        capture.user(TARGET, TARGET_KEYS, DOWNLINK, 2, 18, 70000, "long 70000");
        capture.user(TARGET, TARGET_KEYS, DOWNLINK, 2, 18, 70001, "long 70001");
        complete(capture, TARGET, TARGET_KEYS, 1);
        capture.user(SECONDARY, SECONDARY_KEYS, UPLINK, 1, 12, 59, "scg 59");
        capture.user(SECONDARY, SECONDARY_KEYS, UPLINK, 1, 12, 60, "scg 60");
        command(capture, TARGET, TARGET_KEYS, 0, RELEASE);
        return capture;
    }

    private static void complete(AirCapture capture, int crnti, Keys keys, int count) {
        capture.signalling(
                crnti, INTEGRITY_AND_CIPHERING, keys, UPLINK, 1, count, RECONFIGURATION_COMPLETE);
    }

    private static void forged(AirCapture capture, int count, int bit) {
        capture.forged(TARGET, TARGET_KEYS, UPLINK, count, RECONFIGURATION_COMPLETE, bit);
    }

    private static void command(AirCapture capture, int crnti, Keys keys, int count, String rrc) {
        capture.signalling(crnti, INTEGRITY_AND_CIPHERING, keys, DOWNLINK, 1, count, rrc);
    }

    private static List<LegKeys> legs() {
        return legs(SOURCE_KEYS, TARGET_KEYS);
    }

    private static List<LegKeys> legs(Keys source, Keys target) {
        return List.of(
                leg(SOURCE, source),
                leg(TARGET, target),
                new LegKeys(
                        SECONDARY,
                        CipheringAlgorithm.EEA2,
                        IntegrityAlgorithm.EIA0,
                        "",
                        hex(SECONDARY_KEYS.upEnc()),
                        ""));
    }

    private static LegKeys leg(int crnti, Keys keys) {
        return new LegKeys(
                crnti,
                CipheringAlgorithm.EEA2,
                IntegrityAlgorithm.EIA2,
                hex(keys.rrcEnc()),
                hex(keys.upEnc()),
                hex(keys.rrcInt()));
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    private Path profile() {
        return folder.resolve("wireshark");
    }

    private String capture() {
        return folder.resolve("air.pcap").toString();
    }

    private static List<String> packets(Tshark run) throws Exception {
        return run.texts("pdcp-lte && udp.port == 40000");
    }

    private Tshark tshark(AirCapture capture, List<LegKeys> legs) throws IOException {
        var profile = new WiresharkProfile(legs);
        profile.write(profile());
        capture.write(Path.of(capture()));
        return new Tshark(capture(), profile.arguments(profile()));
    }
}
