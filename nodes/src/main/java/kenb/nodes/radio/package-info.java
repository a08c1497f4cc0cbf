/// The radio stand-in as UE and eNB share it: cells, and the leg between one UE and one cell with the PDCP entities of its
/// signalling radio bearers. There is no MAC and no RLC: a PDU is one datagram, in order and seldom lost.
@NullMarked
package kenb.nodes.radio;

import org.jspecify.annotations.NullMarked;
