package kenb.codec.nas;

import kenb.codec.per.DecodeException;
import kenb.codec.per.Octets;
import kenb.codec.tlv.FieldReader;
import kenb.codec.tlv.FieldWriter;

import java.util.ArrayList;
import java.util.List;

/// Tracking area identity list, TS 24.301 §9.9.3.33: partial lists of type(2) ‖ number of elements less one(5), then 0: a PLMN and
/// tracking area codes, 1: a PLMN and the first of consecutive codes, 2: whole identities.
public final class TaiList {
    private static final int CONSECUTIVE = 1;
    private static final int SEVERAL_PLMNS = 2;
    private static final int LARGEST_PARTIAL_LIST = 16;

    private TaiList() {}

    /// All identities, in the order of the wire.
    ///
    /// @param value of the element, without identifier and length
    /// @throws DecodeException for a partial list that is cut or of a type of its own
    public static List<Tai> read(Octets value) {
        byte[] octets = value.toByteArray();
        var in = new FieldReader("NAS TAI list", octets, 0, octets.length);
        var list = new ArrayList<Tai>();
        while (in.hasMore()) readPartial(in, list);
        return list;
    }

    private static void readPartial(FieldReader in, List<Tai> list) {
        int head = in.octet("type of list");
        int type = head >> 5 & 3;
        int count = (head & 0x1f) + 1;
        if (type == SEVERAL_PLMNS) {
            for (int i = 0; i < count; i++) list.add(Tai.read(in));
            return;
        }
        if (type > SEVERAL_PLMNS) throw in.wrong("type of list", "0 to 2 expected, got " + type);
        Octets plmn = in.octets("PLMN", 3);
        int code = in.number("TAC", 2);
        list.add(new Tai(plmn, code));
        for (int i = 1; i < count; i++) {
            int next = type == CONSECUTIVE ? code + i & 0xffff : in.number("TAC", 2);
            list.add(new Tai(plmn, next));
        }
    }

    /// The value of the element: partial lists of type 2, each of up to 16 identities; of type 0 where all have one PLMN.
    ///
    /// @param list 1 to 16 identities by TS 24.301, of which more are not refused here
    public static Octets write(List<Tai> list) {
        var out = new FieldWriter();
        for (int from = 0; from < list.size(); from += LARGEST_PARTIAL_LIST) {
            int to = Math.min(list.size(), from + LARGEST_PARTIAL_LIST);
            writePartial(out, list.subList(from, to));
        }
        return out.toOctets();
    }

    private static void writePartial(FieldWriter out, List<Tai> list) {
        Octets plmn = list.getFirst().plmn();
        boolean onePlmn = list.stream().allMatch(tai -> tai.plmn().equals(plmn));
        out.octet((onePlmn ? 0 : SEVERAL_PLMNS << 5) | list.size() - 1);
        if (onePlmn) {
            out.fixed(plmn, 3);
            for (Tai tai : list) out.number(tai.code(), 2);
        } else {
            for (Tai tai : list) out.octets(tai.value());
        }
    }
}
