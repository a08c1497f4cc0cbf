/// The EPS subset of NAS (TS 24.301): plain EMM and ESM messages as octets. Security headers are
/// {@code kenb.stack.nas}'s business.
@NullMarked
package kenb.codec.nas;

import org.jspecify.annotations.NullMarked;
