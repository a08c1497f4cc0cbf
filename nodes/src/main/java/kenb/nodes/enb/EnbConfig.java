package kenb.nodes.enb;

import kenb.nodes.CellGlobalId;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Tai;
import kenb.nodes.radio.Cell;
import kenb.nodes.rrc.DownlinkRrc.Measurements;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// What an eNB is set to. It has one cell.
///
/// @param measurements what UEs are to report
/// @param gtpu its end of all user plane tunnels
/// @param ciphering algorithms it may choose, best first
public record EnbConfig(
        String name,
        GlobalEnbId id,
        Cell cell,
        Tai tai,
        InetSocketAddress gtpu,
        Measurements measurements,
        List<CipheringAlgorithm> ciphering,
        List<IntegrityAlgorithm> integrity,
        Timeouts timeouts) {

    /// @param relocPrep TRELOCprep: handover preparation, at the source (TS 36.423 §9.5 and 36.331)
    /// @param relocOverall TX2RELOCoverall: preparation to UE CONTEXT RELEASE, at the source
    /// @param dcPrep TDCprep: SeNB addition preparation, at the MeNB
    /// @param dcOverall TDCoverall: addition to reconfiguration complete, at the SeNB
    /// @param radio how long the UE may take to answer
    /// @param s1 how long the MME may take to answer
    public record Timeouts(
            Duration relocPrep,
            Duration relocOverall,
            Duration dcPrep,
            Duration dcOverall,
            Duration radio,
            Duration s1) {}

    CellGlobalId cellId() {
        return CellGlobalId.of(id, 1);
    }
}
