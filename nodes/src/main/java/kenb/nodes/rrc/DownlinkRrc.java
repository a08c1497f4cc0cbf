package kenb.nodes.rrc;

import kenb.codec.per.Octets;
import kenb.nodes.Algorithms;
import kenb.stack.cipher.CipheringAlgorithm;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What an eNB says to a UE, TS 36.331 §6.2.2. `transaction` is 0 to 3.
public sealed interface DownlinkRrc {

    /// On the common control channel: SRB 1 with default settings.
    record ConnectionSetup(int transaction) implements DownlinkRrc {}

    record SecurityModeCommand(int transaction, Algorithms algorithms) implements DownlinkRrc {}

    /// Every component may be absent, they are independent of each other.
    ///
    /// @param srb2 whether SRB 2 is set up
    /// @param drbs bearers of the master cell group to set up or, at handover, to keep
    record Reconfiguration(
            int transaction,
            @Nullable Measurements measurements,
            @Nullable Mobility mobility,
            List<Octets> nas,
            boolean srb2,
            List<Drb> drbs,
            @Nullable Scg scg)
            implements DownlinkRrc {}

    record DlInformationTransfer(int transaction, Octets nas) implements DownlinkRrc {}

    record ConnectionRelease(int transaction) implements DownlinkRrc {}

    /// A message that no procedure here takes.
    record Other(String name) implements DownlinkRrc {}

    /// A data radio bearer with RLC AM, SN of 15 bits and a PDCP status report.
    ///
    /// @param id 1 to 32
    record Drb(int epsBearer, int id) {}

    /// Events to report by: A3 (a neighbour better than the serving cell) on one frequency, and A4 (good enough for
    /// dual connectivity) on another; either may be absent (TS 36.331 §5.5.4).
    record Measurements(@Nullable Integer a3Earfcn, @Nullable Integer a4Earfcn) {
        public static final int A3_ID = 1;
        public static final int A4_ID = 2;
    }

    /// mobilityControlInfo and securityConfigHO.intraLTE.
    ///
    /// @param algorithms null where they stay the same
    record Mobility(
            int targetPci,
            int targetEarfcn,
            int crnti,
            @Nullable Algorithms algorithms,
            boolean keyChange,
            int ncc) {}

    /// scg-Configuration-r12: set-up of, or an end to, the secondary cell group.
    sealed interface Scg {
        record Setup(int scgCounter, ScgCell cell) implements Scg {}

        record Release() implements Scg {}
    }

    /// The part of the configuration that the SeNB makes (SCG-ConfigPartSCG-r12).
    record ScgCell(int pci, int earfcn, int crnti, CipheringAlgorithm ciphering, List<Drb> drbs) {}
}
