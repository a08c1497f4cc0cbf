package kenb.nodes.radio;

import java.net.InetSocketAddress;

/// A cell as the lab's air has it.
///
/// @param pci physical cell identity, 0 to 503
/// @param earfcn downlink channel number
/// @param address where its eNB listens to the radio stand-in
/// @param firstCrnti first of {@link #CRNTIS} C-RNTIs that belong to this cell in this lab; the lower half is picked from
///     at random access, the upper half is what the eNB allots
public record Cell(int pci, int earfcn, InetSocketAddress address, int firstCrnti) {
    public static final int CRNTIS = 4096;
}
