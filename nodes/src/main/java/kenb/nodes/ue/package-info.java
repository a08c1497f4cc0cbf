/// User equipment, as many as wanted in one node: RRC (TS 36.331) and NAS (TS 24.301) procedures of the UE's side, its keys
/// (TS 33.401), and the bearers that user traffic takes. The radio is a datagram socket.
@NullMarked
package kenb.nodes.ue;

import org.jspecify.annotations.NullMarked;
