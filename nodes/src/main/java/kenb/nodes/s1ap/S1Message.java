package kenb.nodes.s1ap;

import kenb.codec.per.Octets;
import kenb.nodes.BitRates;
import kenb.nodes.CellGlobalId;
import kenb.nodes.Erab;
import kenb.nodes.GlobalEnbId;
import kenb.nodes.Gummei;
import kenb.nodes.KeyOctets;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tai;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An S1AP message, TS 36.413 §9.1. `mmeUe` is the MME UE S1AP ID (32 bits), `enbUe` the eNB UE S1AP ID (24 bits).
public sealed interface S1Message {

    record S1SetupRequest(GlobalEnbId enb, String name, Tai tai) implements S1Message {}

    record S1SetupResponse(String name, Gummei gummei) implements S1Message {}

    record S1SetupFailure(S1Cause cause) implements S1Message {}

    record InitialUeMessage(
            int enbUe, Octets nas, Tai tai, CellGlobalId cell, @Nullable STmsi sTmsi)
            implements S1Message {}

    /// S-TMSI: MME code (8 bits) and M-TMSI (32 bits).
    record STmsi(int mmec, long mTmsi) {}

    record DownlinkNasTransport(long mmeUe, int enbUe, Octets nas) implements S1Message {}

    record UplinkNasTransport(long mmeUe, int enbUe, Octets nas, CellGlobalId cell, Tai tai)
            implements S1Message {}

    /// @param erab with the uplink end at the UPE
    /// @param nas the NAS message that goes with it
    record InitialContextSetupRequest(
            long mmeUe,
            int enbUe,
            BitRates ambr,
            Erab erab,
            @Nullable Octets nas,
            SecurityCapabilities capabilities,
            KeyOctets kenb)
            implements S1Message {}

    /// @param erabs each with the downlink end at the eNB
    record InitialContextSetupResponse(long mmeUe, int enbUe, List<Erab> erabs)
            implements S1Message {}

    record InitialContextSetupFailure(long mmeUe, int enbUe, S1Cause cause) implements S1Message {}

    /// @param erabs each with the new downlink end
    record PathSwitchRequest(
            int enbUe,
            long sourceMmeUe,
            List<Erab> erabs,
            CellGlobalId cell,
            Tai tai,
            SecurityCapabilities capabilities)
            implements S1Message {}

    record PathSwitchRequestAcknowledge(long mmeUe, int enbUe, int ncc, KeyOctets nh)
            implements S1Message {}

    record PathSwitchRequestFailure(long mmeUe, int enbUe, S1Cause cause) implements S1Message {}

    /// @param erabs each with the new downlink end
    record ErabModificationIndication(long mmeUe, int enbUe, List<Erab> erabs)
            implements S1Message {}

    record ErabModificationConfirm(long mmeUe, int enbUe, List<Integer> modified)
            implements S1Message {}

    record UeContextReleaseRequest(long mmeUe, int enbUe, S1Cause cause) implements S1Message {}

    record UeContextReleaseCommand(long mmeUe, int enbUe, S1Cause cause) implements S1Message {}

    record UeContextReleaseComplete(long mmeUe, int enbUe) implements S1Message {}

    record ErrorIndication(String text) implements S1Message {}

    /// A message that no procedure here takes.
    record Other(String name) implements S1Message {}
}
