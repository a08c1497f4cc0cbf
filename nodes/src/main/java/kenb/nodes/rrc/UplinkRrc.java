package kenb.nodes.rrc;

import kenb.codec.per.Octets;
import kenb.nodes.s1ap.S1Message.STmsi;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a UE says to an eNB, TS 36.331 §6.2.2.
public sealed interface UplinkRrc {

    /// On the common control channel.
    ///
    /// @param identity null: the UE has none here and takes `random`, 40 bits
    record ConnectionRequest(@Nullable STmsi identity, long random) implements UplinkRrc {}

    record ConnectionSetupComplete(int transaction, Octets nas) implements UplinkRrc {}

    record SecurityModeComplete(int transaction) implements UplinkRrc {}

    record SecurityModeFailure(int transaction) implements UplinkRrc {}

    record ReconfigurationComplete(int transaction) implements UplinkRrc {}

    /// @param servingRsrp RSRP-Range, 0 to 97
    record MeasurementReport(int measId, int servingRsrp, List<Neighbour> neighbours)
            implements UplinkRrc {}

    record Neighbour(int pci, int rsrp) {}

    record UlInformationTransfer(Octets nas) implements UplinkRrc {}

    /// A message that no procedure here takes.
    record Other(String name) implements UplinkRrc {}
}
