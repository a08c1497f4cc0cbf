package kenb.tools.decode;

import kenb.codec.per.DecodeException;
import kenb.codec.per.PduType;
import kenb.codec.text.MessageNames;
import kenb.tools.codec.Codecs;
import kenb.tools.codec.UnknownTypeException;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Reads an application protocol whose PDUs hold a procedure's message in a container of IEs: S1AP, X2AP and their kin.
final class ApReader implements PduReader {
    private final String protocol;
    private final Containers containers;
    private @Nullable PduType type;

    ApReader(String protocol, Containers containers) {
        this.protocol = protocol;
        this.containers = containers;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Decoded read(byte[] octets) throws UndecodableException {
        var pduType = type();
        try {
            var pdu = pduType.decodeAsSent(octets);
            var highlights = new Highlights(containers, protocol);
            Fields.walk(pdu.value(), highlights);
            return new Decoded(
                    protocol,
                    MessageNames.of(pdu.value()),
                    highlights.details,
                    Content.of(protocol.toLowerCase(Locale.ROOT), pduType, pdu),
                    highlights.inside);
        } catch (DecodeException problem) {
            throw new UndecodableException(protocol + " " + problem.getMessage(), problem);
        }
    }

    /// Found when the first message comes.
    private PduType type() {
        var known = type;
        if (known == null) {
            try {
                known = new Codecs().type(protocol, null);
            } catch (UnknownTypeException unknown) {
                throw new IllegalStateException(unknown);
            }
            type = known;
        }
        return known;
    }
}
