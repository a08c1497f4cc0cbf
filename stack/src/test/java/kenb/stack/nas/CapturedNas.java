package kenb.stack.nas;

import kenb.codec.per.Octets;
import kenb.codec.per.PduType;
import kenb.stack.capture.CaptureDissector;
import kenb.stack.capture.CapturedPdu;
import kenb.stack.capture.PcapReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A NAS PDU in the S1AP of a capture.
///
/// @param uplink in INITIAL UE MESSAGE or UPLINK NAS TRANSPORT
record CapturedNas(boolean uplink, Octets octets) {
    private static final int S1AP = 18;
    private static final int NAS_PDU_ID = 26;
    private static final int INITIAL_UE_MESSAGE = 12;
    private static final int UPLINK_NAS_TRANSPORT = 13;
    private static final PduType PDU =
            PduType.of("kenb.codec.s1ap", CapturedNas.class.getClassLoader()).get("S1AP-PDU");

    /// In the order of the capture.
    ///
    /// @param capture one of the shared ones
    static List<CapturedNas> of(String capture) throws IOException {
        return of(Path.of(System.getProperty("kenb.shared", ""), "pcaps", capture));
    }

    static List<CapturedNas> of(Path file) throws IOException {
        var found = new ArrayList<CapturedNas>();
        var dissector = new CaptureDissector();
        try (var reader = PcapReader.open(file)) {
            for (var packet = reader.next(); packet != null; packet = reader.next()) {
                dissector.dissect(packet, pdu -> add(pdu, found));
            }
        }
        return found;
    }

    private static void add(CapturedPdu pdu, List<CapturedNas> found) {
        if (!(pdu instanceof CapturedPdu.Message m) || m.payloadProtocolId() != S1AP) return;
        int procedure = m.payload()[1];
        boolean uplink = procedure == INITIAL_UE_MESSAGE || procedure == UPLINK_NAS_TRANSPORT;
        for (Octets octets : inside(PDU.decode(m.payload()))) {
            found.add(new CapturedNas(uplink, octets));
        }
    }

    /// What is called NAS in a message of S1AP or RRC, or stands in field 26 of S1AP.
    static Set<Octets> inside(Object message) {
        var found = new LinkedHashSet<Octets>();
        collect(message, "", found);
        return found;
    }

    private static void collect(Object value, String name, Set<Octets> found) {
        switch (value) {
            case Octets octets when name.toLowerCase().matches(".*(naspdu|infonas)") -> {
                if (!isFiller(octets)) found.add(octets);
            }
            case List<?> list -> list.forEach(item -> collect(item, name, found));
            case Record record ->
                    parts(record, name).forEach(part -> collect(part.value(), part.name(), found));
            default -> {}
        }
    }

    /// One message of a conformance test carries nothing but the octet EF, many times.
    private static boolean isFiller(Octets octets) {
        return octets.toHex().matches("(ef)+");
    }

    private record Part(String name, Object value) {}

    private static List<Part> parts(Record record, String outer) {
        boolean field = false;
        var parts = new ArrayList<Part>();
        for (var component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (value == null) continue;
                String name = component.getName();
                field |= name.equals("id") && value.equals(NAS_PDU_ID);
                String called = field ? "naspdu" : outer + record.getClass().getSimpleName();
                parts.add(new Part(name.equals("value") ? called : name, value));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return parts;
    }
}
