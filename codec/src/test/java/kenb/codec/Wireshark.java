package kenb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// UDP datagrams in a capture file, read by tshark.
public final class Wireshark {
    private static final int RAW_IP = 101;
    private static final int USER_0 = 147;
    private static final int IP_AND_UDP_OCTETS = 28;

    private final ByteBuf file = Unpooled.buffer();
    private final Path path;
    private final List<String> options = new ArrayList<>();

    /// @param folder for the file
    public Wireshark(Path folder) {
        this(folder, RAW_IP);
    }

    private Wireshark(Path folder, int linkType) {
        path = folder.resolve("messages.pcap");
        file.writeInt(0xA1B2C3D4).writeShort(2).writeShort(4).writeLong(0);
        file.writeInt(65535).writeInt(linkType);
    }

    /// Messages without anything below them, for one dissector.
    ///
    /// @param dissector as tshark calls it, such as `nas-eps`
    public static Wireshark of(Path folder, String dissector) {
        var capture = new Wireshark(folder, USER_0);
        capture.options.add("-o");
        capture.options.add(
                "uat:user_dlts:\"User 0 (DLT=147)\",\"" + dissector + "\",\"0\",\"\",\"0\",\"\"");
        return capture;
    }

    /// Aborts the test where tshark is not installed, or fails it with `-Dkenb.interop=required`.
    public static void need() {
        boolean installed = isInstalled();
        if (!"required".equals(System.getProperty("kenb.interop"))) {
            assumeTrue(installed, "tshark is not installed");
        }
        assertThat(installed).as("tshark is installed").isTrue();
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("tshark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    /// A datagram from 127.0.0.1 to 127.0.0.2, both at this port.
    public Wireshark add(int port, byte[] payload) {
        int length = IP_AND_UDP_OCTETS + payload.length;
        file.writeLong(0).writeInt(length).writeInt(length);
        file.writeShort(0x4500).writeShort(length).writeInt(0);
        file.writeByte(64).writeByte(17).writeShort(0);
        file.writeInt(0x7F000001).writeInt(0x7F000002);
        file.writeShort(port).writeShort(port).writeShort(8 + payload.length).writeShort(0);
        file.writeBytes(payload);
        return this;
    }

    /// A message for the dissector of {@link #of}.
    public Wireshark add(byte[] message) {
        file.writeLong(0).writeInt(message.length).writeInt(message.length);
        file.writeBytes(message);
        return this;
    }

    /// The lines of one field; of a frame that has it not, nothing.
    public List<String> fields(String filter, String field) throws Exception {
        return lines("-Y", filter, "-T", "fields", "-e", field);
    }

    /// What tshark prints, without blank lines.
    public List<String> lines(String... arguments) throws Exception {
        byte[] octets = new byte[file.readableBytes()];
        file.getBytes(0, octets);
        Files.write(path, octets);
        var command = new ArrayList<>(List.of("tshark", "-r", path.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().filter(it -> !it.isBlank()).toList();
    }
}
