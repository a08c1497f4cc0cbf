package kenb.nodes;

import kenb.codec.per.Octets;

/// A macro eNB's identity: PLMN (3 octets, TS 24.008 §10.5.1.13) and 20 bits (TS 36.413 §9.2.1.37).
public record GlobalEnbId(Octets plmn, int id) {

    @Override
    public String toString() {
        return "%s-%05x".formatted(plmn, id);
    }
}
