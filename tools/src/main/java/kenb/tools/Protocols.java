package kenb.tools;

import kenb.codec.s1ap.S1apPdu;
import kenb.codec.x2ap.X2apPdu;
import kenb.tools.decode.AirKeys;
import kenb.tools.decode.AirReader;
import kenb.tools.decode.ApReader;
import kenb.tools.decode.GtpuReader;
import kenb.tools.decode.IeNames;
import kenb.tools.decode.PduReader;
import kenb.tools.decode.PduTree;

import java.util.List;
import java.util.function.Supplier;

/// The protocols whose messages the commands understand.
final class Protocols {
    private Protocols() {}

    /// @param air keys to the radio interface of the capture
    static List<PduReader> readers(AirKeys air) {
        return List.of(
                new AirReader(air, "PDCP-LTE"),
                new AirReader(air, "RLC-LTE"),
                new GtpuReader(),
                new ApReader("S1AP", S1apPdu::decode, trees(S1apPdu.class)),
                new ApReader("X2AP", X2apPdu::decode, trees(X2apPdu.class)));
    }

    /// Names are looked up when the first message of the protocol comes.
    private static Supplier<PduTree> trees(Class<?> pdu) {
        return new Supplier<>() {
            private final java.util.concurrent.atomic.AtomicReference<PduTree> made =
                    new java.util.concurrent.atomic.AtomicReference<>();

            @Override
            public PduTree get() {
                var before = made.get();
                if (before != null) return before;
                var now = new PduTree(IeNames.beside(pdu)::name);
                made.set(now);
                return now;
            }
        };
    }
}
