package kenb.codec.per;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// Looks into PDUs of an application protocol without decoding them: the procedure, and the fields of
/// the message's container by id; a field's value is decoded when it is asked for. For relays, filters
/// and replay. One serves many PDUs and then allocates nothing but the values asked for; what it says
/// holds until the next PDU. Made by the generated types: `S1apPdu.lazy()`.
///
/// Cost: O(fields) per PDU and per look-up; a container has some tens of them.
public final class LazyPdu {
    /// Generated for a PDU type: passes over a PDU and says what it meets.
    @FunctionalInterface
    public interface Indexer {
        void index(PerReader in, LazyPdu pdu);
    }

    /// Alternative of a PDU that a later release added.
    public static final int UNKNOWN = -1;

    private final PerReader in;
    private final Indexer indexer;
    private int alternative = UNKNOWN;
    private int procedureCode;
    private int criticality;
    private int size;
    private int[] ids = new int[32];
    private int[] criticalities = new int[32];
    private int[] starts = new int[32];
    private int[] ends = new int[32];

    public LazyPdu(PerReader in, Indexer indexer) {
        this.in = in;
        this.indexer = indexer;
    }

    /// Goes to the next PDU, `length` octets of `bytes` from `offset`; they must stay as they are as
    /// long as this is asked about them.
    ///
    /// @throws DecodeException when the PDU is broken outside its fields' values
    public LazyPdu read(byte[] bytes, int offset, int length) {
        in.reset(bytes, offset, length);
        return index();
    }

    /// As above with the readable bytes of a buffer, which are copied once.
    public LazyPdu read(ByteBuf pdu) {
        in.reset(pdu);
        return index();
    }

    private LazyPdu index() {
        alternative = UNKNOWN;
        procedureCode = 0;
        criticality = 0;
        size = 0;
        indexer.index(in, this);
        return this;
    }

    // ---- what the PDU is

    /// Which alternative of the PDU's CHOICE: 0 initiating message, 1 successful and 2 unsuccessful
    /// outcome (RANAP: 3 outcome); {@link #UNKNOWN} for another.
    public int alternative() {
        return alternative;
    }

    public int procedureCode() {
        return procedureCode;
    }

    /// Of the procedure: 0 reject, 1 ignore, 2 notify.
    public int criticality() {
        return criticality;
    }

    /// Whether it is this message, by a constant of the elementary procedures.
    public boolean is(InformationObject<?> message) {
        return alternative == message.field() && procedureCode == message.key();
    }

    // ---- fields

    /// Number of fields in the message's container; 0 where the message is not known.
    public int size() {
        return size;
    }

    public int id(int index) {
        return ids[Objects.checkIndex(index, size)];
    }

    /// 0 reject, 1 ignore, 2 notify.
    public int criticality(int index) {
        return criticalities[Objects.checkIndex(index, size)];
    }

    /// The index of the first field with an id; -1 where there is none.
    public int find(int id) {
        for (int i = 0; i < size; i++) if (ids[i] == id) return i;
        return -1;
    }

    /// A field's value, undecoded.
    public Octets octets(int index) {
        in.seek(starts[Objects.checkIndex(index, size)]);
        return in.openOctets();
    }

    /// Whether the message came in fragments of 16K, so that the places of its fields are in the whole
    /// put together, not in the PDU.
    public boolean reassembled() {
        return in.reassembled();
    }

    /// Where a field's open type, its length before the value, begins in the PDU; in octets.
    public int start(int index) {
        return starts[Objects.checkIndex(index, size)] >> 3;
    }

    /// Where it ends.
    public int end(int index) {
        return ends[Objects.checkIndex(index, size)] >> 3;
    }

    /// Decodes the value of the first field with this object; null where there is none.
    ///
    /// @throws DecodeException when the value breaks a constraint
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(InformationObject<T> object) {
        int index = find(object.key());
        if (index < 0) return null;
        in.seek(starts[index]);
        return (T) Verbatim.strip(in.open(object.set(), object.field(), object.key()));
    }

    // ---- called by indexers

    /// The PDU's envelope.
    public void message(int chosen, int code, int messageCriticality) {
        alternative = chosen;
        procedureCode = code;
        criticality = messageCriticality;
    }

    /// A field whose value stands next; passes over it.
    public void field(PerReader reader, int id, int fieldCriticality) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            criticalities = Arrays.copyOf(criticalities, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ids[size] = id;
        criticalities[size] = fieldCriticality;
        starts[size] = reader.nextOctet();
        reader.skipOpen();
        ends[size] = reader.bitOffset();
        size++;
    }
}
