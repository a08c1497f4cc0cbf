package kenb.tools.ladder;

import kenb.tools.ladder.Ladder.Arrow;
import kenb.tools.ladder.Ladder.Band;
import kenb.tools.ladder.Ladder.KeyEvent;
import kenb.tools.ladder.Ladder.KeyLife;
import kenb.tools.ladder.Ladder.Row;
import kenb.tools.ladder.Ladder.Step;

import java.util.ArrayList;
import java.util.List;

/// A handover and an SeNB addition as a ladder, made by hand.
final class SampleLadder {
    private static final List<String> NODES = List.of("ue1", "enb1", "enb2", "senb", "mme", "upe");
    private static final long START = 1_700_000_000_000_000_000L;

    private final List<Row> rows = new ArrayList<>();
    private long now = START;

    static Ladder make() {
        return new SampleLadder().build();
    }

    private Ladder build() {
        step("S1 and X2 set-up");
        arrow("enb1", "mme", "S1AP", "S1SetupRequest", "Global-ENB-ID 001-01 macro 4097, TAC 1");
        arrow("mme", "enb1", "S1AP", "S1SetupResponse", "");
        arrow("enb1", "enb2", "X2AP", "X2SetupRequest", "PCI 1, EARFCN 1800");
        arrow("enb2", "enb1", "X2AP", "X2SetupResponse", "");
        step("Attach");
        arrow("ue1", "enb1", "RRC", "RRCConnectionRequest", "establishmentCause=mo-Signalling");
        arrow("enb1", "ue1", "RRC", "RRCConnectionSetup", "");
        arrow(
                "enb1",
                "mme",
                "S1AP",
                "InitialUEMessage",
                "eNB-UE-S1AP-ID=1, NAS Attach Request, with a very long list of fields that can't fit anywhere on this arrow or beside it, whatever one does");
        var kasme = life("K_ASME", "mme", "5d01b2c3", null);
        var kenb = life("K_eNB", "enb1", "8c1f22ab", START + 60_000_000L);
        keys(true, kasme, life("K_NASenc", "mme", "aa", null), life("K_NASint", "mme", "ab", null));
        arrow(
                "mme",
                "enb1",
                "S1AP",
                "InitialContextSetupRequest",
                "MME-UE-S1AP-ID=7, eNB-UE-S1AP-ID=1, K_eNB, E-RAB 5");
        keys(
                true,
                kenb,
                life("K_RRCenc", "enb1", "ac", null),
                life("K_RRCint", "enb1", "ad", null),
                life("K_UPenc", "enb1", "ae", null));
        keys(true, life("K_eNB", "ue1", "8c1f22ab", null));
        arrow("enb1", "ue1", "RRC", "SecurityModeCommand", "EEA2, EIA2");
        arrow("ue1", "enb1", "RRC", "SecurityModeComplete", "");
        bands();
        step("X2 handover");
        arrow("ue1", "enb1", "RRC", "MeasurementReport", "measId=1, PCI 2 stronger by 6 dB");
        arrow(
                "enb1",
                "enb2",
                "X2AP",
                "HandoverRequest",
                "Old-eNB-UE-X2AP-ID=1, K_eNB*, NCC=0, E-RAB 5");
        keys(true, life("K_eNB*", "enb2", "77e0912f", null));
        arrow("enb2", "enb1", "X2AP", "HandoverRequestAcknowledge", "New-eNB-UE-X2AP-ID=9");
        arrow("enb1", "ue1", "RRC", "RRCConnectionReconfiguration", "mobilityControlInfo, NCC=0");
        keys(false, kenb);
        problem(
                "enb1",
                "enb2",
                "X2AP",
                "X2AP SNStatusTransfer.E-RABs-SubjectToStatusTransfer-List, bit 96: length 300 octets, 12 remain");
        arrow("enb2", "mme", "S1AP", "PathSwitchRequest", "MME-UE-S1AP-ID=7");
        arrow("mme", "enb2", "S1AP", "PathSwitchRequestAcknowledge", "NCC=1, NH");
        bands();
        step("SeNB addition, option 1 <K_eNB & \"S-K_eNB\">");
        keys(true, life("S-K_eNB", "enb2", "e3a90d11", null));
        arrow("enb2", "senb", "X2AP", "SeNBAdditionRequest", "MeNB-UE-X2AP-ID=9, S-K_eNB, E-RAB 6");
        keys(true, life("S-K_eNB", "senb", "e3a90d11", null), life("K_UPenc", "senb", "af", null));
        arrow("senb", "senb", "X2AP", "to itself", "never happens");
        arrow("senb", "enb2", "X2AP", "SeNBAdditionRequestAcknowledge", "SeNB-UE-X2AP-ID=3");
        bands();
        keys(true, life("NH", "mme", "00c0ffee", null));
        keys(true, life("last lifeline's key", "upe", "00c0ffee", null));
        return new Ladder("X2 handover and SeNB addition", START, NODES, rows);
    }

    private void step(String title) {
        rows.add(new Step(now, title));
    }

    private void arrow(String from, String to, String protocol, String name, String details) {
        now += 1_234_567;
        rows.add(
                new Arrow(
                        now,
                        rows.size(),
                        NODES.indexOf(from),
                        NODES.indexOf(to),
                        protocol,
                        name,
                        details,
                        name + "\n" + details,
                        false));
    }

    private void problem(String from, String to, String protocol, String text) {
        now += 1_234_567;
        rows.add(
                new Arrow(
                        now,
                        rows.size(),
                        NODES.indexOf(from),
                        NODES.indexOf(to),
                        protocol,
                        "(not decoded)",
                        text,
                        text,
                        true));
    }

    private void bands() {
        rows.add(new Band(now, now + 20_000_000, 0, 1, "PDCP", 128, 131, 190_000));
        rows.add(new Band(now, now + 20_000_000, 1, 5, "G-PDU", 131, 128, 190_000));
        rows.add(new Band(now, now + 20_000_000, 1, 2, "G-PDU", 12, 0, 17_000));
        now += 20_000_000;
    }

    private void keys(boolean born, KeyLife... lives) {
        rows.add(new KeyEvent(now, NODES.indexOf(lives[0].owner()), born, List.of(lives)));
    }

    private KeyLife life(
            String name,
            String owner,
            String fingerprint,
            @org.jspecify.annotations.Nullable Long died) {
        return new KeyLife(fingerprint, name, owner, "", now, died);
    }

    public static void main(String[] arguments) throws Exception {
        java.nio.file.Files.writeString(
                java.nio.file.Path.of(arguments[0]), SvgLadder.draw(make()));
        System.out.println(TextLadder.draw(make()));
    }
}
