package kenb.nodes;

import java.util.Arrays;

/// Key octets inside a message on their way between nodes, TS 33.401 §6.2. Shown nowhere; whoever has made use of them
/// wipes them.
public final class KeyOctets {
    private final byte[] octets;

    /// Takes over the array.
    public KeyOctets(byte[] octets) {
        this.octets = octets;
    }

    /// The array itself; empty of meaning after {@link #wipe}.
    public byte[] octets() {
        return octets;
    }

    public void wipe() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public String toString() {
        return "key of " + octets.length + " octets";
    }
}
