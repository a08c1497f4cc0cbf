package kenb.codec.gtpc;

import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

/// Cause, TS 29.274 §8.4: value(1) ‖ spare(5) ‖ PCE ‖ BCE ‖ CS ‖ where an element is to blame: its type(1) ‖ length(2) ‖ instance(1).
///
/// @param value 16 accepted, 2 to 15 reasons in requests, 64 and more refusals
/// @param flags PDN connection error(4), bearer context error(2), cause source is the remote node(1)
/// @param offending the element to blame
public record Cause(int value, int flags, @Nullable Offending offending) {
    public static final int COMPLETE_DETACH = 3;
    public static final int ISR_DEACTIVATION = 5;
    public static final int REQUEST_ACCEPTED = 16;
    public static final int REQUEST_ACCEPTED_PARTIALLY = 17;
    public static final int CONTEXT_NOT_FOUND = 64;
    public static final int INVALID_MESSAGE_FORMAT = 65;
    public static final int VERSION_NOT_SUPPORTED_BY_NEXT_PEER = 66;
    public static final int INVALID_LENGTH = 67;
    public static final int SERVICE_NOT_SUPPORTED = 68;
    public static final int MANDATORY_IE_INCORRECT = 69;
    public static final int MANDATORY_IE_MISSING = 70;
    public static final int SYSTEM_FAILURE = 72;
    public static final int NO_RESOURCES_AVAILABLE = 73;
    public static final int REQUEST_REJECTED = 94;
    public static final int IMSI_NOT_KNOWN = 96;
    public static final int RELOCATION_FAILURE = 81;
    public static final int USER_AUTHENTICATION_FAILED = 92;

    /// @param instance 4 bits
    public record Offending(int type, int length, int instance) {}

    public Cause(int value) {
        this(value, 0, null);
    }

    public boolean isAccepted() {
        return value >= REQUEST_ACCEPTED && value < CONTEXT_NOT_FOUND;
    }

    static Cause read(FieldReader in) {
        int value = in.octet("value");
        int flags = in.octet("flags") & 7;
        if (in.remaining() < 4) return new Cause(value, flags, null);
        return new Cause(
                value,
                flags,
                new Offending(
                        in.octet("offending type"),
                        in.number("length", 2),
                        in.octet("instance") & 0xf));
    }

    void write(FieldWriter out) {
        out.octet(value).octet(flags);
        if (offending != null) {
            out.octet(offending.type()).number(offending.length(), 2).octet(offending.instance());
        }
    }
}
