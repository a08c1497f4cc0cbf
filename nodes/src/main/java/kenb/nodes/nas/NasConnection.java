package kenb.nodes.nas;

import kenb.codec.nas.EmmMessage;
import kenb.codec.nas.NasCodec;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.Direction;
import kenb.stack.keys.Key;
import kenb.stack.nas.NasSecurity;

import org.jspecify.annotations.Nullable;

/// NAS between one UE and its MME, seen from either end: messages in and out of protected octets.
public final class NasConnection {
    private static final int HEADER_OCTETS = 6;

    private final NasSecurity security;

    private NasConnection(NasSecurity security) {
        this.security = security;
    }

    /// @param nasCount NAS COUNT to go on from, both ways
    public static NasConnection ofUe(
            Key kasme, Algorithms algorithms, CipherEngine engine, int nasCount) {
        return of(kasme, algorithms, engine, Direction.UPLINK, nasCount);
    }

    public static NasConnection ofNetwork(
            Key kasme, Algorithms algorithms, CipherEngine engine, int nasCount) {
        return of(kasme, algorithms, engine, Direction.DOWNLINK, nasCount);
    }

    private static NasConnection of(
            Key kasme,
            Algorithms algorithms,
            CipherEngine engine,
            Direction sending,
            int nasCount) {
        return new NasConnection(
                new NasSecurity(
                        kasme,
                        algorithms.ciphering(),
                        algorithms.integrity(),
                        engine,
                        sending,
                        nasCount,
                        nasCount));
    }

    /// NAS COUNT of the next message sent.
    public int nextCount() {
        return security.nextSent();
    }

    /// The first message of a connection: integrity-protected, not ciphered, for an MME that may not know the context
    /// (TS 24.301 §4.4.5).
    public Octets protectInitial(NasMessage message) {
        return protect(message, NasSecurity.INTEGRITY);
    }

    public Octets protect(NasMessage message) {
        return protect(message, NasSecurity.INTEGRITY_AND_CIPHERING);
    }

    private Octets protect(NasMessage message, int headerType) {
        byte[] plain = NasCodec.encode(NasTranslation.toEmm(message)).toByteArray();
        return Octets.of(security.protect(plain, headerType));
    }

    /// @param count NAS COUNT that it came with
    public record Opened(NasMessage message, int count) {}

    /// @return null when the MAC is wrong, the COUNT is old, or the octets are no message
    public @Nullable Opened open(Octets octets) {
        NasSecurity.Opened opened = security.open(octets.toByteArray());
        if (opened == null) {
            return null;
        }
        try {
            EmmMessage emm = NasCodec.decodeEmm(opened.message());
            return new Opened(NasTranslation.fromEmm(emm), opened.count());
        } catch (DecodeException _) {
            return null;
        }
    }

    /// What an integrity-protected or plain initial message says, unverified: to find out whose it is.
    ///
    /// @throws DecodeException when it is no message
    public static NasMessage peek(Octets octets) {
        byte[] all = octets.toByteArray();
        boolean secured = all.length > HEADER_OCTETS && all[0] != 7;
        byte[] plain = secured ? java.util.Arrays.copyOfRange(all, HEADER_OCTETS, all.length) : all;
        return NasTranslation.fromEmm(NasCodec.decodeEmm(plain));
    }

    public void destroy() {
        security.destroy();
    }
}
