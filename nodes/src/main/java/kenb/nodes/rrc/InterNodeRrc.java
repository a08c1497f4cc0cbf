package kenb.nodes.rrc;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;

import java.util.List;

/// RRC containers between nodes, TS 36.331 §10.2.2.
public sealed interface InterNodeRrc {

    /// What the target of a handover must know of the UE's present configuration.
    ///
    /// @param shortMac of the UE for the target cell, 16 bits: lets it come back there by re-establishment
    record HandoverPreparation(
            SourceCell cell,
            int crnti,
            Algorithms algorithms,
            DownlinkRrc.Measurements measurements,
            List<DownlinkRrc.Drb> drbs,
            int shortMac)
            implements InterNodeRrc {}

    /// @param bits 28: eNB and cell
    record SourceCell(int pci, int earfcn, Octets plmn, int bits, int tac) {}

    /// The RRC message that the source passes on to the UE as it is.
    record HandoverCommand(Octets message) implements InterNodeRrc {}

    record ScgConfig(DownlinkRrc.ScgCell cell) implements InterNodeRrc {}

    record ScgConfigInfo(List<DownlinkRrc.Drb> drbs) implements InterNodeRrc {}
}
