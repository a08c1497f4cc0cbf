package kenb.nodes.rrc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import kenb.codec.lterrc.DlCcchMessage;
import kenb.codec.lterrc.DlDcchMessage;
import kenb.codec.lterrc.HandoverCommand;
import kenb.codec.lterrc.HandoverCommandR8Ies;
import kenb.codec.lterrc.HandoverPreparationInformation;
import kenb.codec.lterrc.ScgConfigInfoR12;
import kenb.codec.lterrc.ScgConfigR12;
import kenb.codec.lterrc.UlCcchMessage;
import kenb.codec.lterrc.UlDcchMessage;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;

/// RRC messages ↔ octets, unaligned PER. All readers throw {@link DecodeException} and nothing else.
public final class RrcCodec {
    private RrcCodec() {}

    /// On the common control channel.
    public static Octets encodeCommon(DownlinkRrc message) {
        return Octets.of(DownlinkMessages.writeCommon(message).encode());
    }

    public static Octets encodeCommon(UplinkRrc message) {
        return Octets.of(UplinkMessages.writeCommon(message).encode());
    }

    /// On a dedicated control channel.
    public static Octets encode(DownlinkRrc message) {
        return Octets.of(DownlinkMessages.write(message).encode());
    }

    public static Octets encode(UplinkRrc message) {
        return Octets.of(UplinkMessages.write(message).encode());
    }

    /// Each reads the readable octets and leaves them as they are.
    public static DownlinkRrc downlinkCommon(ByteBuf octets) {
        return DownlinkMessages.readCommon(DlCcchMessage.decode(ByteBufUtil.getBytes(octets)));
    }

    public static DownlinkRrc downlink(ByteBuf octets) {
        return DownlinkMessages.read(DlDcchMessage.decode(ByteBufUtil.getBytes(octets)));
    }

    public static UplinkRrc uplinkCommon(ByteBuf octets) {
        return UplinkMessages.readCommon(UlCcchMessage.decode(ByteBufUtil.getBytes(octets)));
    }

    public static UplinkRrc uplink(ByteBuf octets) {
        return UplinkMessages.read(UlDcchMessage.decode(ByteBufUtil.getBytes(octets)));
    }

    public static Octets encode(InterNodeRrc message) {
        return Octets.of(
                switch (message) {
                    case InterNodeRrc.HandoverPreparation m ->
                            HandoverPreparations.write(m).encode();
                    case InterNodeRrc.HandoverCommand(Octets command) ->
                            new HandoverCommand(
                                            new HandoverCommand.CriticalExtensions.C1(
                                                    new HandoverCommand.C1Choice.HandoverCommandR8(
                                                            new HandoverCommandR8Ies(
                                                                    command, null))))
                                    .encode();
                    case InterNodeRrc.ScgConfig m -> ScgContainers.write(m).encode();
                    case InterNodeRrc.ScgConfigInfo m -> ScgContainers.write(m).encode();
                });
    }

    public static InterNodeRrc.HandoverPreparation handoverPreparation(Octets container) {
        return HandoverPreparations.read(
                HandoverPreparationInformation.decode(container.toByteArray()));
    }

    public static InterNodeRrc.HandoverCommand handoverCommand(Octets container) {
        HandoverCommand message = HandoverCommand.decode(container.toByteArray());
        if (message.criticalExtensions() instanceof HandoverCommand.CriticalExtensions.C1(var c1)
                && c1 instanceof HandoverCommand.C1Choice.HandoverCommandR8(var ies)) {
            return new InterNodeRrc.HandoverCommand(ies.handoverCommandMessage());
        }
        throw new DecodeException(0, "handoverCommand-r8 expected").at("HandoverCommand");
    }

    public static InterNodeRrc.ScgConfig scgConfig(Octets container) {
        return ScgContainers.read(ScgConfigR12.decode(container.toByteArray()));
    }

    public static InterNodeRrc.ScgConfigInfo scgConfigInfo(Octets container) {
        return ScgContainers.read(ScgConfigInfoR12.decode(container.toByteArray()));
    }
}
