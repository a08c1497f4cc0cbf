/// The lab run: all nodes in one process on addresses of their own, a fixed course of procedures, user traffic all the
/// time, faults on request, and a report. It orders and watches; what happens is decided in the nodes.
@NullMarked
package kenb.nodes.lab;

import org.jspecify.annotations.NullMarked;
