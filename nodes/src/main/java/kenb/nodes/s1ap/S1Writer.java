package kenb.nodes.s1ap;

import static kenb.codec.per.Extensions.NONE;
import static kenb.codec.s1ap.ProtocolIeField.of;

import kenb.codec.per.BitString;
import kenb.codec.per.InformationObject;
import kenb.codec.per.Octets;
import kenb.codec.s1ap.AllocationAndRetentionPriority;
import kenb.codec.s1ap.DownlinkNasTransportIes;
import kenb.codec.s1ap.ERabLevelQoSParameters;
import kenb.codec.s1ap.ERabModificationConfirmIes;
import kenb.codec.s1ap.ERabModificationIndicationIes;
import kenb.codec.s1ap.ERabModifyItemBearerModConf;
import kenb.codec.s1ap.ERabModifyItemBearerModConfIes;
import kenb.codec.s1ap.ERabSetupItemCtxtSuRes;
import kenb.codec.s1ap.ERabSetupItemCtxtSuResIes;
import kenb.codec.s1ap.ERabToBeModifiedItemBearerModInd;
import kenb.codec.s1ap.ERabToBeModifiedItemBearerModIndIes;
import kenb.codec.s1ap.ERabToBeSetupItemCtxtSuReq;
import kenb.codec.s1ap.ERabToBeSetupItemCtxtSuReqIes;
import kenb.codec.s1ap.ERabToBeSwitchedDlItem;
import kenb.codec.s1ap.ERabToBeSwitchedDlItemIes;
import kenb.codec.s1ap.EnbId;
import kenb.codec.s1ap.EutranCgi;
import kenb.codec.s1ap.InitialContextSetupFailureIes;
import kenb.codec.s1ap.InitialContextSetupRequestIes;
import kenb.codec.s1ap.InitialContextSetupResponseIes;
import kenb.codec.s1ap.InitialUeMessageIes;
import kenb.codec.s1ap.InitiatingMessage;
import kenb.codec.s1ap.PagingDrx;
import kenb.codec.s1ap.PathSwitchRequestAcknowledgeIes;
import kenb.codec.s1ap.PathSwitchRequestFailureIes;
import kenb.codec.s1ap.PathSwitchRequestIes;
import kenb.codec.s1ap.PreEmptionCapability;
import kenb.codec.s1ap.PreEmptionVulnerability;
import kenb.codec.s1ap.ProtocolIeField;
import kenb.codec.s1ap.RrcEstablishmentCause;
import kenb.codec.s1ap.S1SetupFailureIes;
import kenb.codec.s1ap.S1SetupRequestIes;
import kenb.codec.s1ap.S1SetupResponseIes;
import kenb.codec.s1ap.S1apElementaryProcedures;
import kenb.codec.s1ap.S1apPdu;
import kenb.codec.s1ap.SecurityContext;
import kenb.codec.s1ap.ServedGummeisItem;
import kenb.codec.s1ap.SuccessfulOutcome;
import kenb.codec.s1ap.SupportedTasItem;
import kenb.codec.s1ap.UeAggregateMaximumBitrate;
import kenb.codec.s1ap.UeContextReleaseCommandIes;
import kenb.codec.s1ap.UeContextReleaseCompleteIes;
import kenb.codec.s1ap.UeContextReleaseRequestIes;
import kenb.codec.s1ap.UeS1apIdPair;
import kenb.codec.s1ap.UeS1apIds;
import kenb.codec.s1ap.UeSecurityCapabilities;
import kenb.codec.s1ap.UnsuccessfulOutcome;
import kenb.codec.s1ap.UplinkNasTransportIes;
import kenb.nodes.CellGlobalId;
import kenb.nodes.KeyOctets;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tai;
import kenb.nodes.s1ap.S1Message.STmsi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// {@link S1Message} → S1AP PDU. Keys in a message are wiped once the PDU has them.
public final class S1Writer {
    private static final int KEY_BITS = 256;
    private static final int ENB_ID_BITS = 20;
    private static final int CELL_ID_BITS = 28;
    private static final int CAPACITY = 255;
    private static final int PRIORITY = 15;

    private S1Writer() {}

    public static S1apPdu write(S1Message message) {
        return switch (message) {
            case S1Message.S1SetupRequest m -> setupRequest(m);
            case S1Message.S1SetupResponse m -> setupResponse(m);
            case S1Message.S1SetupFailure(S1Cause cause) ->
                    failed(
                            S1apElementaryProcedures.S1_SETUP_FAILURE,
                            new kenb.codec.s1ap.S1SetupFailure(
                                    List.of(of(S1SetupFailureIes.CAUSE, S1Causes.write(cause))),
                                    NONE));
            case S1Message.InitialUeMessage m -> initialUeMessage(m);
            case S1Message.DownlinkNasTransport(long mmeUe, int enbUe, Octets nas) ->
                    initiating(
                            S1apElementaryProcedures.DOWNLINK_NASTRANSPORT,
                            new kenb.codec.s1ap.DownlinkNasTransport(
                                    List.of(
                                            of(DownlinkNasTransportIes.MME_UE_S1_AP_ID, mmeUe),
                                            of(DownlinkNasTransportIes.E_NB_UE_S1_AP_ID, enbUe),
                                            of(DownlinkNasTransportIes.NAS_PDU, nas)),
                                    NONE));
            case S1Message.UplinkNasTransport(
                            long mmeUe,
                            int enbUe,
                            Octets nas,
                            var cell,
                            var tai) ->
                    initiating(
                            S1apElementaryProcedures.UPLINK_NASTRANSPORT,
                            new kenb.codec.s1ap.UplinkNasTransport(
                                    List.of(
                                            of(UplinkNasTransportIes.MME_UE_S1_AP_ID, mmeUe),
                                            of(UplinkNasTransportIes.E_NB_UE_S1_AP_ID, enbUe),
                                            of(UplinkNasTransportIes.NAS_PDU, nas),
                                            of(UplinkNasTransportIes.EUTRAN_CGI, cgi(cell)),
                                            of(UplinkNasTransportIes.TAI, tai(tai))),
                                    NONE));
            case S1Message.InitialContextSetupRequest m -> contextRequest(m);
            case S1Message.InitialContextSetupResponse(long mmeUe, int enbUe, var erabs) ->
                    succeeded(
                            S1apElementaryProcedures.INITIAL_CONTEXT_SETUP_RESPONSE,
                            new kenb.codec.s1ap.InitialContextSetupResponse(
                                    List.of(
                                            of(
                                                    InitialContextSetupResponseIes.MME_UE_S1_AP_ID,
                                                    mmeUe),
                                            of(
                                                    InitialContextSetupResponseIes.E_NB_UE_S1_AP_ID,
                                                    enbUe),
                                            of(
                                                    InitialContextSetupResponseIes
                                                            .E_RABSETUP_LIST_CTXT_SURES,
                                                    items(
                                                            erabs,
                                                            ERabSetupItemCtxtSuResIes
                                                                    .E_RABSETUP_ITEM_CTXT_SURES,
                                                            e ->
                                                                    new ERabSetupItemCtxtSuRes(
                                                                            e.id(),
                                                                            e.tunnel()
                                                                                    .addressBits(),
                                                                            e.tunnel().teidOctets(),
                                                                            null,
                                                                            NONE)))),
                                    NONE));
            case S1Message.InitialContextSetupFailure(long mmeUe, int enbUe, S1Cause cause) ->
                    failed(
                            S1apElementaryProcedures.INITIAL_CONTEXT_SETUP_FAILURE,
                            new kenb.codec.s1ap.InitialContextSetupFailure(
                                    List.of(
                                            of(
                                                    InitialContextSetupFailureIes.MME_UE_S1_AP_ID,
                                                    mmeUe),
                                            of(
                                                    InitialContextSetupFailureIes.E_NB_UE_S1_AP_ID,
                                                    enbUe),
                                            of(
                                                    InitialContextSetupFailureIes.CAUSE,
                                                    S1Causes.write(cause))),
                                    NONE));
            case S1Message.PathSwitchRequest m -> pathSwitch(m);
            case S1Message.PathSwitchRequestAcknowledge(long mmeUe, int enbUe, int ncc, var nh) ->
                    succeeded(
                            S1apElementaryProcedures.PATH_SWITCH_REQUEST_ACKNOWLEDGE,
                            new kenb.codec.s1ap.PathSwitchRequestAcknowledge(
                                    List.of(
                                            of(
                                                    PathSwitchRequestAcknowledgeIes.MME_UE_S1_AP_ID,
                                                    mmeUe),
                                            of(
                                                    PathSwitchRequestAcknowledgeIes
                                                            .E_NB_UE_S1_AP_ID,
                                                    enbUe),
                                            of(
                                                    PathSwitchRequestAcknowledgeIes
                                                            .SECURITY_CONTEXT,
                                                    new SecurityContext(ncc, key(nh), null, NONE))),
                                    NONE));
            case S1Message.PathSwitchRequestFailure(long mmeUe, int enbUe, S1Cause cause) ->
                    failed(
                            S1apElementaryProcedures.PATH_SWITCH_REQUEST_FAILURE,
                            new kenb.codec.s1ap.PathSwitchRequestFailure(
                                    List.of(
                                            of(PathSwitchRequestFailureIes.MME_UE_S1_AP_ID, mmeUe),
                                            of(PathSwitchRequestFailureIes.E_NB_UE_S1_AP_ID, enbUe),
                                            of(
                                                    PathSwitchRequestFailureIes.CAUSE,
                                                    S1Causes.write(cause))),
                                    NONE));
            case S1Message.ErabModificationIndication(long mmeUe, int enbUe, var erabs) ->
                    initiating(
                            S1apElementaryProcedures.E_RABMODIFICATION_INDICATION,
                            new kenb.codec.s1ap.ERabModificationIndication(
                                    List.of(
                                            of(
                                                    ERabModificationIndicationIes.MME_UE_S1_AP_ID,
                                                    mmeUe),
                                            of(
                                                    ERabModificationIndicationIes.E_NB_UE_S1_AP_ID,
                                                    enbUe),
                                            of(
                                                    ERabModificationIndicationIes
                                                            .E_RABTO_BE_MODIFIED_LIST_BEARER_MOD_IND,
                                                    items(
                                                            erabs,
                                                            ERabToBeModifiedItemBearerModIndIes
                                                                    .E_RABTO_BE_MODIFIED_ITEM_BEARER_MOD_IND,
                                                            e ->
                                                                    new ERabToBeModifiedItemBearerModInd(
                                                                            e.id(),
                                                                            e.tunnel()
                                                                                    .addressBits(),
                                                                            e.tunnel().teidOctets(),
                                                                            null,
                                                                            NONE)))),
                                    NONE));
            case S1Message.ErabModificationConfirm(long mmeUe, int enbUe, var modified) ->
                    modificationConfirm(mmeUe, enbUe, modified);
            case S1Message.UeContextReleaseRequest(long mmeUe, int enbUe, S1Cause cause) ->
                    initiating(
                            S1apElementaryProcedures.UECONTEXT_RELEASE_REQUEST,
                            new kenb.codec.s1ap.UeContextReleaseRequest(
                                    List.of(
                                            of(UeContextReleaseRequestIes.MME_UE_S1_AP_ID, mmeUe),
                                            of(UeContextReleaseRequestIes.E_NB_UE_S1_AP_ID, enbUe),
                                            of(
                                                    UeContextReleaseRequestIes.CAUSE,
                                                    S1Causes.write(cause))),
                                    NONE));
            case S1Message.UeContextReleaseCommand(long mmeUe, int enbUe, S1Cause cause) ->
                    initiating(
                            S1apElementaryProcedures.UECONTEXT_RELEASE_COMMAND,
                            new kenb.codec.s1ap.UeContextReleaseCommand(
                                    List.of(
                                            of(
                                                    UeContextReleaseCommandIes.UE_S1_AP_IDS,
                                                    new UeS1apIds.UES1apIdPair(
                                                            new UeS1apIdPair(
                                                                    mmeUe, enbUe, null, NONE))),
                                            of(
                                                    UeContextReleaseCommandIes.CAUSE,
                                                    S1Causes.write(cause))),
                                    NONE));
            case S1Message.UeContextReleaseComplete(long mmeUe, int enbUe) ->
                    succeeded(
                            S1apElementaryProcedures.UECONTEXT_RELEASE_COMPLETE,
                            new kenb.codec.s1ap.UeContextReleaseComplete(
                                    List.of(
                                            of(UeContextReleaseCompleteIes.MME_UE_S1_AP_ID, mmeUe),
                                            of(
                                                    UeContextReleaseCompleteIes.E_NB_UE_S1_AP_ID,
                                                    enbUe)),
                                    NONE));
            case S1Message.ErrorIndication _, S1Message.Other _ ->
                    throw new IllegalArgumentException("never sent: " + message);
        };
    }

    private static S1apPdu setupRequest(S1Message.S1SetupRequest m) {
        var enb =
                new kenb.codec.s1ap.GlobalEnbId(
                        m.enb().plmn(),
                        new EnbId.MacroEnbId(BitString.of(m.enb().id(), ENB_ID_BITS)),
                        null,
                        NONE);
        var tas =
                new SupportedTasItem(
                        octets(m.tai().code(), 2), List.of(m.tai().plmn()), null, NONE);
        return initiating(
                S1apElementaryProcedures.S1_SETUP_REQUEST,
                new kenb.codec.s1ap.S1SetupRequest(
                        List.of(
                                of(S1SetupRequestIes.GLOBAL_ENB_ID, enb),
                                of(S1SetupRequestIes.E_NBNAME, m.name()),
                                of(S1SetupRequestIes.SUPPORTED_TAS, List.of(tas)),
                                of(S1SetupRequestIes.DEFAULT_PAGING_DRX, PagingDrx.V128)),
                        NONE));
    }

    private static S1apPdu setupResponse(S1Message.S1SetupResponse m) {
        var gummei =
                new ServedGummeisItem(
                        List.of(m.gummei().plmn()),
                        List.of(octets(m.gummei().group(), 2)),
                        List.of(octets(m.gummei().code(), 1)),
                        null,
                        NONE);
        return succeeded(
                S1apElementaryProcedures.S1_SETUP_RESPONSE,
                new kenb.codec.s1ap.S1SetupResponse(
                        List.of(
                                of(S1SetupResponseIes.MMENAME, m.name()),
                                of(S1SetupResponseIes.SERVED_GUMMEIS, List.of(gummei)),
                                of(S1SetupResponseIes.RELATIVE_MMECAPACITY, CAPACITY)),
                        NONE));
    }

    private static S1apPdu initialUeMessage(S1Message.InitialUeMessage m) {
        List<ProtocolIeField> ies =
                new ArrayList<>(
                        List.of(
                                of(InitialUeMessageIes.E_NB_UE_S1_AP_ID, m.enbUe()),
                                of(InitialUeMessageIes.NAS_PDU, m.nas()),
                                of(InitialUeMessageIes.TAI, tai(m.tai())),
                                of(InitialUeMessageIes.EUTRAN_CGI, cgi(m.cell())),
                                of(
                                        InitialUeMessageIes.RRC_ESTABLISHMENT_CAUSE,
                                        RrcEstablishmentCause.MO_SIGNALLING)));
        STmsi sTmsi = m.sTmsi();
        if (sTmsi != null) {
            ies.add(
                    of(
                            InitialUeMessageIes.S_TMSI,
                            new kenb.codec.s1ap.STmsi(
                                    octets(sTmsi.mmec(), 1),
                                    octets((int) sTmsi.mTmsi(), 4),
                                    null,
                                    NONE)));
        }
        return initiating(
                S1apElementaryProcedures.INITIAL_UEMESSAGE,
                new kenb.codec.s1ap.InitialUeMessage(ies, NONE));
    }

    private static S1apPdu contextRequest(S1Message.InitialContextSetupRequest m) {
        var item =
                new ERabToBeSetupItemCtxtSuReq(
                        m.erab().id(),
                        qos(m.erab().qci()),
                        m.erab().tunnel().addressBits(),
                        m.erab().tunnel().teidOctets(),
                        m.nas(),
                        null,
                        NONE);
        return initiating(
                S1apElementaryProcedures.INITIAL_CONTEXT_SETUP_REQUEST,
                new kenb.codec.s1ap.InitialContextSetupRequest(
                        List.of(
                                of(InitialContextSetupRequestIes.MME_UE_S1_AP_ID, m.mmeUe()),
                                of(InitialContextSetupRequestIes.E_NB_UE_S1_AP_ID, m.enbUe()),
                                of(
                                        InitialContextSetupRequestIes.U_EAGGREGATE_MAXIMUM_BITRATE,
                                        new UeAggregateMaximumBitrate(
                                                m.ambr().downlink(),
                                                m.ambr().uplink(),
                                                null,
                                                NONE)),
                                of(
                                        InitialContextSetupRequestIes
                                                .E_RABTO_BE_SETUP_LIST_CTXT_SUREQ,
                                        List.of(
                                                of(
                                                        ERabToBeSetupItemCtxtSuReqIes
                                                                .E_RABTO_BE_SETUP_ITEM_CTXT_SUREQ,
                                                        item))),
                                of(
                                        InitialContextSetupRequestIes.UESECURITY_CAPABILITIES,
                                        capabilities(m.capabilities())),
                                of(InitialContextSetupRequestIes.SECURITY_KEY, key(m.kenb()))),
                        NONE));
    }

    private static S1apPdu pathSwitch(S1Message.PathSwitchRequest m) {
        return initiating(
                S1apElementaryProcedures.PATH_SWITCH_REQUEST,
                new kenb.codec.s1ap.PathSwitchRequest(
                        List.of(
                                of(PathSwitchRequestIes.E_NB_UE_S1_AP_ID, m.enbUe()),
                                of(
                                        PathSwitchRequestIes.E_RABTO_BE_SWITCHED_DLLIST,
                                        items(
                                                m.erabs(),
                                                ERabToBeSwitchedDlItemIes
                                                        .E_RABTO_BE_SWITCHED_DLITEM,
                                                e ->
                                                        new ERabToBeSwitchedDlItem(
                                                                e.id(),
                                                                e.tunnel().addressBits(),
                                                                e.tunnel().teidOctets(),
                                                                null,
                                                                NONE))),
                                of(PathSwitchRequestIes.SOURCE_MME_UE_S1_AP_ID, m.sourceMmeUe()),
                                of(PathSwitchRequestIes.EUTRAN_CGI, cgi(m.cell())),
                                of(PathSwitchRequestIes.TAI, tai(m.tai())),
                                of(
                                        PathSwitchRequestIes.UESECURITY_CAPABILITIES,
                                        capabilities(m.capabilities()))),
                        NONE));
    }

    private static S1apPdu modificationConfirm(long mmeUe, int enbUe, List<Integer> modified) {
        List<ProtocolIeField> ies =
                new ArrayList<>(
                        List.of(
                                of(ERabModificationConfirmIes.MME_UE_S1_AP_ID, mmeUe),
                                of(ERabModificationConfirmIes.E_NB_UE_S1_AP_ID, enbUe)));
        if (!modified.isEmpty()) {
            ies.add(
                    of(
                            ERabModificationConfirmIes.E_RABMODIFY_LIST_BEARER_MOD_CONF,
                            items(
                                    modified,
                                    ERabModifyItemBearerModConfIes.E_RABMODIFY_ITEM_BEARER_MOD_CONF,
                                    id -> new ERabModifyItemBearerModConf(id, null, NONE))));
        }
        return succeeded(
                S1apElementaryProcedures.E_RABMODIFICATION_CONFIRM,
                new kenb.codec.s1ap.ERabModificationConfirm(ies, NONE));
    }

    private static <T> S1apPdu initiating(InformationObject<T> procedure, T message) {
        return new S1apPdu.InitiatingMessage(InitiatingMessage.of(procedure, message));
    }

    private static <T> S1apPdu succeeded(InformationObject<T> procedure, T message) {
        return new S1apPdu.SuccessfulOutcome(SuccessfulOutcome.of(procedure, message));
    }

    private static <T> S1apPdu failed(InformationObject<T> procedure, T message) {
        return new S1apPdu.UnsuccessfulOutcome(UnsuccessfulOutcome.of(procedure, message));
    }

    private static <S, T> List<ProtocolIeField> items(
            List<S> values, InformationObject<T> object, Function<S, T> item) {
        return values.stream().map(v -> of(object, item.apply(v))).toList();
    }

    private static BitString key(KeyOctets key) {
        BitString bits = BitString.of(key.octets(), KEY_BITS);
        key.wipe();
        return bits;
    }

    private static UeSecurityCapabilities capabilities(SecurityCapabilities capabilities) {
        return new UeSecurityCapabilities(
                BitString.of(capabilities.encryption(), 16),
                BitString.of(capabilities.integrity(), 16),
                null,
                NONE);
    }

    private static ERabLevelQoSParameters qos(int qci) {
        var priority =
                new AllocationAndRetentionPriority(
                        PRIORITY,
                        PreEmptionCapability.SHALL_NOT_TRIGGER_PRE_EMPTION,
                        PreEmptionVulnerability.NOT_PRE_EMPTABLE,
                        null,
                        NONE);
        return new ERabLevelQoSParameters(qci, priority, null, null, NONE);
    }

    private static EutranCgi cgi(CellGlobalId cell) {
        return new EutranCgi(cell.plmn(), BitString.of(cell.cell(), CELL_ID_BITS), null, NONE);
    }

    private static kenb.codec.s1ap.Tai tai(Tai tai) {
        return new kenb.codec.s1ap.Tai(tai.plmn(), octets(tai.code(), 2), null, NONE);
    }

    private static Octets octets(int number, int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (number >>> 8 * (count - 1 - i));
        }
        return Octets.of(octets);
    }
}
