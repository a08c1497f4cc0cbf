package kenb.stack.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.stack.air.WiresharkProfile.LegKeys;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;
import kenb.stack.pdcp.DrbSettings;
import kenb.stack.pdcp.LteReceiver;
import kenb.stack.pdcp.LteTransmitter;
import kenb.stack.pdcp.NrDrbSettings;
import kenb.stack.pdcp.NrReceiver;
import kenb.stack.pdcp.NrSrbEntity;
import kenb.stack.pdcp.NrTransmitter;
import kenb.stack.pdcp.PdcpEvent;
import kenb.stack.pdcp.PdcpOutput;
import kenb.stack.pdcp.Protection;
import kenb.stack.pdcp.ReorderingTimer;
import kenb.stack.pdcp.SecurityContext;
import kenb.stack.pdcp.SnLength;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// tshark on what our own PDCP entities make: deciphered, every MAC-I verified.
@Tag("P-05")
class PdcpWiresharkTest {
    private static final int LEG = 0x1239;
    private static final int PDUS = 5;

    private final CipherEngine engine = new JavaEngine();
    private final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
    private final AirCapture capture = new AirCapture();

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
        Tshark.need();
    }

    @ParameterizedTest
    @CsvSource({"BITS_12, UPLINK", "BITS_12, DOWNLINK", "BITS_18, UPLINK", "BITS_18, DOWNLINK"})
    void nrUserDataIsDecipheredAndItsMacsMatch(SnLength length, Direction direction)
            throws Exception {
        var settings = NrDrbSettings.am(7, length);
        PdcpOutput down =
                (pdu, _) ->
                        capture.add(
                                NrAirFraming.write(
                                        NrAirFrame.user(
                                                LEG,
                                                direction,
                                                7,
                                                length.bits(),
                                                true,
                                                false,
                                                pdu)));
        var sender = new NrTransmitter(settings, direction, keys(1), down, () -> 0, fail());
        for (int i = 0; i < PDUS; i++) sender.transmit(packet("packet " + i));
        sender.flush();
        Tshark run = nr(1);
        assertThat(run.macsThatMatch("pdcp-nr")).isEqualTo(PDUS);
        assertThat(run.texts("pdcp-nr")).containsExactlyElementsOf(packets(PDUS));
        assertThat(run.fields("pdcp-nr.seq-num", "pdcp-nr.seq-num"))
                .containsExactly("0", "1", "2", "3", "4");
        assertThat(nothingWrong(run)).isEmpty();
        assertThat(nr(3).macsThatMatch("pdcp-nr")).isZero();
        assertThat(nr(3).fields("pdcp-nr.maci-wrong", "frame.number")).hasSize(PDUS);
    }

    /// tshark 4.0.17 looks for the packet one octet late behind an SDAP header, and computes the MAC-I over less than what is under it (TS 38.323
    /// 5.9): so only what it reads and deciphers counts here.
    @Test
    void theSdapHeaderIsReadAndWhatIsBehindItDeciphered() throws Exception {
        var am = NrDrbSettings.am(7, SnLength.BITS_18);
        var settings =
                new NrDrbSettings(
                        7, am.snLength(), true, true, false, true, 0, 0, 4, am.countThreshold());
        PdcpOutput down =
                (pdu, _) ->
                        capture.add(
                                NrAirFraming.write(
                                        NrAirFrame.user(
                                                LEG, Direction.DOWNLINK, 7, 18, true, true, pdu)));
        var sender =
                new NrTransmitter(settings, Direction.DOWNLINK, keys(1), down, () -> 0, fail());
        ByteBuf packet = packet("packet 0");
        sender.transmit(packet.readerIndex(31).setByte(31, 0x05));
        sender.flush();
        Tshark run = nr(1);
        assertThat(run.fields("sdap", "sdap.qfi")).containsExactly("5");
        assertThat(run.fields("sdap", "data.data"))
                .singleElement()
                .asString()
                .endsWith(HexFormat.of().formatHex("packet 0".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aBearerWithoutIntegrityIsOnlyDeciphered() throws Exception {
        var settings =
                new NrDrbSettings(
                        1, SnLength.BITS_12, false, false, false, false, 0, 0, 4, 1L << 31);
        PdcpOutput down =
                (pdu, _) ->
                        capture.add(
                                NrAirFraming.write(
                                        NrAirFrame.user(
                                                LEG, Direction.UPLINK, 1, 12, false, false, pdu)));
        var sender = new NrTransmitter(settings, Direction.UPLINK, keys(1), down, () -> 0, fail());
        for (int i = 0; i < PDUS; i++) sender.transmit(packet("packet " + i));
        sender.flush();
        assertThat(nr(1).texts("pdcp-nr")).containsExactlyElementsOf(packets(PDUS));
    }

    /// Past 4096 numbers, so into the next HFN.
    @Test
    void nrNumbersGoRound() throws Exception {
        var settings = NrDrbSettings.um(1, SnLength.BITS_12);
        PdcpOutput down =
                (pdu, _) ->
                        capture.add(
                                NrAirFraming.write(
                                        NrAirFrame.user(
                                                LEG, Direction.UPLINK, 1, 12, true, false, pdu)));
        var sender = new NrTransmitter(settings, Direction.UPLINK, keys(1), down, () -> 0, fail());
        for (int i = 0; i < 4100; i++) sender.transmit(packet("packet " + i));
        sender.flush();
        Tshark run = nr(1);
        assertThat(run.macsThatMatch("pdcp-nr")).isEqualTo(4100);
        assertThat(run.texts("pdcp-nr")).containsExactlyElementsOf(packets(4100));
    }

    /// RRC by hand, TS 38.331 6.2.2: UL-DCCH, Security Mode Complete and Reconfiguration Complete, transaction 1.
    @Test
    void nrSignallingIsDecipheredVerifiedAndNamed() throws Exception {
        var protection = new Protection[] {Protection.INTEGRITY};
        PdcpOutput down =
                (pdu, _) ->
                        capture.add(
                                NrAirFraming.write(
                                        NrAirFrame.signalling(
                                                LEG, protection[0], Direction.UPLINK, 1, pdu)));
        var srb =
                new NrSrbEntity(
                        1, Direction.UPLINK, ReorderingTimer.NONE, down, (_, _) -> {}, fail());
        srb.use(keys(1));
        srb.protectTransmit(protection[0]);
        srb.transmit(Unpooled.wrappedBuffer(HexFormat.of().parseHex("2a00")));
        protection[0] = Protection.INTEGRITY_AND_CIPHERING;
        srb.protectTransmit(protection[0]);
        for (int i = 0; i < PDUS; i++)
            srb.transmit(Unpooled.wrappedBuffer(HexFormat.of().parseHex("0a00")));
        Tshark run = nr(1);
        assertThat(run.macsThatMatch("pdcp-nr")).isEqualTo(PDUS + 1);
        List<String> names = run.fields("pdcp-nr", "_ws.col.Info");
        assertThat(names.getFirst()).contains("Security Mode Complete");
        assertThat(names.subList(1, PDUS + 1))
                .allMatch(it -> it.contains("RRC Reconfiguration Complete"));
        assertThat(nothingWrong(run)).isEmpty();
    }

    @Test
    void anNrStatusReportIsReadByTshark() throws Exception {
        var settings = NrDrbSettings.am(7, SnLength.BITS_18);
        var pdus = new ArrayList<ByteBuf>();
        var sender =
                new NrTransmitter(
                        settings,
                        Direction.UPLINK,
                        keys(1),
                        (p, _) -> pdus.add(p),
                        () -> 0,
                        fail());
        sender.resumeAt(70_000);
        for (int i = 0; i < 12; i++) sender.transmit(packet("packet " + i));
        sender.flush();
        var receiver =
                new NrReceiver(
                        settings,
                        Direction.UPLINK,
                        keys(1),
                        new NoTimer(),
                        (_, _) -> {},
                        _ -> {},
                        fail());
        receiver.resumeAt(70_000);
        for (int i : new int[] {1, 2, 11}) receiver.receive(pdus.get(i));
        ByteBuf report = receiver.statusReport(Unpooled.EMPTY_BUFFER.alloc());
        capture.add(
                NrAirFraming.write(
                        NrAirFrame.user(LEG, Direction.DOWNLINK, 7, 18, true, false, report)));
        Tshark run = nr(1);
        assertThat(run.fields("pdcp-nr.fmc", "pdcp-nr.fmc")).containsExactly("70000");
        assertThat(run.fields("pdcp-nr.fmc", "pdcp-nr.bitmap.byte")).containsExactly("0xc0,0x20");
    }

    @ParameterizedTest
    @CsvSource({"BITS_7, false", "BITS_12, true", "BITS_15, true", "BITS_18, true"})
    void lteUserDataIsDeciphered(SnLength length, boolean acknowledged) throws Exception {
        var settings = acknowledged ? DrbSettings.am(3, length) : DrbSettings.um(3, length);
        PdcpOutput down =
                (pdu, _) ->
                        capture.add(
                                AirFraming.write(
                                        AirFrame.user(
                                                LEG, Direction.DOWNLINK, 3, length.bits(), pdu)));
        var sender =
                new LteTransmitter(settings, Direction.DOWNLINK, keys(1), down, () -> 0, fail());
        for (int i = 0; i < 300; i++) sender.transmit(packet("packet " + i));
        sender.flush();
        assertThat(lte().texts("pdcp-lte")).containsExactlyElementsOf(packets(300));
    }

    @ParameterizedTest
    @CsvSource({"BITS_12, 57", "BITS_15, 30001", "BITS_18, 131001"})
    void anLteStatusReportIsReadByTshark(SnLength length, int first) throws Exception {
        var settings = DrbSettings.am(3, length).withReordering();
        var pdus = new ArrayList<ByteBuf>();
        var sender =
                new LteTransmitter(
                        settings,
                        Direction.UPLINK,
                        keys(1),
                        (p, _) -> pdus.add(p),
                        () -> 0,
                        fail());
        sender.resumeAt(first);
        for (int i = 0; i < 12; i++) sender.transmit(packet("packet " + i));
        sender.flush();
        var receiver =
                new LteReceiver(
                        settings,
                        Direction.UPLINK,
                        keys(1),
                        new NoTimer(),
                        (_, _) -> {},
                        _ -> {},
                        fail());
        receiver.resumeAt(first);
        for (int i : new int[] {1, 2, 11}) receiver.receive(pdus.get(i));
        ByteBuf report = receiver.statusReport(Unpooled.EMPTY_BUFFER.alloc());
        capture.add(
                AirFraming.write(AirFrame.user(LEG, Direction.DOWNLINK, 3, length.bits(), report)));
        assertThat(lte().fields("pdcp-lte.bitmap", "pdcp-lte.fms")).containsExactly("" + first);
        assertThat(lte().fields("pdcp-lte.bitmap", "pdcp-lte.bitmap.byte"))
                .containsExactly("0xc0,0x20");
    }

    private static List<String> packets(int number) {
        return IntStream.range(0, number).mapToObj(i -> "packet " + i).toList();
    }

    private static List<String> nothingWrong(Tshark run) throws Exception {
        return run.fields("_ws.malformed or _ws.expert.severity >= 4194304", "frame.number");
    }

    private static ByteBuf packet(String text) {
        ByteBuf packet = Unpooled.buffer(128).writeZero(32).skipBytes(32);
        return packet.writeBytes(AirCapture.ip(40000, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private SecurityContext keys(int octet) {
        return SecurityContext.of(
                CipheringAlgorithm.EEA2,
                IntegrityAlgorithm.EIA2,
                engine,
                ring.provision(KeyPurpose.RRC_ENC, key(octet)),
                ring.provision(KeyPurpose.RRC_INT, key(octet + 1)),
                ring.provision(KeyPurpose.UP_ENC, key(octet + 2)),
                ring.provision(KeyPurpose.UP_INT, key(octet + 3)));
    }

    private static byte[] key(int octet) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) octet);
        return key;
    }

    private static String hex(int octet) {
        return HexFormat.of().formatHex(key(octet));
    }

    /// @param octet of the first key that tshark gets
    private Tshark nr(int octet) throws Exception {
        var leg =
                new NrWiresharkProfile.LegKeys(
                        LEG, hex(octet), hex(octet + 2), hex(octet + 1), hex(octet + 3));
        var profile =
                new NrWiresharkProfile(
                        CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, List.of(leg));
        return new Tshark(written(), profile.arguments());
    }

    private Tshark lte() throws Exception {
        var leg =
                new LegKeys(
                        LEG,
                        CipheringAlgorithm.EEA2,
                        IntegrityAlgorithm.EIA2,
                        hex(1),
                        hex(3),
                        hex(2));
        var profile = new WiresharkProfile(List.of(leg));
        profile.write(folder.resolve("wireshark"));
        return new Tshark(written(), profile.arguments(folder.resolve("wireshark")));
    }

    private String written() throws Exception {
        Path file = folder.resolve("air.pcap");
        capture.write(file);
        return file.toString();
    }

    private static Consumer<PdcpEvent> fail() {
        return event -> {
            throw new AssertionError(event);
        };
    }

    private static final class NoTimer implements ReorderingTimer {
        @Override
        public void start() {}

        @Override
        public void stop() {}
    }
}
