/// The RRC messages (TS 36.331) that procedures exchange, as plain records, and their translation from and to the octets
/// that {@link kenb.codec.lterrc} describes. What radio layers alone would use (physical channels, MAC, RLC) is filled
/// with plausible fixed values: the radio stand-in has no such layers.
@NullMarked
package kenb.nodes.rrc;

import org.jspecify.annotations.NullMarked;
