package kenb.nodes.ue;

import kenb.nodes.Event;
import kenb.nodes.traffic.Flow;

/// What a user, or the radio's whims, ask of a UE; `ue` counts from 0.
public sealed interface UeOrder extends Event.Order {
    int ue();

    /// Attach through the cell with this physical identity.
    record Attach(int ue, int pci) implements UeOrder {}

    /// A neighbour cell got better than the serving one by the margin of event A3, or good enough for event A4.
    record NeighbourHeard(int ue, int pci, int rsrp) implements UeOrder {}

    record StartTraffic(int ue, Flow flow) implements UeOrder {}

    record StopTraffic(int ue) implements UeOrder {}

    record Detach(int ue) implements UeOrder {}
}
