/// A minimal user plane entity: it ends S1-U tunnels (TS 29.281) and stands between them and a packet network. Its
/// sessions are set up with {@link kenb.nodes.upe.SessionMessage}s, which carry what S11 carries (TS 29.274); it knows
/// nothing of S1AP, NAS or the radio.
@NullMarked
package kenb.nodes.upe;

import org.jspecify.annotations.NullMarked;
