package kenb.codec.nas;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

/// A NAS message with what protects it, TS 24.301 §9.1. Nothing is verified or deciphered here: that is {@code kenb.stack.nas}'s
/// business.
public sealed interface NasPdu {
    /// Security header types, TS 24.301 §9.3.1.
    int PLAIN = 0;

    int INTEGRITY = 1;
    int INTEGRITY_AND_CIPHERING = 2;

    /// Integrity-protected with a new security context: SECURITY MODE COMMAND.
    int INTEGRITY_NEW_CONTEXT = 3;

    /// Integrity-protected and ciphered with a new security context: SECURITY MODE COMPLETE.
    int INTEGRITY_AND_CIPHERING_NEW_CONTEXT = 4;

    /// The header of SERVICE REQUEST; 13 to 15 are read as this one.
    int SERVICE_REQUEST = 12;

    /// @param message EMM or ESM, with its protocol discriminator
    record Plain(Octets message) implements NasPdu {}

    /// @param headerType 1 to 11, of which 1 to 4 have a meaning
    /// @param mac 32 bits
    /// @param sequence low 8 bits of NAS COUNT
    /// @param message what is protected, ciphered where the type says so: an EMM or ESM message
    record Protected(int headerType, int mac, int sequence, Octets message) implements NasPdu {}

    /// SERVICE REQUEST, §8.2.25.
    ///
    /// @param headerType 12 to 15
    /// @param ksi 3 bits
    /// @param sequence low 5 bits of NAS COUNT
    /// @param shortMac low 16 bits of the MAC over the first two octets
    /// @param rest what a later release may put behind it
    record ServiceRequest(int headerType, int ksi, int sequence, int shortMac, Octets rest)
            implements NasPdu {
        public ServiceRequest(int ksi, int sequence, int shortMac) {
            this(SERVICE_REQUEST, ksi, sequence, shortMac, Octets.EMPTY);
        }
    }

    /// @throws DecodeException for another protocol or a cut header
    static NasPdu decode(Octets octets) {
        byte[] all = octets.toByteArray();
        var in = new FieldReader("NAS PDU", all, 0, all.length);
        int first = in.octet("protocol discriminator");
        int headerType = first >> 4;
        switch (first & 0xf) {
            case NasCodec.ESM -> {
                return new Plain(octets);
            }
            case NasCodec.EMM -> {}
            default ->
                    throw in.wrong(
                            "protocol discriminator",
                            "7 (EMM) or 2 (ESM) expected, got %x".formatted(first & 0xf));
        }
        if (headerType == PLAIN) return new Plain(octets);
        if (headerType >= SERVICE_REQUEST) {
            int ksiAndSequence = in.octet("KSI and sequence number");
            return new ServiceRequest(
                    headerType,
                    ksiAndSequence >> 5,
                    ksiAndSequence & 0x1f,
                    in.number("short MAC", 2),
                    in.rest());
        }
        return new Protected(
                headerType, in.number("MAC", 4), in.octet("sequence number"), in.rest());
    }

    default Octets encode() {
        return switch (this) {
            case Plain(Octets message) -> message;
            case Protected(int type, int mac, int sequence, Octets message) ->
                    new FieldWriter()
                            .octet(type << 4 | NasCodec.EMM)
                            .number(mac, 4)
                            .octet(sequence)
                            .octets(message)
                            .toOctets();
            case ServiceRequest(int type, int ksi, int sequence, int shortMac, Octets rest) ->
                    new FieldWriter()
                            .octet(type << 4 | NasCodec.EMM)
                            .octet(ksi << 5 | sequence)
                            .number(shortMac, 2)
                            .octets(rest)
                            .toOctets();
        };
    }

    /// Whether the message may be ciphered, so that its octets may mean nothing.
    default boolean mayBeCiphered() {
        return this instanceof Protected p
                && (p.headerType() == INTEGRITY_AND_CIPHERING
                        || p.headerType() == INTEGRITY_AND_CIPHERING_NEW_CONTEXT);
    }
}
