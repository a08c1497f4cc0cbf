/// User traffic for the lab: paced, numbered UDP packets in IPv4, and the counting of what arrives. Knows neither
/// bearers nor sockets; clocks are arguments.
@NullMarked
package kenb.nodes.traffic;

import org.jspecify.annotations.NullMarked;
