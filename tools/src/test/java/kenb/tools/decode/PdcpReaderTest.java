package kenb.tools.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.air.NrAirFrame;
import kenb.stack.air.NrAirFraming;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.cipher.PduBatch;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;
import kenb.stack.pdcp.Protection;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;

/// NR PDUs as a capture has them, opened with a key file.
@Tag("R-03")
class PdcpReaderTest {
    private static final int UE = 0x1239;
    private static final String ENC = "0f0e0d0c0b0a09080706050403020100";
    private static final String INT = "00112233445566778899aabbccddeeff";

    /// UL-DCCH, RRC Reconfiguration Complete (TS 38.331 §6.2.2).
    private static final byte[] COMPLETE = HexFormat.of().parseHex("0a00");

    /// An IPv4 header and four octets.
    private static final byte[] PACKET =
            HexFormat.of().parseHex("450000180001000040113cc90a000001" + "0a000002" + "01020304");

    @TempDir Path folder;
    private PduReader reader = new GtpuReader();

    @BeforeEach
    void readKeys() throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(
                file,
                """
                {"pdcpNr": [{"ueId": %d, "ciphering": "NEA2", "integrity": "NIA2", "kRrcEnc": "%s",
                  "kRrcInt": "%s", "kUpEnc": "%s", "kUpInt": "%s"}]}
                """
                        .formatted(UE, ENC, INT, ENC, INT));
        var keys = CaptureKeys.read(file);
        reader =
                new PdcpReader(
                        keys, new Containers(new NasReader(keys.nas(), NasReader.EPS)), "PDCP-NR");
    }

    @Test
    void signallingIsDecipheredAndVerifiedAcrossOverflowsAndGaps() throws Exception {
        for (int count = 0; count < 20_000; count += count % 7 == 3 ? 40 : 1) {
            byte[] pdu = protect(2, 12, count, 0, COMPLETE, 0);
            var read =
                    reader.read(
                            framed(
                                    NrAirFrame.signalling(
                                            UE,
                                            Protection.INTEGRITY_AND_CIPHERING,
                                            Direction.UPLINK,
                                            1,
                                            Unpooled.wrappedBuffer(pdu))));
            assertThat(read.protocol()).isEqualTo("NR-RRC");
            assertThat(read.name()).isEqualTo("RRCReconfigurationComplete");
            assertThat(read.details())
                    .contains(new Detail("PDCP", "EEA2, EIA2 verified, COUNT " + count));
        }
    }

    @Test
    void aForgedPduIsNotTakenForVerified() throws Exception {
        byte[] pdu = protect(2, 12, 5, 0, COMPLETE, 0);
        for (int i = 2; i < pdu.length; i++) {
            byte[] forged = pdu.clone();
            forged[i] ^= 0x40;
            var read =
                    reader.read(
                            framed(
                                    NrAirFrame.signalling(
                                            UE,
                                            Protection.INTEGRITY_AND_CIPHERING,
                                            Direction.UPLINK,
                                            1,
                                            Unpooled.wrappedBuffer(forged))));
            assertThat(read.details()).noneMatch(it -> it.value().contains(" verified,"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void userDataIsOpenedBehindItsSdapHeader(int snLength) throws Exception {
        for (int sdap = 0; sdap < 2; sdap++) {
            int header = snLength == 12 ? 2 : 3;
            byte[] payload = Arrays.copyOf(new byte[] {0x09}, sdap + PACKET.length);
            System.arraycopy(PACKET, 0, payload, sdap, PACKET.length);
            byte[] pdu = protect(header, snLength, 7, 4, payload, sdap);
            var read =
                    reader.read(
                            framed(
                                    NrAirFrame.user(
                                            UE,
                                            Direction.UPLINK,
                                            5,
                                            snLength,
                                            true,
                                            sdap == 1,
                                            Unpooled.wrappedBuffer(pdu))));
            assertThat(read.name()).isEqualTo("data PDU on DRB5");
            assertThat(read.details())
                    .contains(
                            new Detail("packet", "IPv4 10.0.0.1 → 10.0.0.2"),
                            new Detail("PDCP", "EEA2, EIA2 verified, COUNT 7"));
        }
    }

    private static byte[] framed(NrAirFrame frame) {
        var datagram = NrAirFraming.write(frame);
        try {
            return ByteBufUtil.getBytes(datagram);
        } finally {
            datagram.release();
        }
    }

    /// Header, payload and MAC-I, ciphered behind header and SDAP header (TS 38.323 §5.8, §5.9).
    private static byte[] protect(
            int header, int snLength, int count, int bearer, byte[] payload, int sdap) {
        var engine = new JavaEngine();
        var ring = new KeyRing("test", InstantSource.system(), _ -> {});
        boolean user = bearer != 0;
        int sn = count & (1 << snLength) - 1 | (user ? 1 << header * 8 - 1 : 0);
        var pdu = ByteBuffer.allocate(header + payload.length + 4);
        for (int i = header - 1; i >= 0; i--) pdu.put((byte) (sn >> 8 * i));
        pdu.put(payload);
        var octets = Unpooled.wrappedBuffer(pdu.array());
        var batch = new PduBatch(1);
        var integrity =
                ring.provision(
                        user ? KeyPurpose.UP_INT : KeyPurpose.RRC_INT,
                        HexFormat.of().parseHex(INT));
        batch.add(
                octets,
                0,
                (header + payload.length) * 8,
                engine.prepare(IntegrityAlgorithm.EIA2, integrity),
                count,
                bearer,
                Direction.UPLINK);
        engine.authenticate(batch);
        octets.setInt(header + payload.length, batch.mac(0));
        batch.clear();
        var ciphering =
                ring.provision(
                        user ? KeyPurpose.UP_ENC : KeyPurpose.RRC_ENC,
                        HexFormat.of().parseHex(ENC));
        batch.add(
                octets,
                header + sdap,
                (payload.length - sdap + 4) * 8,
                engine.prepare(CipheringAlgorithm.EEA2, ciphering),
                count,
                bearer,
                Direction.UPLINK);
        engine.cipher(batch);
        return pdu.array();
    }
}
