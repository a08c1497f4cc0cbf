package kenb.nodes.x2ap;

import static kenb.codec.per.Extensions.NONE;
import static kenb.codec.x2ap.ProtocolIeField.of;

import kenb.codec.per.BitString;
import kenb.codec.per.InformationObject;
import kenb.codec.per.Octets;
import kenb.codec.x2ap.AllocationAndRetentionPriority;
import kenb.codec.x2ap.AsSecurityInformation;
import kenb.codec.x2ap.CellSize;
import kenb.codec.x2ap.CellType;
import kenb.codec.x2ap.CounTvalue;
import kenb.codec.x2ap.CountValueExtended;
import kenb.codec.x2ap.DlForwarding;
import kenb.codec.x2ap.ERabLevelQoSParameters;
import kenb.codec.x2ap.ERabsAdmittedItem;
import kenb.codec.x2ap.ERabsAdmittedItemIes;
import kenb.codec.x2ap.ERabsAdmittedToBeAddedItem;
import kenb.codec.x2ap.ERabsAdmittedToBeAddedItemIes;
import kenb.codec.x2ap.ERabsAdmittedToBeAddedItemScgBearer;
import kenb.codec.x2ap.ERabsSubjectToStatusTransferItem;
import kenb.codec.x2ap.ERabsSubjectToStatusTransferItemExtIes;
import kenb.codec.x2ap.ERabsSubjectToStatusTransferItemIes;
import kenb.codec.x2ap.ERabsToBeAddedItem;
import kenb.codec.x2ap.ERabsToBeAddedItemIes;
import kenb.codec.x2ap.ERabsToBeAddedItemScgBearer;
import kenb.codec.x2ap.ERabsToBeSetupItem;
import kenb.codec.x2ap.ERabsToBeSetupItemIes;
import kenb.codec.x2ap.Ecgi;
import kenb.codec.x2ap.EnbId;
import kenb.codec.x2ap.EutraModeInfo;
import kenb.codec.x2ap.FddInfo;
import kenb.codec.x2ap.GtPtunnelEndpoint;
import kenb.codec.x2ap.GuGroupId;
import kenb.codec.x2ap.HandoverCancelIes;
import kenb.codec.x2ap.HandoverPreparationFailureIes;
import kenb.codec.x2ap.HandoverRequestAcknowledgeIes;
import kenb.codec.x2ap.HandoverRequestIes;
import kenb.codec.x2ap.InitiatingMessage;
import kenb.codec.x2ap.LastVisitedCellItem;
import kenb.codec.x2ap.LastVisitedEutranCellInformation;
import kenb.codec.x2ap.PreEmptionCapability;
import kenb.codec.x2ap.PreEmptionVulnerability;
import kenb.codec.x2ap.ProtocolExtensionField;
import kenb.codec.x2ap.ProtocolIeField;
import kenb.codec.x2ap.ResponseInformationSeNbReconfComp;
import kenb.codec.x2ap.ResponseInformationSeNbReconfCompRejectByMeNbItem;
import kenb.codec.x2ap.ResponseInformationSeNbReconfCompSuccessItem;
import kenb.codec.x2ap.SeNbAdditionRequestAcknowledgeIes;
import kenb.codec.x2ap.SeNbAdditionRequestIes;
import kenb.codec.x2ap.SeNbAdditionRequestRejectIes;
import kenb.codec.x2ap.SeNbReconfigurationCompleteIes;
import kenb.codec.x2ap.SeNbReleaseRequestIes;
import kenb.codec.x2ap.ServedCellInformation;
import kenb.codec.x2ap.ServedCells;
import kenb.codec.x2ap.SnStatusTransferIes;
import kenb.codec.x2ap.SuccessfulOutcome;
import kenb.codec.x2ap.TransmissionBandwidth;
import kenb.codec.x2ap.UeAggregateMaximumBitRate;
import kenb.codec.x2ap.UeContextInformation;
import kenb.codec.x2ap.UeContextReleaseIes;
import kenb.codec.x2ap.UeSecurityCapabilities;
import kenb.codec.x2ap.UnsuccessfulOutcome;
import kenb.codec.x2ap.X2SetupFailureIes;
import kenb.codec.x2ap.X2SetupRequestIes;
import kenb.codec.x2ap.X2SetupResponseIes;
import kenb.codec.x2ap.X2apElementaryProcedures;
import kenb.codec.x2ap.X2apPdu;
import kenb.nodes.BitRates;
import kenb.nodes.CellGlobalId;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.KeyOctets;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tunnel;
import kenb.nodes.x2ap.X2Message.ServedCell;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// {@link X2Message} → X2AP PDU. Keys in a message are wiped once the PDU has them.
public final class X2Writer {
    private static final int KEY_BITS = 256;
    private static final int ENB_ID_BITS = 20;
    private static final int CELL_ID_BITS = 28;
    private static final int SN_BITS = 12;
    private static final int LONG_SN_BITS = 15;
    private static final int PRIORITY = 15;

    /// Uplink minus downlink channel number, the same in the FDD bands used here (TS 36.101 table 5.7.3-1).
    private static final int UPLINK_OFFSET = 18000;

    private X2Writer() {}

    public static X2apPdu write(X2Message message) {
        return switch (message) {
            case X2Message.X2SetupRequest(var enb, var cells) ->
                    initiating(
                            X2apElementaryProcedures.X2_SETUP_REQUEST,
                            new kenb.codec.x2ap.X2SetupRequest(
                                    List.of(
                                            of(X2SetupRequestIes.GLOBAL_ENB_ID, enb(enb)),
                                            of(X2SetupRequestIes.SERVED_CELLS, cells(cells))),
                                    NONE));
            case X2Message.X2SetupResponse(var enb, var cells) ->
                    succeeded(
                            X2apElementaryProcedures.X2_SETUP_RESPONSE,
                            new kenb.codec.x2ap.X2SetupResponse(
                                    List.of(
                                            of(X2SetupResponseIes.GLOBAL_ENB_ID, enb(enb)),
                                            of(X2SetupResponseIes.SERVED_CELLS, cells(cells))),
                                    NONE));
            case X2Message.X2SetupFailure(X2Cause cause) ->
                    failed(
                            X2apElementaryProcedures.X2_SETUP_FAILURE,
                            new kenb.codec.x2ap.X2SetupFailure(
                                    List.of(of(X2SetupFailureIes.CAUSE, X2Causes.write(cause))),
                                    NONE));
            case X2Message.HandoverRequest m -> handoverRequest(m);
            case X2Message.HandoverRequestAcknowledge m -> handoverAck(m);
            case X2Message.HandoverPreparationFailure(int oldUe, X2Cause cause) ->
                    failed(
                            X2apElementaryProcedures.HANDOVER_PREPARATION_FAILURE,
                            new kenb.codec.x2ap.HandoverPreparationFailure(
                                    List.of(
                                            of(
                                                    HandoverPreparationFailureIes
                                                            .OLD_E_NB_UE_X2_AP_ID,
                                                    oldUe),
                                            of(
                                                    HandoverPreparationFailureIes.CAUSE,
                                                    X2Causes.write(cause))),
                                    NONE));
            case X2Message.HandoverCancel(int oldUe, var newUe, X2Cause cause) ->
                    initiating(
                            X2apElementaryProcedures.HANDOVER_CANCEL,
                            new kenb.codec.x2ap.HandoverCancel(
                                    present(
                                            of(HandoverCancelIes.OLD_E_NB_UE_X2_AP_ID, oldUe),
                                            newUe == null
                                                    ? null
                                                    : of(
                                                            HandoverCancelIes.NEW_E_NB_UE_X2_AP_ID,
                                                            newUe),
                                            of(HandoverCancelIes.CAUSE, X2Causes.write(cause))),
                                    NONE));
            case X2Message.SnStatusTransfer m -> statusTransfer(m);
            case X2Message.UeContextRelease(int oldUe, int newUe) ->
                    initiating(
                            X2apElementaryProcedures.UECONTEXT_RELEASE,
                            new kenb.codec.x2ap.UeContextRelease(
                                    List.of(
                                            of(UeContextReleaseIes.OLD_E_NB_UE_X2_AP_ID, oldUe),
                                            of(UeContextReleaseIes.NEW_E_NB_UE_X2_AP_ID, newUe)),
                                    NONE));
            case X2Message.SenbAdditionRequest m -> additionRequest(m);
            case X2Message.SenbAdditionRequestAcknowledge m -> additionAck(m);
            case X2Message.SenbAdditionRequestReject(int menbUe, int senbUe, X2Cause cause) ->
                    failed(
                            X2apElementaryProcedures.SE_NBADDITION_REQUEST_REJECT,
                            new kenb.codec.x2ap.SeNbAdditionRequestReject(
                                    List.of(
                                            of(
                                                    SeNbAdditionRequestRejectIes.ME_NB_UE_X2_AP_ID,
                                                    menbUe),
                                            of(
                                                    SeNbAdditionRequestRejectIes.SE_NB_UE_X2_AP_ID,
                                                    senbUe),
                                            of(
                                                    SeNbAdditionRequestRejectIes.CAUSE,
                                                    X2Causes.write(cause))),
                                    NONE));
            case X2Message.SenbReconfigurationComplete m -> reconfigurationComplete(m);
            case X2Message.SenbReleaseRequest(int menbUe, var senbUe, X2Cause cause) ->
                    initiating(
                            X2apElementaryProcedures.SE_NBRELEASE_REQUEST,
                            new kenb.codec.x2ap.SeNbReleaseRequest(
                                    present(
                                            of(SeNbReleaseRequestIes.ME_NB_UE_X2_AP_ID, menbUe),
                                            senbUe == null
                                                    ? null
                                                    : of(
                                                            SeNbReleaseRequestIes.SE_NB_UE_X2_AP_ID,
                                                            senbUe),
                                            of(SeNbReleaseRequestIes.CAUSE, X2Causes.write(cause))),
                                    NONE));
            case X2Message.ErrorIndication _, X2Message.Other _ ->
                    throw new IllegalArgumentException("never sent: " + message);
        };
    }

    private static X2apPdu handoverRequest(X2Message.HandoverRequest m) {
        var gummei =
                new kenb.codec.x2ap.Gummei(
                        new GuGroupId(m.gummei().plmn(), octets(m.gummei().group(), 2), null, NONE),
                        octets(m.gummei().code(), 1),
                        null,
                        NONE);
        var context =
                new UeContextInformation(
                        m.mmeUe(),
                        capabilities(m.capabilities()),
                        new AsSecurityInformation(key(m.kenbStar()), m.ncc(), null, NONE),
                        rates(m.ambr()),
                        null,
                        items(
                                m.erabs(),
                                ERabsToBeSetupItemIes.E_RABS_TO_BE_SETUP_ITEM,
                                e ->
                                        new ERabsToBeSetupItem(
                                                e.id(),
                                                qos(e.qci()),
                                                DlForwarding.D_L_FORWARDING_PROPOSED,
                                                tunnel(e.tunnel()),
                                                null,
                                                NONE)),
                        m.rrcContext(),
                        null,
                        null,
                        null,
                        NONE);
        var visited =
                new LastVisitedEutranCellInformation(
                        cell(m.lastVisited()),
                        new CellType(CellSize.MEDIUM, null, NONE),
                        1,
                        null,
                        NONE);
        return initiating(
                X2apElementaryProcedures.HANDOVER_REQUEST,
                new kenb.codec.x2ap.HandoverRequest(
                        List.of(
                                of(HandoverRequestIes.OLD_E_NB_UE_X2_AP_ID, m.oldEnbUe()),
                                of(
                                        HandoverRequestIes.CAUSE,
                                        X2Causes.write(
                                                X2Cause.HANDOVER_DESIRABLE_FOR_RADIO_REASONS)),
                                of(HandoverRequestIes.TARGET_CELL_ID, cell(m.target())),
                                of(HandoverRequestIes.GUMMEI_ID, gummei),
                                of(HandoverRequestIes.UE_CONTEXT_INFORMATION, context),
                                of(
                                        HandoverRequestIes.UE_HISTORY_INFORMATION,
                                        List.of(new LastVisitedCellItem.EUtranCell(visited)))),
                        NONE));
    }

    private static X2apPdu handoverAck(X2Message.HandoverRequestAcknowledge m) {
        return succeeded(
                X2apElementaryProcedures.HANDOVER_REQUEST_ACKNOWLEDGE,
                new kenb.codec.x2ap.HandoverRequestAcknowledge(
                        List.of(
                                of(
                                        HandoverRequestAcknowledgeIes.OLD_E_NB_UE_X2_AP_ID,
                                        m.oldEnbUe()),
                                of(
                                        HandoverRequestAcknowledgeIes.NEW_E_NB_UE_X2_AP_ID,
                                        m.newEnbUe()),
                                of(
                                        HandoverRequestAcknowledgeIes.E_RABS_ADMITTED_LIST,
                                        items(
                                                m.admitted(),
                                                ERabsAdmittedItemIes.E_RABS_ADMITTED_ITEM,
                                                f ->
                                                        new ERabsAdmittedItem(
                                                                f.erab(),
                                                                optional(f.uplink()),
                                                                optional(f.downlink()),
                                                                null,
                                                                NONE))),
                                of(
                                        HandoverRequestAcknowledgeIes
                                                .TARGETE_NBTO_SOURCE_E_NBTRANSPARENT_CONTAINER,
                                        m.container())),
                        NONE));
    }

    private static X2apPdu statusTransfer(X2Message.SnStatusTransfer m) {
        return initiating(
                X2apElementaryProcedures.SNSTATUS_TRANSFER,
                new kenb.codec.x2ap.SnStatusTransfer(
                        List.of(
                                of(SnStatusTransferIes.OLD_E_NB_UE_X2_AP_ID, m.oldEnbUe()),
                                of(SnStatusTransferIes.NEW_E_NB_UE_X2_AP_ID, m.newEnbUe()),
                                of(
                                        SnStatusTransferIes.E_RABS_SUBJECT_TO_STATUS_TRANSFER_LIST,
                                        items(
                                                m.bearers(),
                                                ERabsSubjectToStatusTransferItemIes
                                                        .E_RABS_SUBJECT_TO_STATUS_TRANSFER_ITEM,
                                                s ->
                                                        new ERabsSubjectToStatusTransferItem(
                                                                s.erab(),
                                                                null,
                                                                count(s.uplinkCount()),
                                                                count(s.downlinkCount()),
                                                                extendedCounts(s),
                                                                NONE)))),
                        NONE));
    }

    private static X2apPdu additionRequest(X2Message.SenbAdditionRequest m) {
        return initiating(
                X2apElementaryProcedures.SE_NBADDITION_REQUEST,
                new kenb.codec.x2ap.SeNbAdditionRequest(
                        List.of(
                                of(SeNbAdditionRequestIes.ME_NB_UE_X2_AP_ID, m.menbUe()),
                                of(
                                        SeNbAdditionRequestIes.UE_SECURITY_CAPABILITIES,
                                        capabilities(m.capabilities())),
                                of(SeNbAdditionRequestIes.SE_NBSECURITY_KEY, key(m.sKenb())),
                                of(
                                        SeNbAdditionRequestIes.SE_NBUEAGGREGATE_MAXIMUM_BIT_RATE,
                                        rates(m.ambr())),
                                of(SeNbAdditionRequestIes.SERVING_PLMN, m.plmn()),
                                of(
                                        SeNbAdditionRequestIes.E_RABS_TO_BE_ADDED_LIST,
                                        items(
                                                m.erabs(),
                                                ERabsToBeAddedItemIes.E_RABS_TO_BE_ADDED_ITEM,
                                                e ->
                                                        new ERabsToBeAddedItem.SCgBearer(
                                                                new ERabsToBeAddedItemScgBearer(
                                                                        e.id(),
                                                                        qos(e.qci()),
                                                                        DlForwarding
                                                                                .D_L_FORWARDING_PROPOSED,
                                                                        tunnel(e.tunnel()),
                                                                        null,
                                                                        NONE)))),
                                of(SeNbAdditionRequestIes.ME_NBTO_SE_NBCONTAINER, m.container())),
                        NONE));
    }

    private static X2apPdu additionAck(X2Message.SenbAdditionRequestAcknowledge m) {
        return succeeded(
                X2apElementaryProcedures.SE_NBADDITION_REQUEST_ACKNOWLEDGE,
                new kenb.codec.x2ap.SeNbAdditionRequestAcknowledge(
                        List.of(
                                of(SeNbAdditionRequestAcknowledgeIes.ME_NB_UE_X2_AP_ID, m.menbUe()),
                                of(SeNbAdditionRequestAcknowledgeIes.SE_NB_UE_X2_AP_ID, m.senbUe()),
                                of(
                                        SeNbAdditionRequestAcknowledgeIes
                                                .E_RABS_ADMITTED_TO_BE_ADDED_LIST,
                                        items(
                                                m.admitted(),
                                                ERabsAdmittedToBeAddedItemIes
                                                        .E_RABS_ADMITTED_TO_BE_ADDED_ITEM,
                                                b ->
                                                        new ERabsAdmittedToBeAddedItem.SCgBearer(
                                                                new ERabsAdmittedToBeAddedItemScgBearer(
                                                                        b.erab(),
                                                                        tunnel(b.downlink()),
                                                                        optional(b.forwarding()),
                                                                        null,
                                                                        null,
                                                                        NONE)))),
                                of(
                                        SeNbAdditionRequestAcknowledgeIes.SE_NBTO_ME_NBCONTAINER,
                                        m.container())),
                        NONE));
    }

    private static X2apPdu reconfigurationComplete(X2Message.SenbReconfigurationComplete m) {
        X2Cause rejected = m.rejected();
        ResponseInformationSeNbReconfComp response =
                rejected == null
                        ? new ResponseInformationSeNbReconfComp.Success(
                                new ResponseInformationSeNbReconfCompSuccessItem(null, null, NONE))
                        : new ResponseInformationSeNbReconfComp.RejectByMeNb(
                                new ResponseInformationSeNbReconfCompRejectByMeNbItem(
                                        X2Causes.write(rejected), null, null, NONE));
        return initiating(
                X2apElementaryProcedures.SE_NBRECONFIGURATION_COMPLETE,
                new kenb.codec.x2ap.SeNbReconfigurationComplete(
                        List.of(
                                of(SeNbReconfigurationCompleteIes.ME_NB_UE_X2_AP_ID, m.menbUe()),
                                of(SeNbReconfigurationCompleteIes.SE_NB_UE_X2_AP_ID, m.senbUe()),
                                of(
                                        SeNbReconfigurationCompleteIes
                                                .RESPONSE_INFORMATION_SE_NBRECONF_COMP,
                                        response)),
                        NONE));
    }

    private static kenb.codec.x2ap.GlobalEnbId enb(GlobalEnbId id) {
        return new kenb.codec.x2ap.GlobalEnbId(
                id.plmn(), new EnbId.MacroENbId(BitString.of(id.id(), ENB_ID_BITS)), null, NONE);
    }

    private static List<ServedCells.Item> cells(List<ServedCell> cells) {
        return cells.stream().map(X2Writer::cell).toList();
    }

    private static ServedCells.Item cell(ServedCell cell) {
        var fdd =
                new FddInfo(
                        cell.earfcnDl() + UPLINK_OFFSET,
                        cell.earfcnDl(),
                        TransmissionBandwidth.BW50,
                        TransmissionBandwidth.BW50,
                        null,
                        NONE);
        var information =
                new ServedCellInformation(
                        cell.pci(),
                        cell(cell.id()),
                        octets(cell.tac(), 2),
                        List.of(cell.id().plmn()),
                        new EutraModeInfo.FDd(fdd),
                        null,
                        NONE);
        return new ServedCells.Item(information, null, null, NONE);
    }

    private static <T> X2apPdu initiating(InformationObject<T> procedure, T message) {
        return new X2apPdu.InitiatingMessage(InitiatingMessage.of(procedure, message));
    }

    private static <T> X2apPdu succeeded(InformationObject<T> procedure, T message) {
        return new X2apPdu.SuccessfulOutcome(SuccessfulOutcome.of(procedure, message));
    }

    private static <T> X2apPdu failed(InformationObject<T> procedure, T message) {
        return new X2apPdu.UnsuccessfulOutcome(UnsuccessfulOutcome.of(procedure, message));
    }

    private static List<ProtocolIeField> present(@Nullable ProtocolIeField... fields) {
        List<ProtocolIeField> present = new ArrayList<>();
        for (ProtocolIeField field : fields) {
            if (field != null) {
                present.add(field);
            }
        }
        return present;
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

    private static List<ProtocolExtensionField> extendedCounts(X2Message.SnStatus status) {
        return List.of(
                ProtocolExtensionField.of(
                        ERabsSubjectToStatusTransferItemExtIes.ULCOUNTVALUE_EXTENDED,
                        extended(status.uplinkCount())),
                ProtocolExtensionField.of(
                        ERabsSubjectToStatusTransferItemExtIes.DLCOUNTVALUE_EXTENDED,
                        extended(status.downlinkCount())));
    }

    /// With a SN of 15 bits (TS 36.423 §9.2.35); the mandatory value of 12 bits beside it is then ignored.
    private static CountValueExtended extended(long count) {
        return new CountValueExtended(
                (int) count & (1 << LONG_SN_BITS) - 1, (int) (count >>> LONG_SN_BITS), null, NONE);
    }

    private static CounTvalue count(long count) {
        return new CounTvalue(
                (int) count & (1 << SN_BITS) - 1, (int) (count >>> SN_BITS), null, NONE);
    }

    private static UeAggregateMaximumBitRate rates(BitRates rates) {
        return new UeAggregateMaximumBitRate(rates.downlink(), rates.uplink(), null, NONE);
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

    private static GtPtunnelEndpoint tunnel(Tunnel tunnel) {
        return new GtPtunnelEndpoint(tunnel.addressBits(), tunnel.teidOctets(), null, NONE);
    }

    private static @Nullable GtPtunnelEndpoint optional(@Nullable Tunnel tunnel) {
        return tunnel == null ? null : tunnel(tunnel);
    }

    private static Ecgi cell(CellGlobalId cell) {
        return new Ecgi(cell.plmn(), BitString.of(cell.cell(), CELL_ID_BITS), null, NONE);
    }

    private static Octets octets(int number, int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (number >>> 8 * (count - 1 - i));
        }
        return Octets.of(octets);
    }
}
