/// NAS of the Evolved Packet System (TS 24.301): security headers, EMM and ESM messages with every optional element, as octets and
/// back. Keys and MACs are {@code kenb.stack.nas}'s business.
@NullMarked
package kenb.codec.nas;

import org.jspecify.annotations.NullMarked;
