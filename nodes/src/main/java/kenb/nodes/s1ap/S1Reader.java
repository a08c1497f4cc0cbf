package kenb.nodes.s1ap;

import static kenb.codec.s1ap.ProtocolIeField.get;
import static kenb.codec.s1ap.ProtocolIeField.require;

import kenb.codec.per.BitString;
import kenb.codec.per.DecodeException;
import kenb.codec.per.InformationObject;
import kenb.codec.per.Octets;
import kenb.codec.per.Verbatim;
import kenb.codec.s1ap.DownlinkNasTransportIes;
import kenb.codec.s1ap.ERabModificationConfirmIes;
import kenb.codec.s1ap.ERabModificationIndicationIes;
import kenb.codec.s1ap.ERabModifyItemBearerModConfIes;
import kenb.codec.s1ap.ERabSetupItemCtxtSuResIes;
import kenb.codec.s1ap.ERabToBeModifiedItemBearerModIndIes;
import kenb.codec.s1ap.ERabToBeSetupItemCtxtSuReq;
import kenb.codec.s1ap.ERabToBeSetupItemCtxtSuReqIes;
import kenb.codec.s1ap.ERabToBeSwitchedDlItemIes;
import kenb.codec.s1ap.EnbId;
import kenb.codec.s1ap.ErrorIndicationIes;
import kenb.codec.s1ap.EutranCgi;
import kenb.codec.s1ap.InitialContextSetupFailureIes;
import kenb.codec.s1ap.InitialContextSetupRequestIes;
import kenb.codec.s1ap.InitialContextSetupResponseIes;
import kenb.codec.s1ap.InitialUeMessageIes;
import kenb.codec.s1ap.PathSwitchRequestAcknowledgeIes;
import kenb.codec.s1ap.PathSwitchRequestFailureIes;
import kenb.codec.s1ap.PathSwitchRequestIes;
import kenb.codec.s1ap.ProtocolIeField;
import kenb.codec.s1ap.S1SetupFailureIes;
import kenb.codec.s1ap.S1SetupRequestIes;
import kenb.codec.s1ap.S1SetupResponseIes;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.s1ap.ServedGummeisItem;
import kenb.codec.s1ap.SupportedTasItem;
import kenb.codec.s1ap.UeContextReleaseCommandIes;
import kenb.codec.s1ap.UeContextReleaseCompleteIes;
import kenb.codec.s1ap.UeContextReleaseRequestIes;
import kenb.codec.s1ap.UeS1apIds;
import kenb.codec.s1ap.UeSecurityCapabilities;
import kenb.codec.s1ap.UplinkNasTransportIes;
import kenb.codec.text.PlainValues;
import kenb.nodes.BitRates;
import kenb.nodes.CellGlobalId;
import kenb.nodes.Erab;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Gummei;
import kenb.nodes.KeyOctets;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tai;
import kenb.nodes.Tunnel;
import kenb.nodes.s1ap.S1Message.STmsi;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// S1AP PDU → {@link S1Message}.
public final class S1Reader {
    private S1Reader() {}

    /// @throws DecodeException when a PDU lacks an information element that its message must have
    public static S1Message read(S1apPdu pdu) {
        Object message =
                switch (pdu) {
                    case S1apPdu.InitiatingMessage(var m) -> Verbatim.strip(m.value());
                    case S1apPdu.SuccessfulOutcome(var m) -> Verbatim.strip(m.value());
                    case S1apPdu.UnsuccessfulOutcome(var m) -> Verbatim.strip(m.value());
                    case S1apPdu.Unknown u -> u;
                };
        try {
            return message(message);
        } catch (NoSuchElementException missing) {
            throw new DecodeException(0, String.valueOf(missing.getMessage()))
                    .at(message.getClass().getSimpleName())
                    .at("S1AP");
        }
    }

    private static S1Message message(Object message) {
        return switch (message) {
            case kenb.codec.s1ap.S1SetupRequest m -> setupRequest(m.protocolIes());
            case kenb.codec.s1ap.S1SetupResponse m -> setupResponse(m.protocolIes());
            case kenb.codec.s1ap.S1SetupFailure m ->
                    new S1Message.S1SetupFailure(
                            S1Causes.read(require(m.protocolIes(), S1SetupFailureIes.CAUSE)));
            case kenb.codec.s1ap.InitialUeMessage m -> initialUeMessage(m.protocolIes());
            case kenb.codec.s1ap.DownlinkNasTransport m ->
                    new S1Message.DownlinkNasTransport(
                            require(m.protocolIes(), DownlinkNasTransportIes.MME_UE_S1_AP_ID),
                            require(m.protocolIes(), DownlinkNasTransportIes.E_NB_UE_S1_AP_ID),
                            require(m.protocolIes(), DownlinkNasTransportIes.NAS_PDU));
            case kenb.codec.s1ap.UplinkNasTransport m ->
                    new S1Message.UplinkNasTransport(
                            require(m.protocolIes(), UplinkNasTransportIes.MME_UE_S1_AP_ID),
                            require(m.protocolIes(), UplinkNasTransportIes.E_NB_UE_S1_AP_ID),
                            require(m.protocolIes(), UplinkNasTransportIes.NAS_PDU),
                            cell(require(m.protocolIes(), UplinkNasTransportIes.EUTRAN_CGI)),
                            tai(require(m.protocolIes(), UplinkNasTransportIes.TAI)));
            case kenb.codec.s1ap.InitialContextSetupRequest m -> contextRequest(m.protocolIes());
            case kenb.codec.s1ap.InitialContextSetupResponse m ->
                    new S1Message.InitialContextSetupResponse(
                            require(
                                    m.protocolIes(),
                                    InitialContextSetupResponseIes.MME_UE_S1_AP_ID),
                            require(
                                    m.protocolIes(),
                                    InitialContextSetupResponseIes.E_NB_UE_S1_AP_ID),
                            items(
                                    require(
                                            m.protocolIes(),
                                            InitialContextSetupResponseIes
                                                    .E_RABSETUP_LIST_CTXT_SURES),
                                    ERabSetupItemCtxtSuResIes.E_RABSETUP_ITEM_CTXT_SURES,
                                    i -> erab(i.eRabId(), i.transportLayerAddress(), i.gTpTeid())));
            case kenb.codec.s1ap.InitialContextSetupFailure m ->
                    new S1Message.InitialContextSetupFailure(
                            require(m.protocolIes(), InitialContextSetupFailureIes.MME_UE_S1_AP_ID),
                            require(
                                    m.protocolIes(),
                                    InitialContextSetupFailureIes.E_NB_UE_S1_AP_ID),
                            S1Causes.read(
                                    require(m.protocolIes(), InitialContextSetupFailureIes.CAUSE)));
            case kenb.codec.s1ap.PathSwitchRequest m -> pathSwitch(m.protocolIes());
            case kenb.codec.s1ap.PathSwitchRequestAcknowledge m -> {
                var context =
                        require(m.protocolIes(), PathSwitchRequestAcknowledgeIes.SECURITY_CONTEXT);
                yield new S1Message.PathSwitchRequestAcknowledge(
                        require(m.protocolIes(), PathSwitchRequestAcknowledgeIes.MME_UE_S1_AP_ID),
                        require(m.protocolIes(), PathSwitchRequestAcknowledgeIes.E_NB_UE_S1_AP_ID),
                        context.nextHopChainingCount(),
                        new KeyOctets(context.nextHopParameter().toByteArray()));
            }
            case kenb.codec.s1ap.PathSwitchRequestFailure m ->
                    new S1Message.PathSwitchRequestFailure(
                            require(m.protocolIes(), PathSwitchRequestFailureIes.MME_UE_S1_AP_ID),
                            require(m.protocolIes(), PathSwitchRequestFailureIes.E_NB_UE_S1_AP_ID),
                            S1Causes.read(
                                    require(m.protocolIes(), PathSwitchRequestFailureIes.CAUSE)));
            case kenb.codec.s1ap.ERabModificationIndication m ->
                    new S1Message.ErabModificationIndication(
                            require(m.protocolIes(), ERabModificationIndicationIes.MME_UE_S1_AP_ID),
                            require(
                                    m.protocolIes(),
                                    ERabModificationIndicationIes.E_NB_UE_S1_AP_ID),
                            items(
                                    require(
                                            m.protocolIes(),
                                            ERabModificationIndicationIes
                                                    .E_RABTO_BE_MODIFIED_LIST_BEARER_MOD_IND),
                                    ERabToBeModifiedItemBearerModIndIes
                                            .E_RABTO_BE_MODIFIED_ITEM_BEARER_MOD_IND,
                                    i ->
                                            erab(
                                                    i.eRabId(),
                                                    i.transportLayerAddress(),
                                                    i.dLGtpTeid())));
            case kenb.codec.s1ap.ERabModificationConfirm m -> {
                var list =
                        get(
                                m.protocolIes(),
                                ERabModificationConfirmIes.E_RABMODIFY_LIST_BEARER_MOD_CONF);
                yield new S1Message.ErabModificationConfirm(
                        require(m.protocolIes(), ERabModificationConfirmIes.MME_UE_S1_AP_ID),
                        require(m.protocolIes(), ERabModificationConfirmIes.E_NB_UE_S1_AP_ID),
                        list == null
                                ? List.of()
                                : items(
                                        list,
                                        ERabModifyItemBearerModConfIes
                                                .E_RABMODIFY_ITEM_BEARER_MOD_CONF,
                                        i -> (int) i.eRabId()));
            }
            case kenb.codec.s1ap.UeContextReleaseRequest m ->
                    new S1Message.UeContextReleaseRequest(
                            require(m.protocolIes(), UeContextReleaseRequestIes.MME_UE_S1_AP_ID),
                            require(m.protocolIes(), UeContextReleaseRequestIes.E_NB_UE_S1_AP_ID),
                            S1Causes.read(
                                    require(m.protocolIes(), UeContextReleaseRequestIes.CAUSE)));
            case kenb.codec.s1ap.UeContextReleaseCommand m -> releaseCommand(m.protocolIes());
            case kenb.codec.s1ap.UeContextReleaseComplete m ->
                    new S1Message.UeContextReleaseComplete(
                            require(m.protocolIes(), UeContextReleaseCompleteIes.MME_UE_S1_AP_ID),
                            require(m.protocolIes(), UeContextReleaseCompleteIes.E_NB_UE_S1_AP_ID));
            case kenb.codec.s1ap.ErrorIndication m -> {
                var cause = get(m.protocolIes(), ErrorIndicationIes.CAUSE);
                var diagnostics = get(m.protocolIes(), ErrorIndicationIes.CRITICALITY_DIAGNOSTICS);
                yield new S1Message.ErrorIndication(
                        (cause == null ? "no cause given" : PlainValues.of(cause).toString())
                                + (diagnostics == null ? "" : " " + PlainValues.of(diagnostics)));
            }
            default -> new S1Message.Other(message.getClass().getSimpleName());
        };
    }

    private static S1Message setupRequest(List<ProtocolIeField> ies) {
        var id = require(ies, S1SetupRequestIes.GLOBAL_ENB_ID);
        if (!(id.eNbId() instanceof EnbId.MacroEnbId(BitString macro))) {
            throw new DecodeException(0, "a macro eNB ID expected").at("Global-ENB-ID");
        }
        var name = get(ies, S1SetupRequestIes.E_NBNAME);
        SupportedTasItem first = require(ies, S1SetupRequestIes.SUPPORTED_TAS).getFirst();
        return new S1Message.S1SetupRequest(
                new GlobalEnbId(id.pLmNidentity(), (int) macro.toLong()),
                name == null ? "eNB " + macro.toLong() : name,
                new Tai(first.broadcastPlmns().getFirst(), number(first.tAc())));
    }

    private static S1Message setupResponse(List<ProtocolIeField> ies) {
        ServedGummeisItem first = require(ies, S1SetupResponseIes.SERVED_GUMMEIS).getFirst();
        var name = get(ies, S1SetupResponseIes.MMENAME);
        return new S1Message.S1SetupResponse(
                name == null ? "an MME" : name,
                new Gummei(
                        first.servedPlmns().getFirst(),
                        number(first.servedGroupIds().getFirst()),
                        number(first.servedMmecs().getFirst())));
    }

    private static S1Message initialUeMessage(List<ProtocolIeField> ies) {
        var sTmsi = get(ies, InitialUeMessageIes.S_TMSI);
        return new S1Message.InitialUeMessage(
                require(ies, InitialUeMessageIes.E_NB_UE_S1_AP_ID),
                require(ies, InitialUeMessageIes.NAS_PDU),
                tai(require(ies, InitialUeMessageIes.TAI)),
                cell(require(ies, InitialUeMessageIes.EUTRAN_CGI)),
                sTmsi == null
                        ? null
                        : new STmsi(number(sTmsi.mMec()), number(sTmsi.mTmsi()) & 0xffffffffL));
    }

    private static S1Message contextRequest(List<ProtocolIeField> ies) {
        var ambr = require(ies, InitialContextSetupRequestIes.U_EAGGREGATE_MAXIMUM_BITRATE);
        ERabToBeSetupItemCtxtSuReq item =
                items(
                                require(
                                        ies,
                                        InitialContextSetupRequestIes
                                                .E_RABTO_BE_SETUP_LIST_CTXT_SUREQ),
                                ERabToBeSetupItemCtxtSuReqIes.E_RABTO_BE_SETUP_ITEM_CTXT_SUREQ,
                                i -> i)
                        .getFirst();
        return new S1Message.InitialContextSetupRequest(
                require(ies, InitialContextSetupRequestIes.MME_UE_S1_AP_ID),
                require(ies, InitialContextSetupRequestIes.E_NB_UE_S1_AP_ID),
                new BitRates(
                        ambr.uEaggregateMaximumBitRateDl(), ambr.uEaggregateMaximumBitRateUl()),
                new Erab(
                        (int) item.eRabId(),
                        item.eRaBlevelQoSParameters().qCi(),
                        Tunnel.of(item.transportLayerAddress(), item.gTpTeid())),
                item.nAsPdu(),
                capabilities(require(ies, InitialContextSetupRequestIes.UESECURITY_CAPABILITIES)),
                new KeyOctets(
                        require(ies, InitialContextSetupRequestIes.SECURITY_KEY).toByteArray()));
    }

    private static S1Message pathSwitch(List<ProtocolIeField> ies) {
        return new S1Message.PathSwitchRequest(
                require(ies, PathSwitchRequestIes.E_NB_UE_S1_AP_ID),
                require(ies, PathSwitchRequestIes.SOURCE_MME_UE_S1_AP_ID),
                items(
                        require(ies, PathSwitchRequestIes.E_RABTO_BE_SWITCHED_DLLIST),
                        ERabToBeSwitchedDlItemIes.E_RABTO_BE_SWITCHED_DLITEM,
                        i -> erab(i.eRabId(), i.transportLayerAddress(), i.gTpTeid())),
                cell(require(ies, PathSwitchRequestIes.EUTRAN_CGI)),
                tai(require(ies, PathSwitchRequestIes.TAI)),
                capabilities(require(ies, PathSwitchRequestIes.UESECURITY_CAPABILITIES)));
    }

    private static S1Message releaseCommand(List<ProtocolIeField> ies) {
        S1Cause cause = S1Causes.read(require(ies, UeContextReleaseCommandIes.CAUSE));
        return switch (require(ies, UeContextReleaseCommandIes.UE_S1_AP_IDS)) {
            case UeS1apIds.UES1apIdPair(var pair) ->
                    new S1Message.UeContextReleaseCommand(
                            pair.mMeUeS1apId(), pair.eNbUeS1apId(), cause);
            case UeS1apIds.MMeUeS1apId _, UeS1apIds.Unknown _ ->
                    throw new DecodeException(0, "a pair of ids expected").at("UE-S1AP-IDs");
        };
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

    private static Erab erab(long id, BitString address, Octets teid) {
        return new Erab((int) id, 0, Tunnel.of(address, teid));
    }

    private static SecurityCapabilities capabilities(UeSecurityCapabilities capabilities) {
        return new SecurityCapabilities(
                (int) capabilities.encryptionAlgorithms().toLong(),
                (int) capabilities.integrityProtectionAlgorithms().toLong());
    }

    private static CellGlobalId cell(EutranCgi cgi) {
        return new CellGlobalId(cgi.pLmNidentity(), (int) cgi.cellId().toLong());
    }

    private static Tai tai(kenb.codec.s1ap.Tai tai) {
        return new Tai(tai.pLmNidentity(), number(tai.tAc()));
    }

    private static int number(Octets octets) {
        int number = 0;
        for (int i = 0; i < octets.length(); i++) {
            number = number << 8 | octets.at(i);
        }
        return number;
    }
}
