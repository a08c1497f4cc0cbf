package kenb.stack.pdcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import kenb.stack.cipher.CipherEngine;
import kenb.stack.cipher.CipheringAlgorithm;
import kenb.stack.cipher.Direction;
import kenb.stack.cipher.IntegrityAlgorithm;
import kenb.stack.cipher.JavaEngine;
import kenb.stack.keys.Key;
import kenb.stack.keys.KeyPurpose;
import kenb.stack.keys.KeyRing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Entities and what came out of them.
final class PdcpBench {
    static final byte[] K = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    static final byte[] K_REVERSED = HexFormat.of().parseHex("0f0e0d0c0b0a09080706050403020100");

    final CipherEngine engine = new JavaEngine();
    final KeyRing ring = new KeyRing("test", () -> Instant.EPOCH, _ -> {});
    final List<PdcpEvent> events = new ArrayList<>();
    final List<String> down = new ArrayList<>();
    final List<ByteBuf> pdus = new ArrayList<>();
    final List<String> up = new ArrayList<>();

    /// 128-EEA2 under 00 01 …, 128-EIA2 under 0f 0e ….
    SecurityContext aes() {
        return context(CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, K, K_REVERSED);
    }

    SecurityContext context(
            CipheringAlgorithm eea, IntegrityAlgorithm eia, byte[] cipherKey, byte[] integrityKey) {
        return SecurityContext.of(
                eea,
                eia,
                engine,
                ring.provision(KeyPurpose.RRC_ENC, cipherKey),
                ring.provision(KeyPurpose.RRC_INT, integrityKey),
                ring.provision(KeyPurpose.UP_ENC, cipherKey),
                ring.provision(KeyPurpose.UP_INT, integrityKey));
    }

    Key kenb(int octet) {
        byte[] octets = new byte[32];
        octets[0] = (byte) octet;
        return ring.provision(KeyPurpose.KENB, octets);
    }

    SecurityContext derived(int kenbOctet) {
        return SecurityContext.derive(
                kenb(kenbOctet), CipheringAlgorithm.EEA2, IntegrityAlgorithm.EIA2, engine);
    }

    SrbEntity srb(int id, Direction transmit) {
        return new SrbEntity(id, transmit, events::add);
    }

    SrbEntity securedSrb(int id, Direction transmit, SecurityContext context) {
        SrbEntity srb = srb(id, transmit);
        srb.use(context);
        srb.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        srb.protectReceive(Protection.INTEGRITY_AND_CIPHERING);
        return srb;
    }

    /// Its PDUs are kept in `pdus` and shown in `down`, its SDUs in `up`.
    DrbEntity drb(DrbSettings settings, Direction transmit, SecurityContext context) {
        return new DrbEntity(
                settings,
                transmit,
                context,
                (pdu, _) -> {
                    down.add(ByteBufUtil.hexDump(pdu));
                    pdus.add(pdu);
                },
                (sdu, _) -> up.add(take(sdu)),
                events::add);
    }

    /// Releases the PDUs that nobody took.
    void release() {
        pdus.stream().filter(pdu -> pdu.refCnt() > 0).forEach(ByteBuf::release);
    }

    static ByteBuf octets(String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        ByteBuf buffer =
                Unpooled.directBuffer(3 + octets.length + 4).writeZero(3).writeBytes(octets);
        return buffer.skipBytes(3);
    }

    static String take(ByteBuf buffer) {
        String hex = ByteBufUtil.hexDump(buffer);
        buffer.release();
        return hex;
    }
}
