package kenb.tools.decode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.codec.lterrc.DlCcchMessage;
import kenb.codec.lterrc.DlDcchMessage;
import kenb.codec.lterrc.UlCcchMessage;
import kenb.codec.lterrc.UlDcchMessage;
import kenb.codec.per.DecodeException;
import kenb.stack.air.AirFrame;
import kenb.stack.air.AirFraming;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;
import kenb.stack.pdcp.Protection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Reads the radio interface's datagrams: PDCP of signalling bearers, deciphered and verified where keys are
/// given, and the RRC message inside (TS 36.323, TS 36.331). User-plane PDUs are named, not opened.
public final class AirReader implements PduReader {
    private static final int SRB_HEADER = 1;
    private static final int MAC = 4;
    private static final int SN_SPACE = 32;

    private record Bearer(int crnti, int bearer, Direction direction) {}

    private record Opened(byte[] message, String protection) {}

    private final AirKeys keys;
    private final String protocol;
    private final PduTree trees = new PduTree(id -> "IE " + id);
    private final Map<Bearer, Long> nextCounts = new HashMap<>();
    private final PduBatch one = new PduBatch(1);

    /// @param protocol `PDCP-LTE`, or `RLC-LTE`, which carries the common channel
    public AirReader(AirKeys keys, String protocol) {
        this.keys = keys;
        this.protocol = protocol;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Decoded read(byte[] octets) throws UndecodableException {
        var frame = AirFraming.read(Unpooled.wrappedBuffer(octets));
        if (frame == null && protocol.equals("RLC-LTE"))
            return new Decoded(
                    protocol,
                    "PDU",
                    List.of(),
                    Tree.leaf("octets", HexFormat.of().formatHex(octets)));
        if (frame == null)
            throw new UndecodableException("PDCP-LTE: the framing is not complete or not known");
        return switch (frame.channel()) {
            case CCCH -> rrc(frame, bytes(frame.pdu()), "no PDCP");
            case DCCH -> signalling(frame);
            case DTCH -> user(frame);
        };
    }

    private Decoded signalling(AirFrame frame) throws UndecodableException {
        byte[] pdu = bytes(frame.pdu());
        if (pdu.length <= SRB_HEADER + MAC) {
            throw new UndecodableException(
                    "PDCP-LTE SRB" + frame.bearer() + ": " + pdu.length + " octets");
        }
        if (frame.protection() == Protection.NONE) {
            return rrc(frame, message(pdu), "before security");
        }
        var bearer = new Bearer(frame.crnti(), frame.bearer(), frame.direction());
        var opened = open(frame, pdu, bearer);
        if (opened != null) {
            return rrc(frame, opened.message, opened.protection);
        }
        // No key fits. What was sent before security is readable all the same.
        try {
            return rrc(frame, message(pdu), "MAC-I not verified");
        } catch (UndecodableException _) {
            var tree =
                    frameTree(frame, "ciphered", Tree.leaf("PDU", HexFormat.of().formatHex(pdu)));
            return new Decoded(
                    "PDCP-LTE",
                    "ciphered SRB" + frame.bearer() + " PDU",
                    legs(frame, "ciphered"),
                    tree);
        }
    }

    /// Finds the context and COUNT under which the MAC-I fits, ciphered or (a SECURITY MODE COMMAND) not.
    private @Nullable Opened open(AirFrame frame, byte[] pdu, Bearer bearer) {
        long next = nextCounts.getOrDefault(bearer, 0L);
        int sn = pdu[0] & SN_SPACE - 1;
        long hfn = next / SN_SPACE + (sn < next % SN_SPACE ? 1 : 0);
        for (var leg : keys.of(frame.crnti())) {
            for (long count : new long[] {hfn * SN_SPACE + sn, sn}) {
                for (boolean ciphered : new boolean[] {true, false}) {
                    byte[] clear = pdu.clone();
                    if (ciphered) cipher(leg, clear, (int) count, bearer);
                    if (!macFits(leg, clear, (int) count, bearer)) continue;
                    nextCounts.put(bearer, count + 1);
                    var how = ciphered ? leg.ciphering() + ", " : "not ciphered, ";
                    return new Opened(
                            message(clear), how + leg.integrity() + " verified, COUNT " + count);
                }
            }
        }
        return null;
    }

    private void cipher(AirKeys.Leg leg, byte[] pdu, int count, Bearer bearer) {
        var buffer = Unpooled.wrappedBuffer(pdu);
        one.add(
                buffer,
                SRB_HEADER,
                (pdu.length - SRB_HEADER) * 8,
                leg.rrcCiphering(),
                count,
                bearer.bearer - 1,
                bearer.direction);
        try {
            keys.engine().cipher(one);
        } finally {
            one.clear();
        }
    }

    private boolean macFits(AirKeys.Leg leg, byte[] pdu, int count, Bearer bearer) {
        var buffer = Unpooled.wrappedBuffer(pdu);
        one.add(
                buffer,
                0,
                (pdu.length - MAC) * 8,
                leg.rrcIntegrity(),
                count,
                bearer.bearer - 1,
                bearer.direction);
        try {
            keys.engine().authenticate(one);
            return one.mac(0) == buffer.getInt(pdu.length - MAC);
        } finally {
            one.clear();
        }
    }

    private static byte[] message(byte[] pdu) {
        return java.util.Arrays.copyOfRange(pdu, SRB_HEADER, pdu.length - MAC);
    }

    private Decoded user(AirFrame frame) {
        byte[] pdu = bytes(frame.pdu());
        boolean data = pdu.length > 0 && pdu[0] < 0;
        var name = (data ? "data PDU" : "control PDU") + " on DRB" + frame.bearer();
        return new Decoded(
                "PDCP-LTE",
                name,
                legs(frame, null),
                frameTree(frame, "", Tree.leaf("octets", pdu.length)));
    }

    private Decoded rrc(AirFrame frame, byte[] octets, String protection)
            throws UndecodableException {
        boolean up = frame.direction() == Direction.UPLINK;
        boolean common = frame.channel() == AirFrame.Channel.CCCH;
        var channel = (up ? "UL-" : "DL-") + (common ? "CCCH" : "DCCH") + "-Message";
        Object message;
        try {
            message =
                    common
                            ? up ? UlCcchMessage.decode(octets) : DlCcchMessage.decode(octets)
                            : up ? UlDcchMessage.decode(octets) : DlDcchMessage.decode(octets);
        } catch (DecodeException problem) {
            throw new UndecodableException("RRC " + problem.getMessage(), problem);
        }
        var tree = trees.of(channel, message);
        var details = new ArrayList<>(Telling.of(tree));
        details.addAll(legs(frame, protection));
        return new Decoded(
                "RRC", PduTree.messageName(message), details, frameTree(frame, protection, tree));
    }

    private static Tree frameTree(AirFrame frame, String protection, Tree content) {
        var parts = new ArrayList<Tree>();
        parts.add(Tree.leaf("C-RNTI", crnti(frame)));
        parts.add(Tree.leaf("channel", frame.channel().name()));
        parts.add(Tree.leaf("direction", frame.direction().name()));
        parts.add(Tree.leaf("bearer", frame.bearer()));
        if (!protection.isEmpty()) parts.add(Tree.leaf("protection", protection));
        parts.add(content);
        return Tree.of("PDCP-LTE", parts);
    }

    private static List<Detail> legs(AirFrame frame, @Nullable String protection) {
        var details = new ArrayList<Detail>();
        details.add(new Detail("C-RNTI", crnti(frame)));
        if (protection != null) details.add(new Detail("PDCP", protection));
        return details;
    }

    private static String crnti(AirFrame frame) {
        return "%04x".formatted(frame.crnti());
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] octets = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), octets);
        return octets;
    }
}
