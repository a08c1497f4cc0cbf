package kenb.stack.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import kenb.stack.sctp.kernel.KernelCarrier;
import kenb.stack.sctp.kernel.KernelSctp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;

@Tag("T-01")
class CarriersTest {
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void close() {
        group.shutdownGracefully();
    }

    @Test
    void udpNeedsNothing() {
        assertThat(Carriers.of("udp", group, SctpSettings.defaults()).name()).isEqualTo("udp");
    }

    @Test
    void autoTakesTheKernelsWhereItIsThereAndElseUdp() {
        String expected = KernelSctp.missing() == null ? "kernel" : "udp";
        assertThat(Carriers.of("auto", group, SctpSettings.defaults()).name()).isEqualTo(expected);
    }

    @Test
    void kernelWorksOrSaysWhatIsMissingAndWhatToDo() {
        String missing = KernelSctp.missing();
        if (missing == null) {
            assertThat(Carriers.of("kernel", group, SctpSettings.defaults()).name())
                    .isEqualTo("kernel");
        } else {
            assertThatThrownBy(() -> Carriers.of("kernel", group, SctpSettings.defaults()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(missing)
                    .hasMessageContaining("kernel SCTP is not available")
                    .hasMessageContaining("or choose the carrier udp")
                    .hasMessageFindingMatch(
                            "modprobe sctp|apt install libsctp1|module jdk.sctp|Linux only");
        }
    }

    @Test
    void kernelRefusesWhatJavaCannotSetAndNamesTheSysctl() {
        SctpSettings settings =
                SctpSettings.builder()
                        .heartbeatInterval(Duration.ofSeconds(5))
                        .encapsulationPorts(9899, 9900)
                        .build();
        assertThat(KernelCarrier.refusals(settings))
                .containsExactly(
                        "heartbeatInterval (instead: sysctl net.sctp.hb_interval)",
                        "remoteEncapsulationPort (instead: sysctl net.sctp.encap_port)");
        assertThatThrownBy(() -> Carriers.of("kernel", group, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("net.sctp.hb_interval");
        assertThat(Carriers.of("auto", group, settings).name()).isEqualTo("udp");
    }

    @Test
    void unknownChoiceListsTheChoices() {
        assertThatThrownBy(() -> Carriers.of("tcp", group, SctpSettings.defaults()))
                .hasMessage("SCTP carrier 'tcp': choose kernel, udp or auto");
    }

    @Test
    void settingsOutOfRangeSayWhatIsAllowed() {
        assertThatThrownBy(() -> SctpSettings.builder().streams(0, 1).build())
                .hasMessage("SCTP setting outStreams 0: give 1 to 65535");
    }
}
