package kenb.stack.sctp;

import io.netty.channel.EventLoopGroup;

import kenb.stack.sctp.kernel.KernelCarrier;
import kenb.stack.sctp.kernel.KernelSctp;
import kenb.stack.sctp.udp.UdpCarrier;

/// Chooses a carrier by its name in a setting.
public final class Carriers {
    private Carriers() {}

    /// @param choice `kernel`, `udp`, or `auto`: the kernel's SCTP where it is there and takes the settings, else SCTP over UDP
    /// @throws IllegalStateException where `kernel` is asked for and not there: what is missing, and how to get it
    /// @throws IllegalArgumentException for another name, or a setting the carrier can't honour
    public static SctpCarrier of(String choice, EventLoopGroup group, SctpSettings settings) {
        return switch (choice) {
            case "kernel" -> new KernelCarrier(group, settings);
            case "udp" -> new UdpCarrier(group, settings);
            case "auto" ->
                    KernelSctp.missing() == null && KernelCarrier.refusals(settings).isEmpty()
                            ? new KernelCarrier(group, settings)
                            : new UdpCarrier(group, settings);
            default ->
                    throw new IllegalArgumentException(
                            "SCTP carrier '" + choice + "': choose kernel, udp or auto");
        };
    }
}
