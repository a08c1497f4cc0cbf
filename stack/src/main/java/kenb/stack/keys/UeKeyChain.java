package kenb.stack.keys;

/// The K_eNB of a UE with its NCC, and its {NH, NCC} chain (TS 33.401 7.2.8.4.3, 7.2.9; TS 36.331 5.3.5.4).
public final class UeKeyChain {
    private final NhChain nhChain;
    private Key kenb;
    private int ncc;

    /// @param initialKenb derived from this K_ASME; its NCC is 0
    public UeKeyChain(Key kasme, Key initialKenb) {
        this.nhChain = new NhChain(kasme, initialKenb);
        this.kenb = initialKenb;
    }

    public Key kenb() {
        return kenb;
    }

    public int ncc() {
        return ncc;
    }

    /// K_eNB* for a handover command or a re-establishment: horizontal where the received NCC is the current one, else vertical. Changes
    /// nothing: should the handover fail, the UE goes on with what it had.
    public KenbStar prepare(int receivedNcc, int pci, int earfcnDl) {
        if ((receivedNcc & 7) == ncc) {
            return new KenbStar(EpsKeys.kenbStar(kenb, pci, earfcnDl), ncc, false);
        }
        return new KenbStar(nhChain.kenbStarAt(receivedNcc, pci, earfcnDl), receivedNcc & 7, true);
    }

    /// The handover has succeeded: K_eNB* takes the place of K_eNB, which is destroyed, and the NH chain moves on.
    public void commit(KenbStar next) {
        if (next.vertical()) nhChain.advanceTo(next.ncc());
        kenb.destroy();
        kenb = next.key();
        ncc = next.ncc();
    }

    public void destroy() {
        kenb.destroy();
        nhChain.destroy();
    }
}
