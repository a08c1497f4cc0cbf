package kenb.stack.capture;

import static kenb.stack.capture.Frames.PAYLOAD;
import static kenb.stack.capture.Frames.data;
import static kenb.stack.capture.Frames.hex;
import static kenb.stack.capture.Frames.ipv4;
import static kenb.stack.capture.Frames.ipv6;
import static kenb.stack.capture.Frames.join;
import static kenb.stack.capture.Frames.pcap;
import static kenb.stack.capture.Frames.pdus;
import static kenb.stack.capture.Frames.sctp;
import static kenb.stack.capture.Frames.udp;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.stack.capture.CapturedPdu.Damage;
import kenb.stack.capture.CapturedPdu.Datagram;
import kenb.stack.capture.CapturedPdu.Framing;
import kenb.stack.capture.CapturedPdu.Message;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@Tag("R-01")
class CaptureDissectorTest {
    private static final int SCTP = 132;
    private static final byte[] WHOLE = sctp(data(3, 1, 5, PAYLOAD));
    private static final byte[] IP = ipv4(SCTP, 0, WHOLE);

    static Stream<Map.Entry<Integer, byte[]>> frames() {
        return Stream.of(
                Map.entry(1, join(new byte[12], hex("0800"), IP)),
                Map.entry(1, join(new byte[12], hex("8100 0007 0800"), IP)),
                Map.entry(1, join(new byte[12], hex("88A8 0007 8100 0008 0800"), IP)),
                Map.entry(1, join(new byte[12], hex("8864 1100 0001 0000 0021"), IP)),
                Map.entry(1, join(new byte[12], hex("86DD"), ipv6(SCTP, WHOLE))),
                Map.entry(1, join(new byte[12], hex("9200 0007 88A8 0008 8100 0009 0800"), IP)),
                Map.entry(1, join(new byte[12], hex("8847 00010040 00012140"), IP)),
                Map.entry(
                        1,
                        join(
                                new byte[12],
                                hex("8847 00010140 00000000"),
                                new byte[12],
                                hex("0800"),
                                IP)),
                Map.entry(1, join(new byte[12], hex("0040 AAAA 03 000000 0800"), IP)),
                Map.entry(9, join(hex("FF03 0021"), IP)),
                Map.entry(50, join(hex("21"), IP)),
                Map.entry(104, join(hex("0F00 0800"), IP)),
                Map.entry(101, ipv4(4, 0, IP)),
                Map.entry(101, ipv4(41, 0, ipv6(SCTP, WHOLE))),
                Map.entry(101, ipv4(47, 0, join(hex("3000 0800 00000001 00000002"), IP))),
                Map.entry(101, ipv4(47, 0, join(hex("0000 6558"), new byte[12], hex("0800"), IP))),
                Map.entry(
                        101,
                        ipv4(
                                17,
                                0,
                                udp(
                                        5000,
                                        4789,
                                        join(
                                                hex("08000000 00000700"),
                                                new byte[12],
                                                hex("0800"),
                                                IP)))),
                Map.entry(
                        101,
                        ipv4(
                                17,
                                0,
                                udp(
                                        5000,
                                        6081,
                                        join(
                                                hex("0140 6558 00000700 00000000"),
                                                new byte[12],
                                                hex("8100 0007 0800"),
                                                IP)))),
                Map.entry(113, join(new byte[14], hex("0800"), IP)),
                Map.entry(113, join(new byte[14], hex("8100 0007 0800"), IP)),
                Map.entry(276, join(hex("0800"), new byte[18], IP)),
                Map.entry(101, IP),
                Map.entry(101, ipv6(SCTP, WHOLE)),
                Map.entry(12, IP),
                Map.entry(14, IP),
                Map.entry(228, IP),
                Map.entry(229, ipv6(SCTP, WHOLE)),
                Map.entry(0, join(hex("02000000"), IP)),
                Map.entry(108, join(hex("0000001C"), ipv6(SCTP, WHOLE))),
                Map.entry(248, WHOLE),
                Map.entry(
                        252,
                        join(
                                hex("000C 0004"),
                                "sctp".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                                hex("00000000"),
                                WHOLE)),
                Map.entry(101, ipv6(60, join(hex("84 00 0000 00000000"), WHOLE))),
                Map.entry(101, ipv4(17, 0, udp(9899, 5000, WHOLE))),
                Map.entry(101, ipv4(17, 0, udp(5000, 9899, WHOLE))),
                Map.entry(101, ipv4(17, 0, udp(5000, 5001, WHOLE))));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyLinkTypeAndWayOfCarryingSctpGivesTheMessage(Map.Entry<Integer, byte[]> frame) {
        var message = message(pdus(pcap(frame.getKey(), frame.getValue())));
        assertThat(message.payload()).isEqualTo(PAYLOAD);
        assertThat(message.streamId()).isEqualTo(5);
        assertThat(message.payloadProtocolId()).isEqualTo(18);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameCutAtAnyOctetIsDamageAndNothingElse(Map.Entry<Integer, byte[]> frame) {
        for (int length = 0; length < frame.getValue().length; length++) {
            var cut = Arrays.copyOf(frame.getValue(), length);
            assertThat(pdus(pcap(frame.getKey(), cut)))
                    .noneMatch(pdu ->
                            pdu instanceof Message it && !Arrays.equals(it.payload(), PAYLOAD));
        }
    }

    @Test
    void messagesAreJoinedAcrossPacketsInAnyOrder() {
        var first = ip(sctp(data(2, 7, 1, hex("0102"))));
        var middle = ip(sctp(data(0, 8, 1, hex("0304"))));
        var last = ip(sctp(data(1, 9, 1, hex("0506"))));
        for (var order :
                List.of(
                        List.of(first, middle, last),
                        List.of(last, first, middle),
                        List.of(middle, last, first))) {
            var message = message(pdus(pcap(101, order.toArray(byte[][]::new))));
            assertThat(message.payload()).isEqualTo(hex("010203040506"));
            assertThat(message.origin().packet()).isEqualTo(3);
        }
    }

    @Test
    void fragmentsAreJoinedAcrossTheWrapOfTheTsn() {
        var packet = ip(sctp(data(2, -1, 1, hex("01")), data(1, 0, 1, hex("02"))));
        assertThat(message(pdus(pcap(101, packet))).payload()).isEqualTo(hex("0102"));
    }

    @Test
    void aRetransmissionIsOneMessageAndTwoMessagesInAPacketAreTwo() {
        var packet = ip(sctp(data(3, 1, 0, hex("01")), data(3, 2, 0, hex("02"))));
        assertThat(pdus(pcap(101, packet, packet))).hasSize(2);
    }

    @Test
    void associationsWithTheSameNumbersDoNotMix() {
        var one = ip(sctp(0x11111111, data(2, 7, 1, hex("01"))));
        var other = ip(sctp(0x22222222, data(1, 8, 1, hex("02"))));
        assertThat(pdus(pcap(101, one, other)))
                .hasSize(2)
                .allSatisfy(pdu -> assertThat(((Damage) pdu).text()).contains("not whole"));
    }

    @Test
    void whatIsInAUsersTunnelIsFoundBehindExtensionHeaders() {
        var plain = join(hex("30FF"), length(IP.length), hex("00000001"), IP);
        var extended =
                join(
                        hex("34FF"),
                        length(IP.length + 12),
                        hex("00000001 0000 00 85 01 1009 40 01 0203 00"),
                        IP);
        for (var tunnel : List.of(plain, extended)) {
            var pdus = pdus(pcap(101, ipv4(17, 0, udp(2152, 2152, tunnel))));
            assertThat(pdus).hasSize(2);
            assertThat(((Datagram) pdus.getFirst()).framing()).isEqualTo(Framing.GTP_U);
            assertThat(((Message) pdus.getLast()).payload()).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void fragmentsOfInterleavedMessagesAreJoined() {
        // RFC 8260: TSN, stream, reserved, message number, PPID or number of the fragment
        var first = idata(2, 10, 1, 0, 18, "01");
        var other = idata(2, 11, 2, 0, 27, "11");
        var next = idata(0, 12, 1, 0, 1, "02");
        var otherEnd = idata(1, 13, 2, 0, 1, "12");
        var end = idata(1, 14, 1, 0, 2, "03");
        var pdus = pdus(pcap(101, ip(sctp(first, other, next)), ip(sctp(otherEnd, end, end))));
        assertThat(pdus).hasSize(2);
        assertThat(((Message) pdus.getFirst()).payload()).isEqualTo(hex("1112"));
        assertThat(((Message) pdus.getFirst()).payloadProtocolId()).isEqualTo(27);
        assertThat(((Message) pdus.getLast()).payload()).isEqualTo(hex("010203"));
        assertThat(((Message) pdus.getLast()).payloadProtocolId()).isEqualTo(18);
    }

    private static byte[] idata(
            int flags, int tsn, int stream, int message, int last, String octet) {
        var chunk = java.nio.ByteBuffer.allocate(24);
        chunk.put((byte) 64).put((byte) flags).putShort((short) 21).putInt(tsn);
        chunk.putShort((short) stream).putShort((short) 0).putInt(message).putInt(last);
        return chunk.put(hex(octet)).array();
    }

    private static byte[] length(int octets) {
        return new byte[] {(byte) (octets >> 8), (byte) octets};
    }

    @Test
    void linkTypesAndPortsOfOnesOwnAreReadAsSaid() {
        var s1ap = hex("00110000");
        assertThat(pdus(pcap(150, s1ap))) // as srsRAN writes it
                .singleElement()
                .isInstanceOfSatisfying(
                        CapturedPdu.Exported.class,
                        it -> assertThat(it.dissector()).isEqualTo("s1ap"));
        assertThat(
                        pdus(
                                pcap(
                                        149,
                                        udp(
                                                1,
                                                2,
                                                join(
                                                        "pdcp-nr"
                                                                .getBytes(
                                                                        java.nio.charset
                                                                                .StandardCharsets
                                                                                .US_ASCII),
                                                        new byte[9])))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Datagram.class, it -> assertThat(it.framing()).isEqualTo(Framing.PDCP_NR));
        var as =
                DecodeAs.USUAL
                        .withLinkTypes(Map.of(160, "eth"))
                        .withUdpPorts(Map.of(7000, "gtp", 7001, "nas-eps"));
        var frame =
                join(
                        new byte[12],
                        hex("0800"),
                        ipv4(17, 0, udp(6000, 7000, hex("30FF0000 00000001"))));
        var other = join(new byte[12], hex("0800"), ipv4(17, 0, udp(6000, 7001, hex("0741"))));
        assertThat(pdus(pcap(160, frame, other), as))
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly("Datagram", "Exported");
        assertThat(pdus(pcap(160, frame), DecodeAs.USUAL))
                .singleElement()
                .isInstanceOf(Damage.class);
    }

    @Test
    void ipFragmentsAreJoinedInAnyOrder() {
        var datagram = udp(9899, 9899, sctp(data(3, 1, 5, new byte[2000])));
        var first = ipv4(17, 0x2000, Arrays.copyOf(datagram, 1200));
        var second = ipv4(17, 1200 / 8, Arrays.copyOfRange(datagram, 1200, datagram.length));
        assertThat(message(pdus(pcap(101, first, second))).payload()).hasSize(2000);
        assertThat(message(pdus(pcap(101, second, first))).payload()).hasSize(2000);
        assertThat(pdus(pcap(101, second)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Damage.class, it -> assertThat(it.text()).contains("1 IP packets"));
    }

    @Test
    void ipv6FragmentsAreJoined() {
        var first = ipv6(44, join(hex("84 00 0001 00000009"), Arrays.copyOf(WHOLE, 16)));
        var second =
                ipv6(
                        44,
                        join(
                                hex("84 00 0010 00000009"),
                                Arrays.copyOfRange(WHOLE, 16, WHOLE.length)));
        assertThat(message(pdus(pcap(101, first, second))).payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void userPlaneAndPdcpAreToldByPortAndStartString() {
        var gtp = ipv4(17, 0, udp(2152, 2152, hex("30FF0000 00000001")));
        var lte =
                ipv4(
                        17,
                        0,
                        udp(
                                4000,
                                4001,
                                "pdcp-lte\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        var dns = ipv4(17, 0, udp(4000, 53, new byte[40]));
        assertThat(pdus(pcap(101, gtp, lte, dns)))
                .extracting(pdu -> ((Datagram) pdu).framing())
                .containsExactly(Framing.GTP_U, Framing.PDCP_LTE);
    }

    @Test
    void aChunkThatRunsPastItsPacketIsDamage() {
        var packet = sctp(data(3, 1, 5, PAYLOAD));
        packet[15] = 120;
        assertThat(pdus(pcap(101, ipv4(SCTP, 0, packet))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Damage.class, it -> assertThat(it.text()).contains("120 octets"));
    }

    @Test
    void aLinkTypeThatIsNotReadIsNamedAtTheEnd() {
        assertThat(pdus(pcap(195, new byte[40])))
                .singleElement()
                .isInstanceOfSatisfying(Damage.class, it -> assertThat(it.text()).contains("195"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "foreign-ethernet-sctp.pcap", // text2pcap
                "foreign-nanoseconds.pcap", // editcap
                "foreign-two-interfaces.pcapng", // mergecap
                "foreign-exported.pcap" // tshark's PDU export
            })
    void filesWrittenByWiresharksToolsAreRead(String name) throws IOException {
        try (var in = CaptureDissectorTest.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            var messages =
                    pdus(in.readAllBytes()).stream()
                            .filter(pdu -> !(pdu instanceof Datagram))
                            .map(CaptureDissectorTest::octets)
                            .toList();
            assertThat(messages).extracting(it -> it.length).containsExactly(32, 64);
            assertThat(messages.getFirst()).startsWith(0x10, 0x11, 0x12);
        }
    }

    private static byte[] octets(CapturedPdu pdu) {
        return switch (pdu) {
            case Message message -> message.payload();
            case Datagram datagram -> datagram.payload();
            case CapturedPdu.Exported exported when exported.dissector().equals("s1ap") ->
                    exported.payload();
            case CapturedPdu.Exported _, Damage _ -> new byte[0];
        };
    }

    private static byte[] ip(byte[] packet) {
        return ipv4(SCTP, 0, packet);
    }

    private static Message message(List<CapturedPdu> pdus) {
        assertThat(pdus).singleElement().isInstanceOf(Message.class);
        return (Message) pdus.getFirst();
    }
}
