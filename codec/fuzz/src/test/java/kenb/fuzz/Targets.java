package kenb.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import kenb.asn1.emit.Emitter;
import kenb.asn1.emit.NoJavaException;
import kenb.asn1.resolve.Asn1Exception;
import kenb.asn1.resolve.Resolver;
import kenb.codec.gtp.DlDataDeliveryStatus;
import kenb.codec.gtp.GtpuExtension;
import kenb.codec.gtpc.GtpcCodec;
import kenb.codec.nas.NasCodec;
import kenb.codec.nas.NasNames;
import kenb.codec.nas.NasPdu;
import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.stack.air.AirFraming;
import kenb.stack.capture.CaptureDissector;
import kenb.stack.capture.PcapReader;
import kenb.stack.gtpu.GtpuReceiver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Every decoder there is.
final class Targets {
    private static final List<Target> OTHERS =
            List.of(
                    new Target("nas", "NAS", Targets::nas),
                    new Target("nas", "EMM", Targets::emm),
                    new Target("nas", "ESM", Targets::esm),
                    new Target("gtp-u", "GTP-U", Targets::gtpu),
                    new Target("gtp-c", "GTPv2-C", Targets::gtpc),
                    new Target("air", "air-framing", Targets::air),
                    new Target("capture", "capture", Targets::capture),
                    new Target("asn1", "modules", Targets::modules));

    private Targets() {}

    static List<Target> all() {
        var all = new ArrayList<Target>();
        for (var protocol : Protocol.ALL) all.addAll(codecs(protocol));
        all.addAll(OTHERS);
        return List.copyOf(all);
    }

    private static List<Target> codecs(Protocol protocol) {
        var targets = new ArrayList<Target>();
        for (var type : protocol.top()) {
            targets.add(new Target(protocol.name(), type.name(), new PerCheck(type)));
            var lazy = LazyCheck.of(type);
            if (lazy != null) targets.add(new Target(protocol.name(), "lazy-" + type.name(), lazy));
        }
        return targets;
    }

    static List<Target> group(String group) {
        var protocol = Protocol.ALL.stream().filter(it -> it.name().equals(group)).findFirst();
        return protocol.isPresent()
                ? codecs(protocol.get())
                : OTHERS.stream().filter(it -> it.group().equals(group)).toList();
    }

    private static void nas(byte[] octets) {
        NasNames.of(Octets.of(octets));
        try {
            same(octets, NasPdu.decode(Octets.of(octets)).encode());
        } catch (DecodeException e) {
            placed(e, octets);
        }
    }

    private static void same(byte[] octets, Octets again) {
        if (!again.equals(Octets.of(octets)))
            throw new AssertionError(Octets.of(octets) + "\n" + again);
    }

    private static void emm(byte[] octets) {
        try {
            same(octets, NasCodec.encode(NasCodec.decodeEmm(octets)));
        } catch (DecodeException e) {
            placed(e, octets);
        }
    }

    private static void esm(byte[] octets) {
        try {
            same(octets, NasCodec.encode(NasCodec.decodeEsm(Octets.of(octets))));
        } catch (DecodeException e) {
            placed(e, octets);
        }
    }

    private static void placed(DecodeException e, byte[] octets) {
        if (e.bitOffset() < 0 || e.bitOffset() > 8L * octets.length)
            throw new AssertionError("refused at no place: " + e.getMessage(), e);
    }

    private static void gtpu(byte[] octets) {
        var message = Unpooled.buffer(octets.length + 1).writeBytes(octets);
        var tunnels =
                new GtpuReceiver.Tunnels<Object>() {
                    @Override
                    public boolean packet(int teid, ByteBuf packet, Object context) {
                        if ((teid & 1) == 0) return false;
                        packet.release();
                        return true;
                    }

                    @Override
                    public void endMarker(int teid, Object context) {}

                    @Override
                    public boolean extended(
                            int teid, ByteBuf message, int payload, Object context) {
                        GtpuExtension.pdcpNumber(message);
                        GtpuExtension.qfi(message);
                        GtpuExtension.nrUSequence(message);
                        deliveryStatus(message);
                        return packet(teid, message, context);
                    }
                };
        var answer =
                new GtpuReceiver(InetAddress.getLoopbackAddress())
                        .receive(message, tunnels, octets);
        if (answer != null) answer.release();
        if (message.refCnt() != 0) throw new AssertionError("the message was not released");
    }

    private static void deliveryStatus(ByteBuf message) {
        int content = GtpuExtension.find(message, GtpuExtension.NR_RAN_CONTAINER);
        if (content < 0) return;
        try {
            DlDataDeliveryStatus.read(message, content);
        } catch (DecodeException e) {
            if (e.bitOffset() < 0) throw new AssertionError("refused at no place", e);
        }
    }

    private static void gtpc(byte[] octets) {
        try {
            var messages = GtpcCodec.decode(octets);
            same(octets, GtpcCodec.encode(messages));
            for (var message : messages) GtpcCodec.verify(message);
        } catch (DecodeException e) {
            placed(e, octets);
        }
    }

    private static void air(byte[] octets) {
        var datagram = Unpooled.buffer(octets.length + 1).writeBytes(octets);
        var frame = AirFraming.read(datagram);
        if (frame == null) {
            datagram.release();
            return;
        }
        var again = AirFraming.read(AirFraming.write(frame));
        if (again == null
                || again.ueId() != frame.ueId()
                || again.channel() != frame.channel()
                || again.direction() != frame.direction()
                || again.bearer() != frame.bearer()
                || again.snLengthBits() != frame.snLengthBits())
            throw new AssertionError(frame + "\n" + again);
        again.pdu().release();
    }

    private static void capture(byte[] octets) {
        var dissector = new CaptureDissector();
        try (var reader = PcapReader.open(new ByteArrayInputStream(octets))) {
            for (var packet = reader.next(); packet != null; packet = reader.next())
                dissector.dissect(packet, _ -> {});
            dissector.finish(_ -> {});
        } catch (IOException _) {
            // a file of another kind
        }
    }

    /// Text to model to Java; the two documented exceptions are all that may come.
    private static void modules(byte[] octets) throws IOException {
        var file = Files.createTempFile("kenb", ".asn");
        try {
            Files.write(file, new String(octets, UTF_8).getBytes(UTF_8));
            Emitter.emit(Resolver.resolve(List.of(file)), "fuzzed", true);
        } catch (Asn1Exception e) {
            if (e.problems().isEmpty()) throw new AssertionError("refused for no reason", e);
        } catch (NoJavaException _) {
            // a type that PER has, but not this compiler
        } finally {
            Files.delete(file);
        }
    }
}
