package kenb.nodes.ue;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

import kenb.nodes.radio.Cell;
import kenb.nodes.radio.Leg;
import kenb.nodes.radio.Radio;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// The legs of all UEs of a node, found by cell and C-RNTI.
final class Legs {

    /// A leg and whose it is.
    record Held(UeContext ue, Leg leg) {}

    private final Radio radio;
    private final Map<InetSocketAddress, IntObjectMap<Held>> byCell = new HashMap<>();

    Legs(Radio radio) {
        this.radio = radio;
    }

    Leg open(UeContext ue, Cell cell, int crnti) {
        Leg leg = Leg.ofUe(radio, crnti, cell.address());
        byCell.computeIfAbsent(cell.address(), _ -> new IntObjectHashMap<>())
                .put(crnti, new Held(ue, leg));
        return leg;
    }

    void close(Leg leg) {
        IntObjectMap<Held> legs = byCell.get(leg.remote());
        if (legs != null) {
            legs.remove(leg.crnti());
        }
    }

    @Nullable Held find(InetSocketAddress from, int crnti) {
        IntObjectMap<Held> legs = byCell.get(from);
        return legs == null ? null : legs.get(crnti);
    }
}
