package kenb.nodes.x2ap;

import static kenb.codec.x2ap.ProtocolIeField.get;
import static kenb.codec.x2ap.ProtocolIeField.require;

import kenb.codec.per.BitString;
import kenb.codec.per.DecodeException;
import kenb.codec.per.InformationObject;
import kenb.codec.per.Octets;
import kenb.codec.per.Verbatim;
import kenb.codec.text.PlainValues;
import kenb.codec.x2ap.CountValueExtended;
import kenb.codec.x2ap.ERabsAdmittedItemIes;
import kenb.codec.x2ap.ERabsAdmittedToBeAddedItem;
import kenb.codec.x2ap.ERabsAdmittedToBeAddedItemIes;
import kenb.codec.x2ap.ERabsSubjectToStatusTransferItem;
import kenb.codec.x2ap.ERabsSubjectToStatusTransferItemExtIes;
import kenb.codec.x2ap.ERabsSubjectToStatusTransferItemIes;
import kenb.codec.x2ap.ERabsToBeAddedItem;
import kenb.codec.x2ap.ERabsToBeAddedItemIes;
import kenb.codec.x2ap.ERabsToBeSetupItemIes;
import kenb.codec.x2ap.Ecgi;
import kenb.codec.x2ap.EnbId;
import kenb.codec.x2ap.ErrorIndicationIes;
import kenb.codec.x2ap.EutraModeInfo;
import kenb.codec.x2ap.GtPtunnelEndpoint;
import kenb.codec.x2ap.HandoverCancelIes;
import kenb.codec.x2ap.HandoverPreparationFailureIes;
import kenb.codec.x2ap.HandoverRequestAcknowledgeIes;
import kenb.codec.x2ap.HandoverRequestIes;
import kenb.codec.x2ap.LastVisitedCellItem;
import kenb.codec.x2ap.ProtocolExtensionField;
import kenb.codec.x2ap.ProtocolIeField;
import kenb.codec.x2ap.ResponseInformationSeNbReconfComp;
import kenb.codec.x2ap.SeNbAdditionRequestAcknowledgeIes;
import kenb.codec.x2ap.SeNbAdditionRequestIes;
import kenb.codec.x2ap.SeNbAdditionRequestRejectIes;
import kenb.codec.x2ap.SeNbReconfigurationCompleteIes;
import kenb.codec.x2ap.SeNbReleaseRequestIes;
import kenb.codec.x2ap.ServedCells;
import kenb.codec.x2ap.SnStatusTransferIes;
import kenb.codec.x2ap.UeContextReleaseIes;
import kenb.codec.x2ap.UeSecurityCapabilities;
import kenb.codec.x2ap.X2SetupFailureIes;
import kenb.codec.x2ap.X2SetupRequestIes;
import kenb.codec.x2ap.X2SetupResponseIes;
import kenb.codec.x2ap.X2apPdu;
import kenb.nodes.BitRates;
import kenb.nodes.CellGlobalId;
import kenb.nodes.Erab;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Gummei;
import kenb.nodes.KeyOctets;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tunnel;
import kenb.nodes.x2ap.X2Message.Forwarding;
import kenb.nodes.x2ap.X2Message.ScgBearer;
import kenb.nodes.x2ap.X2Message.ServedCell;
import kenb.nodes.x2ap.X2Message.SnStatus;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// X2AP PDU → {@link X2Message}.
public final class X2Reader {
    private static final int SN_BITS = 15;

    private X2Reader() {}

    /// @throws DecodeException when a PDU lacks an information element that its message must have
    public static X2Message read(X2apPdu pdu) {
        Object message =
                switch (pdu) {
                    case X2apPdu.InitiatingMessage(var m) -> Verbatim.strip(m.value());
                    case X2apPdu.SuccessfulOutcome(var m) -> Verbatim.strip(m.value());
                    case X2apPdu.UnsuccessfulOutcome(var m) -> Verbatim.strip(m.value());
                    case X2apPdu.Unknown u -> u;
                };
        try {
            return message(message);
        } catch (NoSuchElementException missing) {
            throw new DecodeException(0, String.valueOf(missing.getMessage()))
                    .at(message.getClass().getSimpleName())
                    .at("X2AP");
        }
    }

    private static X2Message message(Object message) {
        return switch (message) {
            case kenb.codec.x2ap.X2SetupRequest m ->
                    new X2Message.X2SetupRequest(
                            enb(require(m.protocolIes(), X2SetupRequestIes.GLOBAL_ENB_ID)),
                            cells(require(m.protocolIes(), X2SetupRequestIes.SERVED_CELLS)));
            case kenb.codec.x2ap.X2SetupResponse m ->
                    new X2Message.X2SetupResponse(
                            enb(require(m.protocolIes(), X2SetupResponseIes.GLOBAL_ENB_ID)),
                            cells(require(m.protocolIes(), X2SetupResponseIes.SERVED_CELLS)));
            case kenb.codec.x2ap.X2SetupFailure m ->
                    new X2Message.X2SetupFailure(
                            X2Causes.read(require(m.protocolIes(), X2SetupFailureIes.CAUSE)));
            case kenb.codec.x2ap.HandoverRequest m -> handoverRequest(m.protocolIes());
            case kenb.codec.x2ap.HandoverRequestAcknowledge m -> handoverAck(m.protocolIes());
            case kenb.codec.x2ap.HandoverPreparationFailure m ->
                    new X2Message.HandoverPreparationFailure(
                            require(
                                    m.protocolIes(),
                                    HandoverPreparationFailureIes.OLD_E_NB_UE_X2_AP_ID),
                            X2Causes.read(
                                    require(m.protocolIes(), HandoverPreparationFailureIes.CAUSE)));
            case kenb.codec.x2ap.HandoverCancel m ->
                    new X2Message.HandoverCancel(
                            require(m.protocolIes(), HandoverCancelIes.OLD_E_NB_UE_X2_AP_ID),
                            get(m.protocolIes(), HandoverCancelIes.NEW_E_NB_UE_X2_AP_ID),
                            X2Causes.read(require(m.protocolIes(), HandoverCancelIes.CAUSE)));
            case kenb.codec.x2ap.SnStatusTransfer m -> statusTransfer(m.protocolIes());
            case kenb.codec.x2ap.UeContextRelease m ->
                    new X2Message.UeContextRelease(
                            require(m.protocolIes(), UeContextReleaseIes.OLD_E_NB_UE_X2_AP_ID),
                            require(m.protocolIes(), UeContextReleaseIes.NEW_E_NB_UE_X2_AP_ID));
            case kenb.codec.x2ap.SeNbAdditionRequest m -> additionRequest(m.protocolIes());
            case kenb.codec.x2ap.SeNbAdditionRequestAcknowledge m -> additionAck(m.protocolIes());
            case kenb.codec.x2ap.SeNbAdditionRequestReject m ->
                    new X2Message.SenbAdditionRequestReject(
                            require(
                                    m.protocolIes(),
                                    SeNbAdditionRequestRejectIes.ME_NB_UE_X2_AP_ID),
                            require(
                                    m.protocolIes(),
                                    SeNbAdditionRequestRejectIes.SE_NB_UE_X2_AP_ID),
                            X2Causes.read(
                                    require(m.protocolIes(), SeNbAdditionRequestRejectIes.CAUSE)));
            case kenb.codec.x2ap.SeNbReconfigurationComplete m -> {
                var response =
                        require(
                                m.protocolIes(),
                                SeNbReconfigurationCompleteIes
                                        .RESPONSE_INFORMATION_SE_NBRECONF_COMP);
                yield new X2Message.SenbReconfigurationComplete(
                        require(m.protocolIes(), SeNbReconfigurationCompleteIes.ME_NB_UE_X2_AP_ID),
                        require(m.protocolIes(), SeNbReconfigurationCompleteIes.SE_NB_UE_X2_AP_ID),
                        switch (response) {
                            case ResponseInformationSeNbReconfComp.Success _ -> null;
                            case ResponseInformationSeNbReconfComp.RejectByMeNb(var item) ->
                                    X2Causes.read(item.cause());
                            case ResponseInformationSeNbReconfComp.Unknown _ -> X2Cause.UNSPECIFIED;
                        });
            }
            case kenb.codec.x2ap.SeNbReleaseRequest m -> {
                var cause = get(m.protocolIes(), SeNbReleaseRequestIes.CAUSE);
                yield new X2Message.SenbReleaseRequest(
                        require(m.protocolIes(), SeNbReleaseRequestIes.ME_NB_UE_X2_AP_ID),
                        get(m.protocolIes(), SeNbReleaseRequestIes.SE_NB_UE_X2_AP_ID),
                        cause == null ? X2Cause.UNSPECIFIED : X2Causes.read(cause));
            }
            case kenb.codec.x2ap.ErrorIndication m -> {
                var cause = get(m.protocolIes(), ErrorIndicationIes.CAUSE);
                var diagnostics = get(m.protocolIes(), ErrorIndicationIes.CRITICALITY_DIAGNOSTICS);
                yield new X2Message.ErrorIndication(
                        (cause == null ? "no cause given" : PlainValues.of(cause).toString())
                                + (diagnostics == null ? "" : " " + PlainValues.of(diagnostics)));
            }
            default -> new X2Message.Other(message.getClass().getSimpleName());
        };
    }

    private static X2Message handoverRequest(List<ProtocolIeField> ies) {
        var context = require(ies, HandoverRequestIes.UE_CONTEXT_INFORMATION);
        var gummei = require(ies, HandoverRequestIes.GUMMEI_ID);
        var group = gummei.gUGroupId();
        var rates = context.uEaggregateMaximumBitRate();
        var security = context.aSSecurityInformation();
        CellGlobalId target = cell(require(ies, HandoverRequestIes.TARGET_CELL_ID));
        CellGlobalId last =
                require(ies, HandoverRequestIes.UE_HISTORY_INFORMATION).getFirst()
                                instanceof LastVisitedCellItem.EUtranCell(var visited)
                        ? cell(visited.globalCellId())
                        : target;
        return new X2Message.HandoverRequest(
                require(ies, HandoverRequestIes.OLD_E_NB_UE_X2_AP_ID),
                target,
                new Gummei(
                        group.pLmnIdentity(), number(group.mMeGroupId()), number(gummei.mMeCode())),
                context.mMeUeS1apId(),
                capabilities(context.uESecurityCapabilities()),
                new KeyOctets(security.keyENodeBStar().toByteArray()),
                security.nextHopChainingCount(),
                new BitRates(
                        rates.uEaggregateMaximumBitRateDownlink(),
                        rates.uEaggregateMaximumBitRateUplink()),
                items(
                        context.eRabsToBeSetupList(),
                        ERabsToBeSetupItemIes.E_RABS_TO_BE_SETUP_ITEM,
                        i ->
                                new Erab(
                                        (int) i.eRabId(),
                                        i.eRabLevelQoSParameters().qCi(),
                                        tunnel(i.uLGtPtunnelEndpoint()))),
                context.rRcContext(),
                last);
    }

    private static X2Message handoverAck(List<ProtocolIeField> ies) {
        return new X2Message.HandoverRequestAcknowledge(
                require(ies, HandoverRequestAcknowledgeIes.OLD_E_NB_UE_X2_AP_ID),
                require(ies, HandoverRequestAcknowledgeIes.NEW_E_NB_UE_X2_AP_ID),
                items(
                        require(ies, HandoverRequestAcknowledgeIes.E_RABS_ADMITTED_LIST),
                        ERabsAdmittedItemIes.E_RABS_ADMITTED_ITEM,
                        i ->
                                new Forwarding(
                                        (int) i.eRabId(),
                                        optional(i.uLGtpTunnelEndpoint()),
                                        optional(i.dLGtpTunnelEndpoint()))),
                require(
                        ies,
                        HandoverRequestAcknowledgeIes
                                .TARGETE_NBTO_SOURCE_E_NBTRANSPARENT_CONTAINER));
    }

    private static X2Message statusTransfer(List<ProtocolIeField> ies) {
        return new X2Message.SnStatusTransfer(
                require(ies, SnStatusTransferIes.OLD_E_NB_UE_X2_AP_ID),
                require(ies, SnStatusTransferIes.NEW_E_NB_UE_X2_AP_ID),
                items(
                        require(ies, SnStatusTransferIes.E_RABS_SUBJECT_TO_STATUS_TRANSFER_LIST),
                        ERabsSubjectToStatusTransferItemIes.E_RABS_SUBJECT_TO_STATUS_TRANSFER_ITEM,
                        X2Reader::status));
    }

    private static X2Message additionRequest(List<ProtocolIeField> ies) {
        var rates = require(ies, SeNbAdditionRequestIes.SE_NBUEAGGREGATE_MAXIMUM_BIT_RATE);
        var plmn = get(ies, SeNbAdditionRequestIes.SERVING_PLMN);
        return new X2Message.SenbAdditionRequest(
                require(ies, SeNbAdditionRequestIes.ME_NB_UE_X2_AP_ID),
                capabilities(require(ies, SeNbAdditionRequestIes.UE_SECURITY_CAPABILITIES)),
                new KeyOctets(require(ies, SeNbAdditionRequestIes.SE_NBSECURITY_KEY).toByteArray()),
                new BitRates(
                        rates.uEaggregateMaximumBitRateDownlink(),
                        rates.uEaggregateMaximumBitRateUplink()),
                plmn == null ? Octets.EMPTY : plmn,
                items(
                        require(ies, SeNbAdditionRequestIes.E_RABS_TO_BE_ADDED_LIST),
                        ERabsToBeAddedItemIes.E_RABS_TO_BE_ADDED_ITEM,
                        X2Reader::addedErab),
                require(ies, SeNbAdditionRequestIes.ME_NBTO_SE_NBCONTAINER));
    }

    private static Erab addedErab(ERabsToBeAddedItem item) {
        if (!(item instanceof ERabsToBeAddedItem.SCgBearer(var scg))) {
            throw new DecodeException(0, "an SCG bearer expected").at("E-RABs-ToBeAdded-Item");
        }
        return new Erab(
                (int) scg.eRabId(),
                scg.eRabLevelQoSParameters().qCi(),
                tunnel(scg.s1UlGtPtunnelEndpoint()));
    }

    private static X2Message additionAck(List<ProtocolIeField> ies) {
        return new X2Message.SenbAdditionRequestAcknowledge(
                require(ies, SeNbAdditionRequestAcknowledgeIes.ME_NB_UE_X2_AP_ID),
                require(ies, SeNbAdditionRequestAcknowledgeIes.SE_NB_UE_X2_AP_ID),
                items(
                        require(
                                ies,
                                SeNbAdditionRequestAcknowledgeIes.E_RABS_ADMITTED_TO_BE_ADDED_LIST),
                        ERabsAdmittedToBeAddedItemIes.E_RABS_ADMITTED_TO_BE_ADDED_ITEM,
                        X2Reader::admittedBearer),
                require(ies, SeNbAdditionRequestAcknowledgeIes.SE_NBTO_ME_NBCONTAINER));
    }

    private static ScgBearer admittedBearer(ERabsAdmittedToBeAddedItem item) {
        if (!(item instanceof ERabsAdmittedToBeAddedItem.SCgBearer(var scg))) {
            throw new DecodeException(0, "an SCG bearer expected")
                    .at("E-RABs-Admitted-ToBeAdded-Item");
        }
        return new ScgBearer(
                (int) scg.eRabId(),
                tunnel(scg.s1DlGtPtunnelEndpoint()),
                optional(scg.dLForwardingGtPtunnelEndpoint()));
    }

    private static GlobalEnbId enb(kenb.codec.x2ap.GlobalEnbId id) {
        if (!(id.eNbId() instanceof EnbId.MacroENbId(BitString macro))) {
            throw new DecodeException(0, "a macro eNB ID expected").at("GlobalENB-ID");
        }
        return new GlobalEnbId(id.pLmnIdentity(), (int) macro.toLong());
    }

    private static List<ServedCell> cells(List<ServedCells.Item> items) {
        List<ServedCell> cells = new ArrayList<>();
        for (ServedCells.Item item : items) {
            var cell = item.servedCellInfo();
            int earfcn =
                    switch (cell.eUtraModeInfo()) {
                        case EutraModeInfo.FDd(var fdd) -> fdd.dLEarfcn();
                        case EutraModeInfo.TDd(var tdd) -> tdd.eArfcn();
                        case EutraModeInfo.Unknown _ ->
                                throw new DecodeException(0, "FDD or TDD expected")
                                        .at("EUTRA-Mode-Info");
                    };
            cells.add(
                    new ServedCell(
                            (int) cell.pCi(), cell(cell.cellId()), number(cell.tAc()), earfcn));
        }
        return cells;
    }

    /// The items of a list of single-item containers; one of another kind is passed over.
    private static <T, R> List<R> items(
            List<ProtocolIeField> list, InformationObject<T> object, Function<T, R> item) {
        List<R> items = new ArrayList<>();
        for (ProtocolIeField field : list) {
            T value = get(List.of(field), object);
            if (value != null) {
                items.add(item.apply(value));
            }
        }
        if (items.isEmpty()) {
            throw new NoSuchElementException(object.name() + " is missing");
        }
        return items;
    }

    private static SnStatus status(ERabsSubjectToStatusTransferItem item) {
        List<ProtocolExtensionField> more =
                item.iEExtensions() == null ? List.of() : item.iEExtensions();
        return new SnStatus(
                (int) item.eRabId(),
                count(
                        ProtocolExtensionField.require(
                                more,
                                ERabsSubjectToStatusTransferItemExtIes.ULCOUNTVALUE_EXTENDED)),
                count(
                        ProtocolExtensionField.require(
                                more,
                                ERabsSubjectToStatusTransferItemExtIes.DLCOUNTVALUE_EXTENDED)));
    }

    private static long count(CountValueExtended value) {
        return (long) value.hFnModified() << SN_BITS | value.pDcpSnExtended();
    }

    private static Tunnel tunnel(GtPtunnelEndpoint endpoint) {
        return Tunnel.of(endpoint.transportLayerAddress(), endpoint.gTpTeid());
    }

    private static @Nullable Tunnel optional(@Nullable GtPtunnelEndpoint endpoint) {
        return endpoint == null ? null : tunnel(endpoint);
    }

    private static SecurityCapabilities capabilities(UeSecurityCapabilities capabilities) {
        return new SecurityCapabilities(
                (int) capabilities.encryptionAlgorithms().toLong(),
                (int) capabilities.integrityProtectionAlgorithms().toLong());
    }

    private static CellGlobalId cell(Ecgi cgi) {
        return new CellGlobalId(cgi.pLmnIdentity(), (int) cgi.eUtraNcellIdentifier().toLong());
    }

    private static int number(Octets octets) {
        int number = 0;
        for (int i = 0; i < octets.length(); i++) {
            number = number << 8 | octets.at(i);
        }
        return number;
    }
}
