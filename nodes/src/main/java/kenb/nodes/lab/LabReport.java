package kenb.nodes.lab;

import kenb.nodes.traffic.FlowReport;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a run came to.
///
/// @param carrier the SCTP carrier that was used
/// @param steps everything that nodes reported
/// @param problems why the run did not pass; empty when it did
/// @param fault what went wrong on purpose, and was seen to, one line each
public record LabReport(
        LabSettings settings,
        Path folder,
        Instant start,
        String version,
        String carrier,
        String addresses,
        List<RunLog.Entry> steps,
        List<KeyLedger.Life> keys,
        FlowReport uplink,
        FlowReport downlink,
        Map<String, NodeCounters> nodes,
        Keystream keystream,
        long capturedDatagrams,
        List<String> fault,
        List<String> problems) {

    /// What the keystream guard saw on the air, see [kenb.stack.cipher.KeystreamLedger].
    ///
    /// @param reuses COUNTs that ciphered a second plaintext
    /// @param shown the first of them, one line each
    public record Keystream(
            long pdus, long repeats, long forgotten, long reuses, List<String> shown) {}

    /// PDCP of a node, over all legs.
    ///
    /// @param strays PDUs for no leg that the node had
    public record NodeCounters(
            long sent,
            long received,
            long integrityFailures,
            long duplicates,
            long outOfWindow,
            long strays) {}

    public boolean passed() {
        return problems.isEmpty();
    }

    /// Whether a peer did not do its part, rather than an expectation of the run not being met.
    public boolean peerFailed() {
        return !passed() && settings.fault() != null && settings.fault().isOfPeer();
    }
}
