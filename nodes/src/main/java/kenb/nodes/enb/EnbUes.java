package kenb.nodes.enb;

import kenb.nodes.radio.Cell;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The UEs of an eNB, found by any of their numbers, never by looking through all: eNB UE S1AP ID, C-RNTI, UE X2AP id.
/// Numbers that became free are given again last.
final class EnbUes {
    private static final int X2_IDS = 4096;

    private final Cell cell;
    private final Map<Integer, EnbUe> byId = new HashMap<>();
    private final Map<Integer, Object> byCrnti = new HashMap<>();
    private final Map<Integer, Object> byX2Id = new HashMap<>();
    private final Map<Long, Object> byPeer = new HashMap<>();
    private final Deque<Integer> freeCrntis = new ArrayDeque<>();
    private final Deque<Integer> freeX2Ids = new ArrayDeque<>();
    private int usedCrntis;
    private int usedX2Ids;
    private int lastId;

    EnbUes(Cell cell) {
        this.cell = cell;
    }

    int nextId() {
        do {
            lastId = (lastId + 1) & 0xffffff;
        } while (byId.containsKey(lastId));
        return lastId;
    }

    void add(EnbUe ue) {
        byId.put(ue.id, ue);
        byCrnti.put(ue.leg.crnti(), ue);
    }

    void remove(EnbUe ue) {
        byId.remove(ue.id);
        releaseCrnti(ue.leg.crnti());
    }

    @Nullable EnbUe find(int id) {
        return byId.get(id);
    }

    Collection<EnbUe> all() {
        return byId.values();
    }

    /// Whether the number is one that UEs pick from at random access, and not in use.
    boolean isFreeAtRandomAccess(int crnti) {
        int offset = crnti - cell.firstCrnti();
        return offset >= 0 && offset < Cell.CRNTIS / 2 && !byCrnti.containsKey(crnti);
    }

    /// @return a C-RNTI for a UE that comes from another cell, or null when all are in use
    @Nullable Integer allotCrnti() {
        if (usedCrntis < Cell.CRNTIS / 2) {
            return cell.firstCrnti() + Cell.CRNTIS / 2 + usedCrntis++;
        }
        return freeCrntis.poll();
    }

    /// A {@link ScgUe} has its C-RNTI from {@link #allotCrnti} too.
    void bindCrnti(int crnti, ScgUe ue) {
        byCrnti.put(crnti, ue);
    }

    void releaseCrnti(int crnti) {
        byCrnti.remove(crnti);
        if (crnti - cell.firstCrnti() >= Cell.CRNTIS / 2) {
            freeCrntis.add(crnti);
        }
    }

    /// An {@link EnbUe}, a {@link ScgUe}, or null.
    @Nullable Object findByCrnti(int crnti) {
        return byCrnti.get(crnti);
    }

    /// @return a free UE X2AP id, to be bound, or null when all 4096 are in use
    @Nullable Integer allotX2Id() {
        return usedX2Ids < X2_IDS ? Integer.valueOf(usedX2Ids++) : freeX2Ids.poll();
    }

    @Nullable Integer allotX2Id(EnbUe ue) {
        Integer id = allotX2Id();
        if (id != null) {
            byX2Id.put(id, ue);
        }
        return id;
    }

    void bindX2Id(int id, ScgUe ue) {
        byX2Id.put(id, ue);
    }

    void releaseX2Id(int id) {
        if (byX2Id.remove(id) != null) {
            freeX2Ids.add(id);
        }
    }

    @Nullable EnbUe findByX2Id(int id) {
        return byX2Id.get(id) instanceof EnbUe ue ? ue : null;
    }

    @Nullable ScgUe findScgByX2Id(int id) {
        return byX2Id.get(id) instanceof ScgUe ue ? ue : null;
    }

    /// What a peer named with an id of its own, before it was told ours. Only a peer's own id and association find it.
    void bindPeer(int association, int peerId, Object ue) {
        byPeer.put(peerKey(association, peerId), ue);
    }

    void unbindPeer(int association, int peerId) {
        byPeer.remove(peerKey(association, peerId));
    }

    /// A UE awaited from the source of a handover, by the old eNB's id.
    @Nullable EnbUe findArriving(int association, int oldEnbUe) {
        return byPeer.get(peerKey(association, oldEnbUe)) instanceof EnbUe ue ? ue : null;
    }

    /// An SCG context by its MeNB's id.
    @Nullable ScgUe findScgByMenbId(int association, int menbUe) {
        return byPeer.get(peerKey(association, menbUe)) instanceof ScgUe ue ? ue : null;
    }

    private static long peerKey(int association, int peerId) {
        return (long) association << 32 | peerId;
    }

    /// All SCG contexts of one MeNB's association, for the rare case that it is lost.
    List<ScgUe> scgOf(int association) {
        return allScg().stream().filter(ue -> ue.association == association).toList();
    }

    List<ScgUe> allScg() {
        List<ScgUe> ues = new ArrayList<>();
        for (Object ue : byX2Id.values()) {
            if (ue instanceof ScgUe scg) {
                ues.add(scg);
            }
        }
        return ues;
    }
}
