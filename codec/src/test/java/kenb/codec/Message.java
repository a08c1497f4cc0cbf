package kenb.codec;

import kenb.codec.lterrc.BcchBchMessage;
import kenb.codec.lterrc.BcchDlSchMessage;
import kenb.codec.lterrc.DlCcchMessage;
import kenb.codec.lterrc.DlDcchMessage;
import kenb.codec.lterrc.HandoverCommand;
import kenb.codec.lterrc.HandoverPreparationInformation;
import kenb.codec.lterrc.PcchMessage;
import kenb.codec.lterrc.ScgConfigInfoR12;
import kenb.codec.lterrc.ScgConfigR12;
import kenb.codec.lterrc.UeEutraCapability;
import kenb.codec.lterrc.UeRadioAccessCapabilityInformation;
import kenb.codec.lterrc.UlCcchMessage;
import kenb.codec.lterrc.UlDcchMessage;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.x2ap.X2apPdu;

import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A message that somebody else encoded: where it is from, its top-level type, its octets.
record Message(String name, String pdu, byte[] octets) {
    /// A top-level type: octets to value and back.
    private record Codec<T>(Function<byte[], T> decode, Function<T, byte[]> encode) {
        byte[] again(byte[] octets) {
            return encode.apply(decode.apply(octets));
        }
    }

    private static final Map<String, Codec<?>> CODECS =
            Map.ofEntries(
                    Map.entry("S1AP-PDU", new Codec<>(S1apPdu::decode, S1apPdu::encode)),
                    Map.entry("X2AP-PDU", new Codec<>(X2apPdu::decode, X2apPdu::encode)),
                    Map.entry(
                            "BCCH-BCH-Message",
                            new Codec<>(BcchBchMessage::decode, BcchBchMessage::encode)),
                    Map.entry(
                            "BCCH-DL-SCH-Message",
                            new Codec<>(BcchDlSchMessage::decode, BcchDlSchMessage::encode)),
                    Map.entry(
                            "PCCH-Message", new Codec<>(PcchMessage::decode, PcchMessage::encode)),
                    Map.entry(
                            "DL-CCCH-Message",
                            new Codec<>(DlCcchMessage::decode, DlCcchMessage::encode)),
                    Map.entry(
                            "UL-CCCH-Message",
                            new Codec<>(UlCcchMessage::decode, UlCcchMessage::encode)),
                    Map.entry(
                            "DL-DCCH-Message",
                            new Codec<>(DlDcchMessage::decode, DlDcchMessage::encode)),
                    Map.entry(
                            "UL-DCCH-Message",
                            new Codec<>(UlDcchMessage::decode, UlDcchMessage::encode)),
                    Map.entry(
                            "HandoverPreparationInformation",
                            new Codec<>(
                                    HandoverPreparationInformation::decode,
                                    HandoverPreparationInformation::encode)),
                    Map.entry(
                            "HandoverCommand",
                            new Codec<>(HandoverCommand::decode, HandoverCommand::encode)),
                    Map.entry(
                            "SCG-Config-r12",
                            new Codec<>(ScgConfigR12::decode, ScgConfigR12::encode)),
                    Map.entry(
                            "SCG-ConfigInfo-r12",
                            new Codec<>(ScgConfigInfoR12::decode, ScgConfigInfoR12::encode)),
                    Map.entry(
                            "UERadioAccessCapabilityInformation",
                            new Codec<>(
                                    UeRadioAccessCapabilityInformation::decode,
                                    UeRadioAccessCapabilityInformation::encode)),
                    Map.entry(
                            "UE-EUTRA-Capability",
                            new Codec<>(UeEutraCapability::decode, UeEutraCapability::encode)));

    static Message ofHex(String name, String pdu, String hex) {
        return new Message(name, pdu, HexFormat.of().parseHex(hex));
    }

    static Set<String> types() {
        return CODECS.keySet();
    }

    Message with(byte[] other) {
        return new Message(name, pdu, other);
    }

    Object decode() {
        return codec().decode().apply(octets);
    }

    /// The octets after decoding and encoding.
    byte[] again() {
        return codec().again(octets);
    }

    private Codec<?> codec() {
        var codec = CODECS.get(pdu);
        if (codec == null) throw new IllegalStateException("no codec for " + pdu);
        return codec;
    }

    String hex() {
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public String toString() {
        return pdu + " " + name;
    }
}
