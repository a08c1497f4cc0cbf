package kenb.codec.gtpc;

import static org.assertj.core.api.Assertions.assertThat;

import kenb.codec.Wireshark;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// What tshark makes of our messages.
@Tag("W-09")
class GtpcWiresharkTest {
    private static final int PORT = 2123;

    @TempDir Path folder;

    @BeforeAll
    static void needTshark() {
        Wireshark.need();
    }

    @Test
    void everyMessageIsReadWithoutComplaint() throws Exception {
        var messages = Samples.messages();
        var capture = capture(messages);
        for (GtpcMessage message : messages) GtpcCodec.verify(message);
        assertThat(capture.fields("_ws.malformed", "frame.number")).isEmpty();
        assertThat(capture.lines("-q", "-z", "expert"))
                .noneMatch(line -> line.startsWith("Errors") || line.startsWith("Warns"));
        assertThat(capture.fields("gtpv2", "_ws.col.Info"))
                .hasSameSizeAs(messages)
                .zipSatisfy(
                        messages,
                        (info, message) ->
                                assertThat(info.toLowerCase())
                                        .contains(
                                                GtpcMessageType.nameOf(message.type())
                                                        .toLowerCase()));
    }

    @Test
    void theSecurityContextIsSeenAsItWasMeant() throws Exception {
        var request =
                new GtpcMessage(
                        GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                        0,
                        1,
                        GtpcIeTypes.F_TEID.of(Samples.S10),
                        GtpcIeTypes.MM_CONTEXT.of(Samples.fullEpsContext()));
        var capture = capture(List.of(request));
        assertThat(value(capture, "gtpv2.mm_context_nas_dl_cnt")).isEqualTo("" + 0x010203);
        assertThat(value(capture, "gtpv2.mm_context_nas_ul_cnt")).isEqualTo("" + 0xfffffe);
        assertThat(value(capture, "gtpv2.mm_context_kasme")).contains("4b4b4b");
        assertThat(value(capture, "gtpv2.mm_context_nh")).contains("4e4e4e");
        assertThat(value(capture, "gtpv2.mm_context_ncc")).contains("5");
        assertThat(value(capture, "gtpv2.mm_context_old_kasme")).contains("4b4b4b");
        assertThat(value(capture, "gtpv2.mm_context.old_nh")).contains("4e4e4e");
        assertThat(value(capture, "gtpv2.old_ksiasme")).isEqualTo("2");
        assertThat(value(capture, "gtpv2.old_ncc")).isEqualTo("4");
        assertThat(value(capture, "gtpv2.mm_context_unipa")).isEqualTo("2");
        assertThat(value(capture, "gtpv2.mm_context_unc")).isEqualTo("1");
    }

    private static String value(Wireshark capture, String field) throws Exception {
        return String.join(" ", capture.fields("gtpv2", field));
    }

    private Wireshark capture(List<GtpcMessage> messages) {
        var capture = new Wireshark(folder);
        for (GtpcMessage message : messages) {
            capture.add(PORT, GtpcCodec.encode(message).toByteArray());
        }
        return capture;
    }
}
