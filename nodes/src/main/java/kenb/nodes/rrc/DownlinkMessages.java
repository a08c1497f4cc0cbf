package kenb.nodes.rrc;

import kenb.codec.lterrc.DlCcchMessage;
import kenb.codec.lterrc.DlCcchMessageType;
import kenb.codec.lterrc.DlDcchMessage;
import kenb.codec.lterrc.DlDcchMessageType;
import kenb.codec.lterrc.DlInformationTransfer;
import kenb.codec.lterrc.DlInformationTransferR8Ies;
import kenb.codec.lterrc.ReleaseCause;
import kenb.codec.lterrc.RrcConnectionRelease;
import kenb.codec.lterrc.RrcConnectionReleaseR8Ies;
import kenb.codec.lterrc.RrcConnectionSetup;
import kenb.codec.lterrc.RrcConnectionSetupR8Ies;
import kenb.codec.lterrc.SecurityConfigSmc;
import kenb.codec.lterrc.SecurityModeCommand;
import kenb.codec.lterrc.SecurityModeCommandR8Ies;
import kenb.codec.per.Extensions;
import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;

import java.util.List;

/// {@link DownlinkRrc} ↔ DL-CCCH-Message and DL-DCCH-Message of TS 36.331 §6.2.1.
final class DownlinkMessages {
    private DownlinkMessages() {}

    static DlCcchMessage writeCommon(DownlinkRrc message) {
        if (!(message instanceof DownlinkRrc.ConnectionSetup(int transaction))) {
            throw new IllegalArgumentException("not on the common channel: " + message);
        }
        var ies =
                new RrcConnectionSetupR8Ies(
                        Reconfigurations.dedicated(
                                List.of(RadioParameters.srb(1)), List.of(), true),
                        null);
        var setup =
                new RrcConnectionSetup(
                        transaction,
                        new RrcConnectionSetup.CriticalExtensions.C1(
                                new RrcConnectionSetup.C1Choice.RrcConnectionSetupR8(ies)));
        return new DlCcchMessage(
                new DlCcchMessageType.C1(new DlCcchMessageType.C1Choice.RrcConnectionSetup(setup)));
    }

    static DlDcchMessage write(DownlinkRrc message) {
        DlDcchMessageType.C1Choice choice =
                switch (message) {
                    case DownlinkRrc.SecurityModeCommand(int transaction, Algorithms algorithms) ->
                            new DlDcchMessageType.C1Choice.SecurityModeCommand(
                                    securityMode(transaction, algorithms));
                    case DownlinkRrc.Reconfiguration m ->
                            new DlDcchMessageType.C1Choice.RrcConnectionReconfiguration(
                                    Reconfigurations.write(m));
                    case DownlinkRrc.DlInformationTransfer(int transaction, Octets nas) ->
                            new DlDcchMessageType.C1Choice.DlInformationTransfer(
                                    information(transaction, nas));
                    case DownlinkRrc.ConnectionRelease(int transaction) ->
                            new DlDcchMessageType.C1Choice.RrcConnectionRelease(
                                    release(transaction));
                    case DownlinkRrc.ConnectionSetup _, DownlinkRrc.Other _ ->
                            throw new IllegalArgumentException(
                                    "not on a dedicated channel: " + message);
                };
        return new DlDcchMessage(new DlDcchMessageType.C1(choice));
    }

    private static SecurityModeCommand securityMode(int transaction, Algorithms algorithms) {
        var ies =
                new SecurityModeCommandR8Ies(
                        new SecurityConfigSmc(RrcAlgorithms.write(algorithms), Extensions.NONE),
                        null);
        return new SecurityModeCommand(
                transaction,
                new SecurityModeCommand.CriticalExtensions.C1(
                        new SecurityModeCommand.C1Choice.SecurityModeCommandR8(ies)));
    }

    private static DlInformationTransfer information(int transaction, Octets nas) {
        var ies =
                new DlInformationTransferR8Ies(
                        new DlInformationTransferR8Ies.DedicatedInfoType.DedicatedInfoNas(nas),
                        null);
        return new DlInformationTransfer(
                transaction,
                new DlInformationTransfer.CriticalExtensions.C1(
                        new DlInformationTransfer.C1Choice.DlInformationTransferR8(ies)));
    }

    private static RrcConnectionRelease release(int transaction) {
        var ies = new RrcConnectionReleaseR8Ies(ReleaseCause.OTHER, null, null, null);
        return new RrcConnectionRelease(
                transaction,
                new RrcConnectionRelease.CriticalExtensions.C1(
                        new RrcConnectionRelease.C1Choice.RrcConnectionReleaseR8(ies)));
    }

    static DownlinkRrc readCommon(DlCcchMessage message) {
        if (message.message() instanceof DlCcchMessageType.C1(var choice)
                && choice instanceof DlCcchMessageType.C1Choice.RrcConnectionSetup(var setup)) {
            return new DownlinkRrc.ConnectionSetup(setup.rrcTransactionIdentifier());
        }
        return new DownlinkRrc.Other(message.message().getClass().getSimpleName());
    }

    static DownlinkRrc read(DlDcchMessage message) {
        if (!(message.message() instanceof DlDcchMessageType.C1(var choice))) {
            return new DownlinkRrc.Other("message class extension");
        }
        return switch (choice) {
            case DlDcchMessageType.C1Choice.SecurityModeCommand(var m)
                    when m.criticalExtensions()
                                    instanceof SecurityModeCommand.CriticalExtensions.C1(var c1)
                            && c1
                                    instanceof
                                    SecurityModeCommand.C1Choice.SecurityModeCommandR8(var ies) ->
                    new DownlinkRrc.SecurityModeCommand(
                            m.rrcTransactionIdentifier(),
                            RrcAlgorithms.read(ies.securityConfigSmc().securityAlgorithmConfig()));
            case DlDcchMessageType.C1Choice.RrcConnectionReconfiguration(var m) ->
                    Reconfigurations.read(m);
            case DlDcchMessageType.C1Choice.DlInformationTransfer(var m)
                    when m.criticalExtensions()
                                    instanceof DlInformationTransfer.CriticalExtensions.C1(var c1)
                            && c1
                                    instanceof
                                    DlInformationTransfer.C1Choice.DlInformationTransferR8(var ies)
                            && ies.dedicatedInfoType()
                                    instanceof
                                    DlInformationTransferR8Ies.DedicatedInfoType.DedicatedInfoNas(
                                            var nas) ->
                    new DownlinkRrc.DlInformationTransfer(m.rrcTransactionIdentifier(), nas);
            case DlDcchMessageType.C1Choice.RrcConnectionRelease(var m) ->
                    new DownlinkRrc.ConnectionRelease(m.rrcTransactionIdentifier());
            default -> new DownlinkRrc.Other(choice.getClass().getSimpleName());
        };
    }
}
