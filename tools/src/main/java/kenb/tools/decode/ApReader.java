package kenb.tools.decode;

import kenb.codec.per.DecodeException;

import java.util.function.Function;
import java.util.function.Supplier;

/// Reads an application protocol whose PDUs hold a procedure's message in a container of IEs: S1AP, X2AP and their kin.
public final class ApReader implements PduReader {
    private final String protocol;
    private final Function<byte[], ?> decoder;
    private final Supplier<PduTree> trees;

    /// @param decoder reads one PDU, the whole of the octets; throws DecodeException
    public ApReader(String protocol, Function<byte[], ?> decoder, Supplier<PduTree> trees) {
        this.protocol = protocol;
        this.decoder = decoder;
        this.trees = trees;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Decoded read(byte[] octets) throws UndecodableException {
        Object pdu;
        try {
            pdu = decoder.apply(octets);
        } catch (DecodeException problem) {
            throw new UndecodableException(protocol + " " + problem.getMessage(), problem);
        }
        var tree = trees.get().of(protocol + "-PDU", pdu);
        return new Decoded(protocol, PduTree.messageName(pdu), Telling.of(tree), tree);
    }
}
