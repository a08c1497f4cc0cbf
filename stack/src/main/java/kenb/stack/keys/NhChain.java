package kenb.stack.keys;

/// The {NH, NCC} chain as a holder of K_ASME keeps it, MME or UE (TS 33.401 7.2.8.1). The K_eNB of an initial context counts as NCC
/// 0; the first NH, derived with it, has NCC 1; each further NH is derived with the one before, and NCC counts modulo 8.
public final class NhChain {
    private final Key kasme;
    private Key nh;
    private int ncc = 1;

    /// @param initialKenb the K_eNB derived from this K_ASME at initial context set-up
    public NhChain(Key kasme, Key initialKenb) {
        this.kasme = kasme;
        this.nh = EpsKeys.nh(kasme, initialKenb);
    }

    /// NCC of [#nh()], 0 to 7.
    public int ncc() {
        return ncc;
    }

    public Key nh() {
        return nh;
    }

    /// The next NH with its NCC; the one before is destroyed. An MME does so before each PATH SWITCH REQUEST ACKNOWLEDGE and each S1
    /// HANDOVER REQUEST (7.2.8.4).
    public Key advance() {
        Key next = EpsKeys.nh(kasme, nh);
        nh.destroy();
        nh = next;
        ncc = (ncc + 1) & 7;
        return nh;
    }

    /// Moves on to a received NCC, at most seven steps.
    public Key advanceTo(int receivedNcc) {
        while (ncc != (receivedNcc & 7)) advance();
        return nh;
    }

    /// K_eNB* from the NH of a received NCC, without moving: the handover may yet fail.
    Key kenbStarAt(int receivedNcc, int pci, int earfcnDl) {
        Key at = nh;
        for (int i = ncc; i != (receivedNcc & 7); i = (i + 1) & 7) {
            Key next = EpsKeys.nh(kasme, at);
            if (at != nh) at.destroy();
            at = next;
        }
        Key kenbStar = EpsKeys.kenbStar(at, pci, earfcnDl);
        if (at != nh) at.destroy();
        return kenbStar;
    }

    public void destroy() {
        nh.destroy();
    }
}
