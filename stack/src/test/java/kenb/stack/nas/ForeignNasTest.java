package kenb.stack.nas;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.nas.EmmMessage;
import kenb.codec.nas.EsmMessage;
import kenb.codec.nas.NasCodec;
import kenb.codec.nas.NasNames;
import kenb.codec.nas.NasPdu;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.codec.per.PduType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// NAS of phones, testbeds and cores in captures and corpora, taken out of S1AP and RRC.
@Tag("W-08")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class ForeignNasTest {
    private final Map<String, Map<String, PduType>> codecs = new TreeMap<>();

    @Test
    void everyMessageOfTheCorpusComesBackByteForByte() throws IOException {
        var names = check(fromCorpus());
        assertThat(names)
                .contains(
                        "Attach request, PDN connectivity request",
                        "Attach accept, Activate default EPS bearer context request",
                        "Service request",
                        "Security mode command",
                        "Tracking area update request");
        assertThat(names).noneMatch(name -> name.contains("unknown") || name.contains("malformed"));
    }

    @Test
    void everyMessageOfTheCapturesComesBackByteForByte() throws IOException {
        var names = check(fromCaptures());
        assertThat(names)
                .contains(
                        "Attach request, PDN connectivity request",
                        "Authentication response",
                        "Security mode complete",
                        "ESM information response",
                        "Detach request",
                        "EMM information",
                        "Service request");
        assertThat(names).noneMatch(name -> name.contains("unknown") || name.contains("malformed"));
    }

    @Test
    void aMessageCutAnywhereIsReadOrRefusedAsDocumented() throws IOException {
        for (Octets octets : fromCaptures()) {
            for (int length = 0; length < octets.length(); length++) {
                var cut = Octets.of(Arrays.copyOf(octets.toByteArray(), length));
                assertThat(NasNames.of(cut)).isNotEmpty();
                try {
                    comesBack(NasPdu.decode(cut), cut);
                } catch (DecodeException e) {
                    assertThat(e.bitOffset()).isBetween(0L, 8L * length);
                    assertThat(e).hasMessageContaining("NAS ").hasMessageContaining("bit ");
                }
            }
        }
    }

    /// @return the names seen
    private static Set<String> check(Set<Octets> messages) {
        assertThat(messages).hasSizeGreaterThan(30);
        var names = new LinkedHashSet<String>();
        for (Octets octets : messages) {
            names.add(NasNames.of(octets));
            comesBack(NasPdu.decode(octets), octets);
        }
        return names;
    }

    private static void comesBack(NasPdu pdu, Octets octets) {
        assertThat(pdu.encode()).isEqualTo(octets);
        switch (pdu) {
            case NasPdu.Plain(Octets message) -> message(message);
            case NasPdu.Protected p when !NasNames.of(octets).startsWith("ciphered") ->
                    message(p.message());
            case NasPdu.Protected _, NasPdu.ServiceRequest _ -> {}
        }
    }

    private static void message(Octets message) {
        if (message.length() > 0 && (message.at(0) & 0xf) == 2) {
            esm(message);
            return;
        }
        EmmMessage emm = NasCodec.decodeEmm(message);
        assertThat(NasCodec.encode(emm)).isEqualTo(message);
        switch (emm) {
            case EmmMessage.AttachRequest m -> esm(m.esm());
            case EmmMessage.AttachAccept m -> esm(m.esm());
            case EmmMessage.AttachComplete m -> esm(m.esm());
            default -> {}
        }
    }

    private static void esm(Octets message) {
        EsmMessage esm = NasCodec.decodeEsm(message);
        assertThat(NasCodec.encode(esm)).isEqualTo(message);
    }

    private Set<Octets> fromCorpus() throws IOException {
        var found = new LinkedHashSet<Octets>();
        for (String file : List.of("s1ap.jsonl", "lte-rrc.jsonl")) {
            for (String line : Files.readAllLines(shared("corpus").resolve(file))) {
                var json = new JsonMapper().readTree(line);
                var type = codecs(json.get("protocol").asString()).get(json.get("pdu").asString());
                if (type == null) continue;
                try {
                    found.addAll(
                            CapturedNas.inside(
                                    type.decode(
                                            HexFormat.of().parseHex(json.get("hex").asString()))));
                } catch (DecodeException _) {
                    // a message that is wrong on purpose
                }
            }
        }
        return found;
    }

    private Set<Octets> fromCaptures() throws IOException {
        var found = new LinkedHashSet<Octets>();
        try (var files = Files.list(shared("pcaps"))) {
            for (Path file :
                    files.filter(it -> it.toString().contains(".pcap")).sorted().toList()) {
                CapturedNas.of(file).forEach(nas -> found.add(nas.octets()));
            }
        }
        return found;
    }

    private Map<String, PduType> codecs(String protocol) {
        return codecs.computeIfAbsent(
                protocol,
                name ->
                        PduType.of(
                                "kenb.codec." + name.replace("-", ""),
                                ForeignNasTest.class.getClassLoader()));
    }

    private static Path shared(String folder) {
        return Path.of(System.getProperty("kenb.shared", ""), folder);
    }
}
