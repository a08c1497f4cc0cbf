/// SCTP in user space over UDP (RFC 9260 over RFC 6951), in plain Java on Netty's datagram channel.
///
/// [kenb.stack.sctp.udp.Association] and [kenb.stack.sctp.udp.Endpoint] are the protocol: plain classes which get packets, time and
/// randomness as arguments and give packets, messages and wake-up times back. The channels around them only carry.
/// State belongs to the event loop of the UDP socket; nothing here locks or starts a thread.
@NullMarked
package kenb.stack.sctp.udp;

import org.jspecify.annotations.NullMarked;
