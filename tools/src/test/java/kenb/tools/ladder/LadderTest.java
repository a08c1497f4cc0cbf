package kenb.tools.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import kenb.stack.capture.Capture;
import kenb.stack.capture.PcapReader;
import kenb.stack.capture.PcapngWriter;
import kenb.tools.decode.CaptureMessages;
import kenb.tools.decode.Content;
import kenb.tools.decode.Decoded;
import kenb.tools.decode.PduReader;
import kenb.tools.decode.PduReaders;
import kenb.tools.decode.UndecodableException;
import kenb.tools.ladder.Ladder.Arrow;
import kenb.tools.ladder.Ladder.Band;
import kenb.tools.ladder.Ladder.KeyEvent;
import kenb.tools.ladder.Ladder.KeyLife;
import kenb.tools.ladder.Ladder.Step;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.xml.parsers.DocumentBuilderFactory;

@Tag("C-03")
class LadderTest {
    @TempDir Path folder;

    private final AtomicLong clock = new AtomicLong(1_000_000_000L);
    private final InetSocketAddress enb = new InetSocketAddress("127.0.7.1", 9899);
    private final InetSocketAddress mme = new InetSocketAddress("127.0.7.2", 9899);
    private final InetSocketAddress enbUser = new InetSocketAddress("127.0.7.1", 2152);
    private final InetSocketAddress upe = new InetSocketAddress("127.0.7.3", 2152);

    @Test
    void aCaptureBecomesRowsInTheOrderOfTheWire() throws Exception {
        var file = folder.resolve("run.pcapng");
        try (var capture =
                new Capture(PcapngWriter.create(file, "test"), () -> clock.addAndGet(1000))) {
            capture.name(enb.getAddress(), "enb1");
            capture.name(mme.getAddress(), "mme");
            var channel = new EmbeddedChannel(capture.tap("enb1"));
            capture.step("S1 set-up");
            channel.writeOutbound(new DatagramPacket(sctp(1, "request"), mme, enb));
            for (int i = 0; i < 25; i++)
                channel.writeOutbound(new DatagramPacket(gpdu(), upe, enbUser));
            channel.writeOutbound(new DatagramPacket(sctp(2, "<again>"), mme, enb));
            channel.finishAndReleaseAll();
        }
        var key = new KeyLife("abcdef", "K_eNB", "enb1", "", 1_000_001_500L, 1_000_002_500L);
        var ladder = read(file, List.of(key));

        assertThat(ladder.lifelines()).containsExactly("enb1", "127.0.7.3", "mme");
        assertThat(ladder.rows())
                .extracting(row -> row.getClass().getSimpleName())
                .containsExactly("Step", "Arrow", "KeyEvent", "Band", "KeyEvent", "Arrow");
        assertThat(ladder.rows().get(0)).isEqualTo(new Step(1_000_001_000L, "S1 set-up"));
        assertThat((Arrow) ladder.rows().get(1))
                .satisfies(it -> assertThat(it.name()).isEqualTo("request"))
                .satisfies(it -> assertThat(it.from()).isZero())
                .satisfies(it -> assertThat(it.to()).isEqualTo(2));
        assertThat(((Band) ladder.rows().get(3)).rightwardPdus()).isEqualTo(25);
        assertThat(((KeyEvent) ladder.rows().get(4)).born()).isFalse();
    }

    @Test
    void theDrawingIsWellFormedWhateverTheCaptureSays() throws Exception {
        var rows =
                List.<Ladder.Row>of(
                        new Step(0, "]]><script>alert(1)</script>\u0000\uFFFF"),
                        new Arrow(1, 1, 0, 1, "S1AP", "a&b", "\"quoted\" 'too'", "\u0007", false));
        var ladder = new Ladder("<title>", 0, List.of("<a>", "\uD800"), rows);
        var svg = SvgLadder.draw(ladder);
        assertThat(svg).doesNotContain("<script", "\u0007");
        assertThat(parse(svg).getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("<title>");
        assertThat(SvgLadder.html(ladder)).doesNotContain("<script", "<?xml");
    }

    @Test
    void theDrawingHasATitleADescriptionBothColourSchemesAndNothingFromElsewhere()
            throws Exception {
        var svg = SvgLadder.draw(SampleLadder.make());
        var root = parse(svg).getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(svg)
                .contains(
                        "prefers-color-scheme:dark", "<desc id=\"d\">Sequence diagram between ue1");
        assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "url(", "@import");
    }

    @Test
    void noLabelLeavesTheDrawing() throws Exception {
        var texts = parse(SvgLadder.draw(SampleLadder.make())).getElementsByTagName("text");
        double width =
                Double.parseDouble(
                        parse(SvgLadder.draw(SampleLadder.make()))
                                .getDocumentElement()
                                .getAttribute("width"));
        assertThat(texts.getLength()).isGreaterThan(50);
        for (int i = 0; i < texts.getLength(); i++) {
            var text = (org.w3c.dom.Element) texts.item(i);
            double at = Double.parseDouble(text.getAttribute("x"));
            double length = Svg.width(text.getTextContent(), 13);
            boolean middle = text.getAttribute("class").contains("middle");
            boolean end =
                    text.getAttribute("class").contains("end")
                            || text.getAttribute("class").equals("time");
            double left = middle ? at - length / 2 : end ? at - length : at;
            if (text.getAttribute("class").contains("name")) {
                assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
                assertThat(left + length).as(text.getTextContent()).isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void textAndMermaidTellTheSameStory() {
        var ladder = SampleLadder.make();
        assertThat(TextLadder.draw(ladder))
                .contains("== X2 handover", "S1AP PathSwitchRequest", "+ K_eNB* 77e091");
        assertThat(Mermaid.draw(ladder))
                .startsWith("sequenceDiagram\n")
                .contains("n2->>n4: S1AP PathSwitchRequest");
    }

    @Test
    void keysComeFromTheRunsKeyFile() throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("keys.json"),
                        """
                        {"keys": [{"fingerprint": "ab", "name": "K_eNB", "owner": "enb1",
                                   "born": "1970-01-01T00:00:01.000000005Z", "died": null}]}
                        """);
        assertThat(KeyFile.read(file))
                .containsExactly(new KeyLife("ab", "K_eNB", "enb1", "", 1_000_000_005L, null));
    }

    private static Ladder read(Path file, List<KeyLife> keys) throws Exception {
        var names =
                new PduReader() {
                    @Override
                    public String protocol() {
                        return "S1AP";
                    }

                    @Override
                    public Decoded read(byte[] octets) throws UndecodableException {
                        if (octets.length == 0) throw new UndecodableException("empty");
                        var name = new String(octets, StandardCharsets.US_ASCII);
                        return new Decoded(
                                "S1AP",
                                name,
                                List.of(),
                                new Content(null, "S1AP-PDU", () -> name, null, null),
                                List.of());
                    }
                };
        var builder = new LadderBuilder("run", keys);
        try (var capture = PcapReader.open(file)) {
            new CaptureMessages(new PduReaders(List.of(names))).read(capture, builder::add);
        }
        return builder.build();
    }

    private static io.netty.buffer.ByteBuf sctp(int tsn, String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        var packet = ByteBuffer.allocate(12 + (16 + payload.length + 3 & ~3));
        packet.putShort((short) 36412).putShort((short) 36412).putInt(9).putInt(0);
        packet.put((byte) 0).put((byte) 3).putShort((short) (16 + payload.length)).putInt(tsn);
        packet.putInt(0).putInt(18).put(payload);
        return Unpooled.wrappedBuffer(packet.array());
    }

    private static io.netty.buffer.ByteBuf gpdu() {
        return Unpooled.wrappedBuffer(new byte[] {0x30, (byte) 0xFF, 0, 1, 0, 0, 0, 1, 42});
    }

    private static org.w3c.dom.Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
