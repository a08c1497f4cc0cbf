package kenb.nodes.x2ap;

import kenb.codec.per.Octets;
import kenb.nodes.BitRates;
import kenb.nodes.CellGlobalId;
import kenb.nodes.Erab;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Gummei;
import kenb.nodes.KeyOctets;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tunnel;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An X2AP message, TS 36.423 §9.1. UE X2AP ids are 0 to 4095, each given by the node it is named after. Octets that are
/// keys are in a {@link KeyOctets}, which no log shows.
public sealed interface X2Message {

    /// @param earfcnDl of an FDD cell
    record ServedCell(int pci, CellGlobalId id, int tac, int earfcnDl) {}

    record X2SetupRequest(GlobalEnbId enb, List<ServedCell> cells) implements X2Message {}

    record X2SetupResponse(GlobalEnbId enb, List<ServedCell> cells) implements X2Message {}

    record X2SetupFailure(X2Cause cause) implements X2Message {}

    /// @param erabs each with the uplink end at the UPE
    /// @param rrcContext HandoverPreparationInformation, TS 36.331 §10.2.2
    record HandoverRequest(
            int oldEnbUe,
            CellGlobalId target,
            Gummei gummei,
            long mmeUe,
            SecurityCapabilities capabilities,
            KeyOctets kenbStar,
            int ncc,
            BitRates ambr,
            List<Erab> erabs,
            Octets rrcContext,
            CellGlobalId lastVisited)
            implements X2Message {}

    /// @param container HandoverCommand, TS 36.331 §10.2.2
    record HandoverRequestAcknowledge(
            int oldEnbUe, int newEnbUe, List<Forwarding> admitted, Octets container)
            implements X2Message {}

    /// Where a bearer's data is forwarded to, for each direction that wants it.
    record Forwarding(int erab, @Nullable Tunnel uplink, @Nullable Tunnel downlink) {}

    record HandoverPreparationFailure(int oldEnbUe, X2Cause cause) implements X2Message {}

    record HandoverCancel(int oldEnbUe, @Nullable Integer newEnbUe, X2Cause cause)
            implements X2Message {}

    record SnStatusTransfer(int oldEnbUe, int newEnbUe, List<SnStatus> bearers)
            implements X2Message {}

    /// COUNT values with a SN of 15 bits: HFN(17) ‖ SN(15), as 32-bit numbers.
    ///
    /// @param uplinkCount of the first uplink SDU the source has not got
    /// @param downlinkCount of the first downlink SDU that has no number yet
    record SnStatus(int erab, long uplinkCount, long downlinkCount) {}

    record UeContextRelease(int oldEnbUe, int newEnbUe) implements X2Message {}

    /// @param erabs each with the uplink end at the UPE, as SCG bearers
    /// @param container SCG-ConfigInfo, TS 36.331 §10.2.2
    record SenbAdditionRequest(
            int menbUe,
            SecurityCapabilities capabilities,
            KeyOctets sKenb,
            BitRates ambr,
            Octets plmn,
            List<Erab> erabs,
            Octets container)
            implements X2Message {}

    /// @param container SCG-Config, TS 36.331 §10.2.2
    record SenbAdditionRequestAcknowledge(
            int menbUe, int senbUe, List<ScgBearer> admitted, Octets container)
            implements X2Message {}

    /// @param downlink where the UPE is to send the downlink
    record ScgBearer(int erab, Tunnel downlink, @Nullable Tunnel forwarding) {}

    record SenbAdditionRequestReject(int menbUe, int senbUe, X2Cause cause) implements X2Message {}

    /// @param rejected null when the UE took the configuration
    record SenbReconfigurationComplete(int menbUe, int senbUe, @Nullable X2Cause rejected)
            implements X2Message {}

    record SenbReleaseRequest(int menbUe, @Nullable Integer senbUe, X2Cause cause)
            implements X2Message {}

    record ErrorIndication(String text) implements X2Message {}

    /// A message that no procedure here takes.
    record Other(String name) implements X2Message {}
}
