package kenb.tools.decode;

import io.netty.buffer.Unpooled;

import kenb.stack.air.AirFrame;
import kenb.stack.cipher.AlgorithmKey;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.PduBatch;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the keys and the COUNT of a captured PDCP PDU (TS 36.323 §5.6, §5.7; TS 38.323 §5.8, §5.9): by the UE id of its framing,
/// its sequence number and the COUNT of the PDU before it. A MAC-I proves them; of user data without one, that an
/// IP packet comes out.
final class PdcpCiphers {
    /// @param message without PDCP header and MAC-I
    record Opened(byte[] message, String how) {}

    private record Bearer(boolean isNr, int ueId, boolean signalling, int bearer, Direction way) {}

    private static final int MAC = 4;

    private final CaptureKeys keys;
    private final Map<Bearer, Long> nextCounts = new HashMap<>();
    private final PduBatch one = new PduBatch(1);

    PdcpCiphers(CaptureKeys keys) {
        this.keys = keys;
    }

    /// In the lab's captures the two bits above the C-RNTI say how far a PDU is protected ({@link AirFrame#ueId()}).
    static int crnti(int ueId) {
        return ueId % AirFrame.CRNTIS;
    }

    @Nullable Opened openSignalling(PdcpFrame frame, int header) {
        var bearer = bearer(frame);
        byte[] pdu = frame.pdu();
        int bits = frame.isNr() ? 12 : 5;
        int sn = header == 2 ? (pdu[0] & 0xF) << 8 | pdu[1] & 0xFF : pdu[0] & 0x1F;
        for (var leg : legs(frame)) {
            if (leg.rrcIntegrity() == null) continue;
            for (long count : counts(bearer, sn, bits)) {
                for (var ciphering :
                        Arrays.asList(
                                leg.rrcCiphering(), null)) { // a SECURITY MODE COMMAND is clear
                    byte[] clear = pdu.clone();
                    if (ciphering != null) cipher(ciphering, clear, header, count, bearer);
                    if (!macFits(leg.rrcIntegrity(), clear, count, bearer)) continue;
                    nextCounts.put(bearer, count + 1);
                    var how = ciphering != null ? leg.ciphering() + ", " : "not ciphered, ";
                    return new Opened(
                            Arrays.copyOfRange(clear, header, clear.length - MAC),
                            how + leg.integrity() + " verified, COUNT " + count);
                }
            }
        }
        return null;
    }

    /// Null where it is ciphered and no key fits.
    @Nullable Opened openUser(PdcpFrame frame) {
        byte[] pdu = frame.pdu();
        int header = frame.hasHeader() ? header(frame.snLength()) : 0;
        int mac = frame.hasMac() ? MAC : 0;
        int start = header + frame.sdapOctets();
        if (pdu.length <= start + mac) return null;
        if (Addresses.isPacket(pdu, start))
            return new Opened(Arrays.copyOfRange(pdu, start, pdu.length - mac), "not ciphered");
        var bearer = bearer(frame);
        int sn = 0;
        for (int i = 0; i < header; i++) sn = sn << 8 | pdu[i] & 0xFF;
        sn &= (1 << frame.snLength()) - 1;
        for (var leg : legs(frame)) {
            if (leg.userCiphering() == null) continue;
            for (long count : counts(bearer, sn, frame.snLength())) {
                byte[] clear = pdu.clone();
                cipher(leg.userCiphering(), clear, start, count, bearer);
                boolean fits =
                        mac > 0 && leg.userIntegrity() != null
                                ? macFits(leg.userIntegrity(), clear, count, bearer)
                                : Addresses.isPacket(clear, start);
                if (!fits) continue;
                nextCounts.put(bearer, count + 1);
                var how = leg.ciphering() + (mac > 0 ? ", " + leg.integrity() + " verified" : "");
                return new Opened(
                        Arrays.copyOfRange(clear, start, clear.length - mac),
                        how + ", COUNT " + count);
            }
        }
        return null;
    }

    private static int header(int snLength) {
        return snLength <= 7 ? 1 : snLength <= 15 ? 2 : 3;
    }

    private static Bearer bearer(PdcpFrame frame) {
        return new Bearer(
                frame.isNr(),
                frame.isNr() ? frame.ueId() : crnti(frame.ueId()),
                frame.signalling(),
                frame.bearer(),
                frame.uplink() ? Direction.UPLINK : Direction.DOWNLINK);
    }

    private List<CaptureKeys.Leg> legs(PdcpFrame frame) {
        var legs = keys.legs(frame.isNr(), frame.ueId());
        return legs.isEmpty() ? keys.legs(frame.isNr(), crnti(frame.ueId())) : legs;
    }

    /// The COUNT nearest to the one expected; that of a bearer newly set up; of user data that moved to another leg the
    /// COUNTs of the first few overflows too.
    private long[] counts(Bearer bearer, int sn, int bits) {
        long space = 1L << bits;
        long next = nextCounts.getOrDefault(bearer, 0L);
        long near = next / space * space + sn;
        if (near - next > space / 2 && near >= space) near -= space;
        else if (next - near > space / 2) near += space;
        if (bearer.signalling || nextCounts.containsKey(bearer)) return new long[] {near, sn};
        return new long[] {near, sn + space, sn + 2 * space, sn + 3 * space};
    }

    private void cipher(AlgorithmKey key, byte[] pdu, int from, long count, Bearer bearer) {
        one.add(
                Unpooled.wrappedBuffer(pdu),
                from,
                (pdu.length - from) * 8,
                key,
                (int) count,
                bearer.bearer - 1 & 0x1F,
                bearer.way);
        try {
            keys.engine().cipher(one);
        } finally {
            one.clear();
        }
    }

    private boolean macFits(AlgorithmKey key, byte[] pdu, long count, Bearer bearer) {
        var buffer = Unpooled.wrappedBuffer(pdu);
        one.add(
                buffer,
                0,
                (pdu.length - MAC) * 8,
                key,
                (int) count,
                bearer.bearer - 1 & 0x1F,
                bearer.way);
        try {
            keys.engine().authenticate(one);
            return one.mac(0) == buffer.getInt(pdu.length - MAC);
        } finally {
            one.clear();
        }
    }
}
