package kenb.codec.gtpc;

import kenb.codec.gtpc.MmVectors.Quadruplet;
import kenb.codec.gtpc.MmVectors.Quintuplet;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// MM context with the EPS security context, TS 29.274 figure 8.38-5: what one MME tells another of a UE and its keys. What it prints shows
/// no key.
///
/// @param ksi of K_ASME, 3 bits
/// @param integrity EIA in use, 3 bits
/// @param ciphering EEA in use, 4 bits
/// @param downlinkCount NAS COUNT, 24 bits
/// @param uplinkCount NAS COUNT, 24 bits
/// @param kasme 32 octets
/// @param nextHop what the target eNB's key is derived from
/// @param accessRestriction one octet; read as null where an earlier release ends before it
/// @param old the context before, while another is being taken into use (TS 33.401 §7.2.10)
/// @param rest voice domain preference and what follows it
public record EpsMmContext(
        int ksi,
        int integrity,
        int ciphering,
        int downlinkCount,
        int uplinkCount,
        Octets kasme,
        List<Quadruplet> quadruplets,
        List<Quintuplet> quintuplets,
        @Nullable NextHop nextHop,
        MmCapabilities capabilities,
        @Nullable Integer accessRestriction,
        @Nullable OldContext old,
        Octets rest) {
    private static final int SECURITY_MODE = 4 << 5;
    private static final int NHI = 0x10;
    private static final int OSCI = 0x01;
    private static final int SAMBRI = 0x80;
    private static final int OLD_NHI = 0x80;

    /// @param nh 32 octets
    /// @param ncc 3 bits
    public record NextHop(Octets nh, int ncc) {
        @Override
        public String toString() {
            return "NextHop[ncc=" + ncc + "]";
        }
    }

    /// @param nh 32 octets
    public record OldContext(int ksi, int ncc, Octets kasme, @Nullable Octets nh) {
        @Override
        public String toString() {
            return "OldContext[ksi=" + ksi + ", ncc=" + ncc + "]";
        }
    }

    /// A context without unused vectors, AMBR and old context.
    public EpsMmContext(
            int ksi,
            int integrity,
            int ciphering,
            int downlinkCount,
            int uplinkCount,
            Octets kasme,
            @Nullable NextHop nextHop,
            MmCapabilities capabilities) {
        this(
                ksi,
                integrity,
                ciphering,
                downlinkCount,
                uplinkCount,
                kasme,
                List.of(),
                List.of(),
                nextHop,
                capabilities,
                0,
                null,
                Octets.EMPTY);
    }

    static EpsMmContext read(FieldReader in) {
        int first = in.octet("security mode");
        int second = in.octet("numbers");
        int third = in.octet("algorithms");
        int downlink = in.number("NAS downlink COUNT", 3);
        int uplink = in.number("NAS uplink COUNT", 3);
        Octets kasme = in.octets("KASME", 32);
        var quadruplets = MmVectors.read(in, second >> 2 & 7, Quadruplet::read);
        var quintuplets = MmVectors.read(in, second >> 5, Quintuplet::read);
        Octets drx = MmCapabilities.readDrx(in, first);
        NextHop nextHop =
                (first & NHI) == 0 ? null : new NextHop(in.octets("NH", 32), in.octet("NCC") & 7);
        var capabilities =
                MmCapabilities.read(
                        in, drx, (third & SAMBRI) != 0, (second & MmCapabilities.USED_AMBR) != 0);
        Integer restriction = in.hasMore() ? in.octet("access restriction") : null;
        OldContext old = (second & OSCI) == 0 ? null : readOld(in);
        return new EpsMmContext(
                first & 7,
                third >> 4 & 7,
                third & 0xf,
                downlink,
                uplink,
                kasme,
                quadruplets,
                quintuplets,
                nextHop,
                capabilities,
                restriction,
                old,
                in.rest());
    }

    private static OldContext readOld(FieldReader in) {
        int head = in.octet("old KSI and NCC");
        return new OldContext(
                head >> 3 & 7,
                head & 7,
                in.octets("old KASME", 32),
                (head & OLD_NHI) == 0 ? null : in.octets("old NH", 32));
    }

    void write(FieldWriter out) {
        out.octet(SECURITY_MODE | (nextHop == null ? 0 : NHI) | capabilities.drxFlag() | ksi)
                .octet(
                        MmVectors.count(quintuplets) << 5
                                | MmVectors.count(quadruplets) << 2
                                | capabilities.usedFlag()
                                | (old == null ? 0 : OSCI))
                .octet(
                        (capabilities.subscribed() == null ? 0 : SAMBRI)
                                | integrity << 4
                                | ciphering)
                .number(downlinkCount, 3)
                .number(uplinkCount, 3)
                .fixed(kasme, 32);
        for (var vector : quadruplets) vector.write(out);
        for (var vector : quintuplets) vector.write(out);
        capabilities.writeDrx(out);
        if (nextHop != null) out.fixed(nextHop.nh(), 32).octet(nextHop.ncc());
        capabilities.write(out);
        if (accessRestriction != null || old != null || rest.length() > 0) {
            out.octet(accessRestriction == null ? 0 : accessRestriction);
        }
        if (old != null) writeOld(old, out);
        out.octets(rest);
    }

    private static void writeOld(OldContext old, FieldWriter out) {
        out.octet((old.nh() == null ? 0 : OLD_NHI) | old.ksi() << 3 | old.ncc())
                .fixed(old.kasme(), 32);
        if (old.nh() != null) out.fixed(old.nh(), 32);
    }

    @Override
    public String toString() {
        return "EpsMmContext[ksi=%d, EIA%d, EEA%d, downlink COUNT %d, uplink COUNT %d, %s, %d unused vectors]"
                .formatted(
                        ksi,
                        integrity,
                        ciphering,
                        downlinkCount,
                        uplinkCount,
                        nextHop,
                        quadruplets.size() + quintuplets.size());
    }
}
