package kenb.tools.decode;

/// Reads the PDUs of one protocol.
public interface PduReader {
    /// As people call it: `S1AP`.
    String protocol();

    /// Decodes one whole PDU.
    ///
    /// @throws UndecodableException with the path of the field, the bit offset and what was expected
    Decoded read(byte[] octets) throws UndecodableException;
}
