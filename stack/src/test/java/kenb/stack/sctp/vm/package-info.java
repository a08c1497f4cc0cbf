/// The carriers against the kernel's SCTP and its users, inside a machine with such a kernel: [kenb.stack.sctp.vm.MachineTest] boots it
/// (profile `sctp-vm`), [kenb.stack.sctp.vm.InMachine] runs there what is tagged `in-machine`.
@NullMarked
package kenb.stack.sctp.vm;

import org.jspecify.annotations.NullMarked;
