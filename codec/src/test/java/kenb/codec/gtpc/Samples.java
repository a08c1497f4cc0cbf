package kenb.codec.gtpc;

import kenb.codec.gtpc.MmVectors.Quadruplet;
import kenb.codec.gtpc.MmVectors.Quintuplet;
import kenb.codec.gtpc.MmVectors.Triplet;
import kenb.codec.per.Octets;

import java.util.List;

/// Messages of a relocation between two MMEs, and contexts of every kind. Keys are octets that repeat: 4b in EPS, c1 in UMTS, 4e for NH.
final class Samples {
    static final FTeid S10 = new FTeid(FTeid.S10_MME, 0x01020304, Octets.ofHex("7f000003"), null);

    private Samples() {}

    static Octets fill(int value, int count) {
        byte[] octets = new byte[count];
        java.util.Arrays.fill(octets, (byte) value);
        return Octets.of(octets);
    }

    static Quadruplet quadruplet() {
        return new Quadruplet(fill(1, 16), fill(2, 8), fill(3, 16), fill(0x4b, 32));
    }

    static Quintuplet quintuplet() {
        return new Quintuplet(fill(1, 16), fill(2, 8), fill(0xc1, 16), fill(0xc1, 16), fill(3, 16));
    }

    static MmCapabilities capabilities() {
        return MmCapabilities.of(Octets.ofHex("e0e0c040"));
    }

    static MmCapabilities allCapabilities() {
        return new MmCapabilities(
                Octets.ofHex("0a00"),
                new Ambr(100_000, 200_000),
                new Ambr(50_000, 150_000),
                Octets.ofHex("e0e0c040"),
                Octets.ofHex("e5e034"),
                Octets.ofHex("5386092479184504"));
    }

    static EpsMmContext epsContext() {
        return new EpsMmContext(
                1,
                2,
                2,
                5,
                7,
                fill(0x4b, 32),
                new EpsMmContext.NextHop(fill(0x4e, 32), 2),
                capabilities());
    }

    static EpsMmContext fullEpsContext() {
        return new EpsMmContext(
                1,
                2,
                1,
                0x010203,
                0xfffffe,
                fill(0x4b, 32),
                List.of(quadruplet(), quadruplet()),
                List.of(quintuplet()),
                new EpsMmContext.NextHop(fill(0x4e, 32), 5),
                allCapabilities(),
                3,
                new EpsMmContext.OldContext(2, 4, fill(0x4b, 32), fill(0x4e, 32)),
                Octets.ofHex("0100"));
    }

    static UmtsMmContext umtsContext(UmtsMmContext.Variant variant) {
        return new UmtsMmContext(
                variant,
                3,
                variant == UmtsMmContext.Variant.USED_CIPHER_AND_QUINTUPLETS ? 2 : 0,
                fill(0xc1, 16),
                fill(0xc1, 16),
                variant == UmtsMmContext.Variant.QUADRUPLETS_AND_QUINTUPLETS
                        ? List.of(quadruplet())
                        : List.of(),
                List.of(quintuplet(), quintuplet()),
                allCapabilities(),
                Octets.ofHex("0000"));
    }

    static List<GtpcIe> mmContexts() {
        var triplet = new Triplet(fill(1, 16), fill(2, 4), fill(0xc1, 8));
        return List.of(
                GtpcIeTypes.MM_CONTEXT.of(epsContext()),
                GtpcIeTypes.MM_CONTEXT.of(fullEpsContext()),
                GtpcIeTypes.UMTS_KEY_USED_CIPHER_AND_QUINTUPLETS.of(
                        umtsContext(UmtsMmContext.Variant.USED_CIPHER_AND_QUINTUPLETS)),
                GtpcIeTypes.UMTS_KEY_AND_QUINTUPLETS.of(
                        umtsContext(UmtsMmContext.Variant.QUINTUPLETS)),
                GtpcIeTypes.UMTS_KEY_QUADRUPLETS_AND_QUINTUPLETS.of(
                        umtsContext(UmtsMmContext.Variant.QUADRUPLETS_AND_QUINTUPLETS)),
                GtpcIeTypes.GSM_KEY_AND_TRIPLETS.of(
                        new GsmMmContext(
                                true,
                                2,
                                1,
                                fill(0xc1, 8),
                                List.of(triplet),
                                List.of(),
                                allCapabilities(),
                                Octets.ofHex("00"))),
                GtpcIeTypes.GSM_KEY_USED_CIPHER_AND_QUINTUPLETS.of(
                        new GsmMmContext(
                                false,
                                2,
                                1,
                                fill(0xc1, 8),
                                List.of(),
                                List.of(quintuplet()),
                                capabilities(),
                                Octets.EMPTY)));
    }

    static GtpcMessage forwardRelocationRequest() {
        return new GtpcMessage(
                GtpcMessageType.FORWARD_RELOCATION_REQUEST,
                0,
                1,
                GtpcIeTypes.IMSI.of("001010000000001"),
                GtpcIeTypes.F_TEID.of(S10),
                GtpcIeTypes.PDN_CONNECTION.of(
                        GtpcIes.of(
                                GtpcIeTypes.APN.of("internet"),
                                GtpcIeTypes.EBI.of(5),
                                GtpcIeTypes.BEARER_CONTEXT.of(
                                        GtpcIes.of(
                                                GtpcIeTypes.EBI.of(5),
                                                GtpcIeTypes.BEARER_QOS.of(
                                                        BearerQos.nonGbr(0x4d, 9)))))),
                GtpcIeTypes.MM_CONTEXT.of(epsContext()));
    }
}
