package kenb.nodes.lab;

import kenb.nodes.radio.Leg;
import kenb.nodes.radio.Radio;
import kenb.stack.air.WiresharkProfile;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.keys.Key;
import kenb.stack.pdcp.SecurityContext;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Notes every set of keys that a UE comes to use on the air, so that a capture can be deciphered. This is a lab: the file
/// that they go to says so, and is its owner's alone.
final class AirKeys implements Radio.Observer {

    /// @param ueId the tag that the leg's PDUs carry
    record KeySet(
            int ueId,
            String label,
            String ciphering,
            String integrity,
            String kRrcEnc,
            String kRrcInt,
            String kUpEnc) {

        /// Without the keys.
        @Override
        public String toString() {
            return "KeySet[" + ueId + ", " + label + "]";
        }
    }

    private static final String FILE = "keys.json";

    private final AddressPlan addresses;
    private final List<KeySet> sets = new ArrayList<>();

    AirKeys(AddressPlan addresses) {
        this.addresses = addresses;
    }

    @Override
    public synchronized void secured(Leg leg, SecurityContext security) {
        boolean signalling = security.hasSignallingKeys();
        sets.add(
                new KeySet(
                        leg.crnti(),
                        "UE 0 at %s, %s"
                                .formatted(
                                        node(leg),
                                        signalling ? "master cell group" : "secondary cell group"),
                        security.ciphering().name(),
                        signalling ? security.integrity().name() : "",
                        signalling ? hex(security.kRrcEnc()) : "",
                        signalling ? hex(security.kRrcInt()) : "",
                        hex(security.kUpEnc())));
    }

    private String node(Leg leg) {
        InetSocketAddress remote = leg.remote();
        return remote == null ? "nowhere" : addresses.nodeAt(remote.getAddress());
    }

    synchronized List<KeySet> sets() {
        return List.copyOf(sets);
    }

    WiresharkProfile wireshark() {
        return new WiresharkProfile(sets().stream().map(AirKeys::leg).toList());
    }

    private static WiresharkProfile.LegKeys leg(KeySet set) {
        var integrity = set.integrity().isEmpty() ? "EIA0" : set.integrity();
        return new WiresharkProfile.LegKeys(
                set.ueId(),
                CipheringAlgorithm.valueOf(set.ciphering()),
                IntegrityAlgorithm.valueOf(integrity),
                set.kRrcEnc(),
                set.kUpEnc(),
                set.kRrcInt());
    }

    private static String hex(Key key) {
        return HexFormat.of().formatHex(key.export(FILE));
    }
}
