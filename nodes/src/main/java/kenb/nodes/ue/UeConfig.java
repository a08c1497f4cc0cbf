package kenb.nodes.ue;

import kenb.nodes.radio.Cell;

import java.time.Duration;
import java.util.List;

/// What a node of UEs is set to.
///
/// @param cells all that can be heard
/// @param t300 how long to wait for an answer to random access (TS 36.331 §7.3)
/// @param t304 how long a handover may take
/// @param reportInterval of repeated measurement reports (TS 36.331 §5.5.5)
/// @param nasGuard how long the network may take to answer NAS (T3410, T3421 of TS 24.301 §10.2)
public record UeConfig(
        String name,
        List<Cell> cells,
        Duration t300,
        Duration t304,
        Duration reportInterval,
        Duration nasGuard) {}
