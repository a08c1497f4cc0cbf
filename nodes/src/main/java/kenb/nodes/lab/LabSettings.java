package kenb.nodes.lab;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/// What a run is asked to do.
///
/// @param folder where its files go; null: `kenb-run-<n>` with the first free n
/// @param seed of all randomness: identities, keys, addresses
/// @param carrier `auto`, `udp` or `kernel`
/// @param cipher `java`, `bouncycastle`, `ipsec-mb` or `auto`
/// @param duration of the user traffic, all in all
/// @param packetsPerSecond each way
/// @param packetOctets length of an IP packet
/// @param fault what goes wrong; null: nothing
public record LabSettings(
        @Nullable Path folder,
        long seed,
        String carrier,
        String cipher,
        Duration duration,
        int packetsPerSecond,
        int packetOctets,
        @Nullable Fault fault) {

    public static final Duration DEFAULT_DURATION = Duration.ofMillis(1500);
    public static final int DEFAULT_RATE = 400;
    public static final int DEFAULT_PACKET_OCTETS = 200;

    public static LabSettings defaults(long seed) {
        return new LabSettings(
                null,
                seed,
                "auto",
                "java",
                DEFAULT_DURATION,
                DEFAULT_RATE,
                DEFAULT_PACKET_OCTETS,
                null);
    }

    public LabSettings inFolder(Path folder) {
        return new LabSettings(
                folder, seed, carrier, cipher, duration, packetsPerSecond, packetOctets, fault);
    }

    public LabSettings with(Fault fault) {
        return new LabSettings(
                folder, seed, carrier, cipher, duration, packetsPerSecond, packetOctets, fault);
    }

    public LabSettings with(Duration duration, int packetsPerSecond) {
        return new LabSettings(
                folder, seed, carrier, cipher, duration, packetsPerSecond, packetOctets, fault);
    }

    public LabSettings over(String carrier) {
        return new LabSettings(
                folder, seed, carrier, cipher, duration, packetsPerSecond, packetOctets, fault);
    }

    public LabSettings cipheringBy(String cipher) {
        return new LabSettings(
                folder, seed, carrier, cipher, duration, packetsPerSecond, packetOctets, fault);
    }
}
