package kenb.nodes.mme;

import kenb.nodes.nas.NasMessage.Guti;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The UEs of an MME, found by MME UE S1AP ID or by M-TMSI, never by looking through all.
final class MmeUes {
    private final Map<Long, MmeUe> byId = new HashMap<>();
    private final Map<Long, MmeUe> byTmsi = new HashMap<>();

    void add(MmeUe ue) {
        byId.put(ue.id, ue);
        byTmsi.put(ue.guti.mTmsi(), ue);
    }

    void remove(MmeUe ue) {
        byId.remove(ue.id);
        byTmsi.remove(ue.guti.mTmsi());
    }

    @Nullable MmeUe find(long id) {
        return byId.get(id);
    }

    @Nullable MmeUe find(Guti guti) {
        return byTmsi.get(guti.mTmsi());
    }

    Collection<MmeUe> all() {
        return byId.values();
    }
}
