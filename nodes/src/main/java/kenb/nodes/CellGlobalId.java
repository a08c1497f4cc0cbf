package kenb.nodes;

import kenb.codec.per.Octets;

/// E-UTRAN cell global identifier: PLMN and 28 bits, of which the first 20 are the eNB's (TS 36.413 §9.2.1.38).
public record CellGlobalId(Octets plmn, int cell) {

    /// @param number of the cell in its eNB, 0 to 255
    public static CellGlobalId of(GlobalEnbId enb, int number) {
        return new CellGlobalId(enb.plmn(), enb.id() << 8 | number);
    }

    public int enbId() {
        return cell >>> 8;
    }

    @Override
    public String toString() {
        return "%s-%07x".formatted(plmn, cell);
    }
}
