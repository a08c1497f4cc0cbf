package kenb.stack.keys;

import org.jspecify.annotations.Nullable;

/// The K_eNB of one UE in an eNB, its NCC, and the fresh {NH, NCC} pair where the MME has given one (TS 33.401 7.2.8.4.2, 7.2.8.3).
public final class EnbKeyChain {
    private Key kenb;
    private int ncc;
    private @Nullable Key freshNh;
    private int freshNcc;

    /// @param ncc 0 after INITIAL CONTEXT SETUP, after a handover the received one
    public EnbKeyChain(Key kenb, int ncc) {
        this.kenb = kenb;
        this.ncc = ncc & 7;
    }

    public Key kenb() {
        return kenb;
    }

    public int ncc() {
        return ncc;
    }

    /// A pair from PATH SWITCH REQUEST ACKNOWLEDGE or S1 HANDOVER REQUEST: kept for the next handover, an older unused one is destroyed.
    public void offer(Key nh, int nhNcc) {
        if (freshNh != null) freshNh.destroy();
        freshNh = nh;
        freshNcc = nhNcc & 7;
    }

    /// K_eNB* for a target cell: vertical where an unused pair is there, else horizontal. Changes nothing, so that several cells can
    /// be prepared; the key is the caller's to send and to destroy.
    public KenbStar prepare(int pci, int earfcnDl) {
        if (freshNh != null) {
            return new KenbStar(EpsKeys.kenbStar(freshNh, pci, earfcnDl), freshNcc, true);
        }
        return new KenbStar(EpsKeys.kenbStar(kenb, pci, earfcnDl), ncc, false);
    }

    /// An intra-eNB handover has succeeded: K_eNB* takes the place of K_eNB, which is destroyed, as is an NH that was used.
    public void commit(KenbStar next) {
        if (next.vertical() && freshNh != null) {
            freshNh.destroy();
            freshNh = null;
        }
        kenb.destroy();
        kenb = next.key();
        ncc = next.ncc();
    }

    public void destroy() {
        kenb.destroy();
        if (freshNh != null) freshNh.destroy();
        freshNh = null;
    }
}
