package kenb.stack.sctp.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.stack.sctp.AssociationEvent;
import kenb.stack.sctp.AssociationKey;
import kenb.stack.sctp.SctpMessage;
import kenb.stack.sctp.SctpSettings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// SCTP-AUTH (RFC 4895) between two of ours; another implementation's AUTH chunks are checked in UsrsctpInteropTest.
@Tag("T-03")
class ChunkAuthenticationTest {
    private static final SctpSettings WITH =
            SctpSettings.builder().authenticatedChunks(Set.of(Wire.DATA)).build();

    private final SimulatedNetwork net = new SimulatedNetwork(11);
    private final SimulatedNetwork.Host a = net.host("10.0.0.1", 9899, WITH);
    private final SimulatedNetwork.Host b = net.host("10.0.0.2", 9899, WITH);

    private SimulatedNetwork.Side up() {
        b.listen(36412);
        var side = a.connect(40000, b, 36412);
        net.runSeconds(1);
        assertThat(side.events).containsExactly(new AssociationEvent.Up(16, 16));
        return side;
    }

    private void say(SimulatedNetwork.Side side, String text) {
        ByteBuf payload = SimulatedNetwork.ALLOCATOR.heapBuffer();
        payload.writeCharSequence(text, StandardCharsets.UTF_8);
        assertThat(side.send(new SctpMessage(0, 18, payload))).isTrue();
        side.require().flush();
        net.runSeconds(1);
    }

    private static List<String> texts(SimulatedNetwork.Side side) {
        return side.messages.stream()
                .map(m -> m.payload().toString(StandardCharsets.UTF_8))
                .toList();
    }

    private static void key(SimulatedNetwork.Side side, String secret) {
        var association = side.require();
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        assertThat(association.key(new AssociationKey.Add(7, octets))).isNull();
        assertThat(octets).containsOnly(0);
        assertThat(association.key(new AssociationKey.Use(7))).isNull();
    }

    @Test
    void dataGoesBehindAuthChunksUnderTheEmptyKeyAndUnderSharedOnes() {
        var side = up();
        var server = b.accepted.getLast();
        say(side, "under key 0");
        key(side, "a secret of both");
        key(server, "a secret of both");
        say(side, "under key 7");
        say(server, "and back");
        assertThat(texts(server)).containsExactly("under key 0", "under key 7");
        assertThat(texts(side)).containsExactly("and back");
        assertThat(server.require().key(new AssociationKey.Remove(7))).contains("in use");
        assertThat(server.require().key(new AssociationKey.Use(8))).contains("no shared key 8");
    }

    @Test
    void nothingIsTakenUnderAnotherKey() {
        var side = up();
        var server = b.accepted.getLast();
        key(side, "what one side has");
        key(server, "is not the other's");
        say(side, "unheard");
        assertThat(server.messages).isEmpty();
        assertThat(server.require().notGenuine()).isPositive();
        assertThat(server.require().isClosed()).isFalse();
    }

    @Test
    void dataWithoutAnAuthChunkIsDropped() {
        up();
        var server = b.accepted.getLast();
        ByteBuf forged = SimulatedNetwork.ALLOCATOR.heapBuffer();
        Wire.writeHeader(forged, 40000, 36412, server.require().localTag());
        Wire.writeChunkHeader(forged, Wire.DATA, Wire.BEGIN | Wire.END, 20);
        forged.writeInt(a.endpoint.byTag(server.require().peerTag()) == null ? 0 : 1);
        forged.writeInt(0).writeInt(0).writeInt(0x41424344);
        Wire.seal(forged, new CRC32C());
        net.carry(a.udp, b.udp, forged);
        net.runSeconds(1);
        assertThat(server.messages).isEmpty();
    }

    @Test
    void fragmentsBundlesAndRestartsGoAuthenticated() {
        var side = up();
        say(side, "x".repeat(10_000));
        assertThat(texts(b.accepted.getLast())).containsExactly("x".repeat(10_000));
        a.crash();
        var again = a.connect(40000, b, 36412);
        net.runSeconds(2);
        say(again, "after the restart");
        assertThat(texts(b.accepted.getLast())).endsWith("after the restart");
    }

    @Test
    void peerThatCantIsToldSo() {
        var plain = net.host("10.0.0.3", 9899, SctpSettings.defaults());
        plain.listen(36412);
        b.listen(36412);
        assertThat(failure(a.connect(0, plain, 36412))).contains("does not offer SCTP-AUTH");
        assertThat(failure(plain.connect(0, b, 36412)))
                .contains(
                        "aborted by the peer: Protocol Violation \"SCTP-AUTH is asked for here\"");
    }

    private String failure(SimulatedNetwork.Side side) {
        net.runSeconds(2);
        return String.valueOf(side.failure);
    }

    /// The HMAC by hand: secret ‖ the smaller key vector ‖ the larger one, over the AUTH chunk with a zero HMAC and all behind it.
    @Test
    void hmacIsThatOfTheKeyVectorsInTheirOrder() throws Exception {
        HexFormat hex = HexFormat.of();
        byte[] small =
                hex.parseHex(
                        "80020024"
                                + "00".repeat(31)
                                + "01"
                                + "80030005"
                                + "00"
                                + "8004000600"
                                + "03");
        byte[] large = hex.parseHex("80020024" + "ff".repeat(32) + "80040008" + "00030001");
        ChunkAuthentication agreed = ChunkAuthentication.agree(large, small);
        assertThat(agreed).isNotNull();
        agreed.put(5, new byte[] {1, 2, 3});
        agreed.use(5);
        ByteBuf packet = SimulatedNetwork.ALLOCATOR.heapBuffer().writeZero(12);
        agreed.begin(packet);
        packet.writeInt(0x0B000004);
        agreed.seal(packet, 12);
        byte[] key = hex.parseHex("010203" + hex.formatHex(large) + hex.formatHex(small));
        // Read as numbers the shorter vector is the smaller one, whatever its first octets are.
        assertThat(large.length).isLessThan(small.length);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] expected =
                mac.doFinal(hex.parseHex("0f00002800050003" + "00".repeat(32) + "0b000004"));
        byte[] written = new byte[32];
        packet.getBytes(20, written);
        assertThat(written).isEqualTo(expected);
        assertThat(agreed.verify(packet, 12, 40)).isEqualTo(ChunkAuthentication.Verdict.GOOD);
        packet.setByte(53, 1);
        assertThat(agreed.verify(packet, 12, 40)).isEqualTo(ChunkAuthentication.Verdict.BAD);
        packet.setShort(18, 2);
        assertThat(agreed.verify(packet, 12, 40))
                .isEqualTo(ChunkAuthentication.Verdict.UNSUPPORTED_HMAC);
        packet.release();
    }
}
