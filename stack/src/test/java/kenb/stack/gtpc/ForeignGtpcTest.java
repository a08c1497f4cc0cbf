package kenb.stack.gtpc;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.gtpc.GtpcCodec;
import kenb.codec.gtpc.GtpcIe;
import kenb.codec.gtpc.GtpcIeType;
import kenb.codec.gtpc.GtpcIeTypes;
import kenb.codec.gtpc.GtpcIes;
import kenb.codec.gtpc.GtpcMessage;
import kenb.codec.gtpc.GtpcMessageType;
import kenb.stack.capture.PcapReader;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// GTPv2-C between the MMEs and gateways of the shared captures.
@Tag("W-09")
@EnabledIfSystemProperty(named = "kenb.shared", matches = ".+")
class ForeignGtpcTest {
    private static final int PORT = 2123;
    private static final int[] LINK_HEADERS = {14, 16, 20, 0, 4};

    private int typed;

    @Test
    void everyMessageIsUnderstoodAndComesBackByteForByte() throws IOException {
        var types = new HashSet<GtpcMessageType>();
        var datagrams = datagrams();
        assertThat(datagrams).hasSizeGreaterThan(140);
        for (byte[] datagram : datagrams) {
            List<GtpcMessage> messages = GtpcCodec.decode(datagram);
            assertThat(GtpcCodec.encode(messages).toByteArray()).isEqualTo(datagram);
            for (GtpcMessage message : messages) {
                GtpcCodec.verify(message);
                types.add(Objects.requireNonNull(GtpcMessageType.of(message.type())));
                elements(message.ies());
            }
        }
        assertThat(types)
                .contains(
                        GtpcMessageType.CREATE_SESSION_REQUEST,
                        GtpcMessageType.CREATE_SESSION_RESPONSE,
                        GtpcMessageType.MODIFY_BEARER_REQUEST,
                        GtpcMessageType.DELETE_SESSION_RESPONSE,
                        GtpcMessageType.RELEASE_ACCESS_BEARERS_REQUEST);
        assertThat(typed).isGreaterThan(1000);
    }

    /// What is read as a value is written as it was.
    private void elements(GtpcIes ies) {
        for (GtpcIe ie : ies.list()) {
            var type = GtpcIeTypes.of(ie.type());
            assertThat(type).as("type %d", ie.type()).isNotNull();
            assertThat(again(Objects.requireNonNull(type), ie)).isEqualTo(ie);
            typed++;
            if (type == GtpcIeTypes.BEARER_CONTEXT)
                elements(GtpcIeTypes.BEARER_CONTEXT.read(ie.value()));
        }
    }

    private static <T> GtpcIe again(GtpcIeType<T> type, GtpcIe ie) {
        return type.of(ie.instance(), type.read(ie.value()));
    }

    private static List<byte[]> datagrams() throws IOException {
        var datagrams = new ArrayList<byte[]>();
        try (var files = Files.list(Path.of(System.getProperty("kenb.shared", ""), "pcaps"))) {
            for (Path file :
                    files.filter(it -> it.toString().contains(".pcap")).sorted().toList()) {
                try (var reader = PcapReader.open(file)) {
                    for (var packet = reader.next(); packet != null; packet = reader.next()) {
                        add(packet.data(), datagrams);
                    }
                }
            }
        }
        return datagrams;
    }

    private static void add(byte[] frame, List<byte[]> datagrams) {
        var in = ByteBuffer.wrap(frame);
        for (int ip : LINK_HEADERS) {
            if (frame.length < ip + 28 || frame[ip] != 0x45 || frame[ip + 9] != 17) continue;
            if (in.getShort(ip + 20) != PORT && in.getShort(ip + 22) != PORT) continue;
            int length = in.getShort(ip + 24);
            datagrams.add(Arrays.copyOfRange(frame, ip + 28, ip + 20 + length));
            return;
        }
    }
}
