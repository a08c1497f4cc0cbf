package kenb.tools.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kenb.stack.capture.PcapReader;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;
import kenb.stack.nas.NasSecurity;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.TreeMap;

@Tag("R-03")
class CaptureKeysTest {
    private static final Path CAPTURES = Path.of(System.getProperty("kenb.shared", ""), "pcaps");
    private static final String KASME = "ab".repeat(32);

    @TempDir Path folder;

    /// What Open5GS's tests give their UE. Three messages are under contexts of before the capture.
    @Test
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void everyNasMessageOfAForeignEpcIsVerifiedFromTheSubscribersKey() throws IOException {
        assertThat(
                        protections(
                                "open5gs_open5gs__testattach.pcapng",
                                "001010123456819",
                                "465b5ce8b199b49faa5f0a2ee238a6bc",
                                "e8ed289deba952e4283b54e88e6183ca"))
                .containsEntry("verified", 71)
                .containsEntry("MAC not verified", 3)
                .hasSize(2);
    }

    /// The key is in the capture's answers of the subscriber database.
    @Test
    @EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
    void everyNasMessageOfAForeign5gCoreIsVerifiedFromTheSubscribersKey() throws IOException {
        assertThat(
                        protections(
                                "open5gs_open5gs__testregistration.pcapng",
                                "901700000021309",
                                "70d49a71dd1a2b806a25abe0ef749f1e",
                                "6f1bf53d624b3a43af6592854e2444c7"))
                .containsEntry("verified", 1038)
                .hasSize(1);
    }

    private TreeMap<String, Integer> protections(String capture, String imsi, String k, String opc)
            throws IOException {
        var keys =
                keys(
                        "{\"subscribers\": [{\"imsi\": \"%s\", \"k\": \"%s\", \"opc\": \"%s\"}]}"
                                .formatted(imsi, k, opc));
        var found = new TreeMap<String, Integer>();
        try (var reader = PcapReader.open(CAPTURES.resolve(capture))) {
            new CaptureMessages(PduReaders.all(keys, null))
                    .read(
                            reader,
                            message -> {
                                if (message.decoded() == null) return;
                                message.decoded()
                                        .allDetails()
                                        .filter(it -> it.name().equals("NAS"))
                                        .forEach(it ->
                                                found.merge(
                                                        it.value().contains("verified, COUNT")
                                                                ? "verified"
                                                                : it.value(),
                                                        1,
                                                        Integer::sum));
                            });
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nas\": [{\"label\": \"one\", \"kNasInt\": \"00112233445566778899aabbccddeeff\"}, {\"label\": \"UE\", \"kAsme\": \"%s\"}]}",
                "{\"nas\": [{\"label\": \"UE\", \"ciphering\": \"EEA2\", \"integrity\": \"EIA2\", \"kAsme\": \"%s\"}]}"
            })
    void nasIsDecipheredWhateverTheDirectionAndTheCount(String file) throws Exception {
        var keys = keys(file.formatted(KASME));
        var reader = new NasReader(keys.nas(), NasReader.EPS);
        var ring = new KeyRing("test", InstantSource.system(), _ -> {});
        for (var direction : Direction.values()) {
            var kasme = ring.provision(KeyPurpose.KASME, HexFormat.of().parseHex(KASME));
            var security =
                    new NasSecurity(
                            kasme,
                            CipheringAlgorithm.EEA2,
                            IntegrityAlgorithm.EIA2,
                            new JavaEngine(),
                            direction,
                            0,
                            0);
            for (int count = 0; count < 700; count++) {
                byte[] sent = security.protect(HexFormat.of().parseHex("0760" + "16"), 2);
                if (count % 90 == 7) continue; // lost
                var read = reader.read(sent);
                assertThat(read.name()).isEqualTo("EMM status");
                assertThat(read.details())
                        .contains(
                                new Detail("NAS", "EEA2, EIA2 verified, COUNT " + count + ", UE"));
            }
        }
        byte[] forged = HexFormat.of().parseHex("2712345678" + "05" + "a1a2a3a4");
        assertThat(reader.read(forged).details()).contains(new Detail("NAS", "MAC not verified"));
        assertThat(reader.read(forged).name()).isEqualTo("(ciphered)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nas\": [{\"label\": \"nothing\"}]}",
                "{\"nas\": [{\"kNasInt\": \"xy\"}]}",
                "{\"subscribers\": [{\"imsi\": \"001\"}]}",
                "{\"pdcpLte\": [{\"ciphering\": \"EEA9\"}]}",
                "[",
            })
    void aWrongKeyFileIsSaidToBeOne(String text) {
        assertThatThrownBy(() -> keys(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no key file");
    }

    private CaptureKeys keys(String text) throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(file, text);
        return CaptureKeys.read(file);
    }
}
