package kenb.stack.pdcp;

import static kenb.stack.pdcp.PdcpBench.octets;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import kenb.stack.cipher.Direction;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// The end of COUNT, at every kind of entity: told before it, once per key and direction; never passed; watched anew under new keys.
@Tag("K-05")
class CountWatchTest {
    private static final long LAST = (1L << 32) - 1;
    private static final long THRESHOLD = LAST - 1;

    private final PdcpBench bench = new PdcpBench();
    private final SecurityContext aes = bench.aes();
    private final List<ByteBuf> pdus = new ArrayList<>();
    private int delivered;

    enum Kind {
        LTE_SRB,
        LTE_AM,
        LTE_AM_REORDERING,
        LTE_UM,
        LTE_UM_REORDERING,
        NR_SRB,
        NR_AM,
        NR_UM
    }

    /// An entity seen from its two ends.
    private interface Ends {
        boolean transmit(ByteBuf sdu);

        void receive(ByteBuf pdu);

        void resume(SnStatus status);

        void reestablish(SecurityContext keys);

        SnStatus status();
    }

    @ParameterizedTest
    @EnumSource
    void theOwnerIsToldBeforeTheEndAndTheEndIsNotPassed(Kind kind) {
        Ends ue = ends(kind, Direction.UPLINK);
        Ends net = ends(kind, Direction.DOWNLINK);
        String name = kind.name().contains("SRB") ? "SRB1" : "DRB1";
        ue.resume(new SnStatus(LAST - 2, 0));
        net.resume(new SnStatus(0, LAST - 2));
        for (int i = 0; i < 3; i++) assertThat(ue.transmit(octets("00"))).isTrue();
        ByteBuf refused = octets("00");
        assertThat(ue.transmit(refused)).isFalse();
        assertThat(refused.refCnt()).isZero();
        assertThat(bench.events)
                .containsExactly(
                        new PdcpEvent.CountNearWrap(name, Direction.UPLINK, THRESHOLD),
                        new PdcpEvent.CountExhausted(name, Direction.UPLINK));
        bench.events.clear();
        ByteBuf first = pdus.get(0).copy();
        first.setByte(0, first.getByte(0) & 0x80).setByte(1, 0); // the number behind the last
        pdus.forEach(net::receive);
        assertThat(delivered).isEqualTo(3);
        net.receive(first);
        assertThat(bench.events)
                .containsExactly(
                        new PdcpEvent.CountNearWrap(name, Direction.UPLINK, THRESHOLD),
                        new PdcpEvent.CountExhausted(name, Direction.UPLINK));
        assertThat(first.refCnt()).isZero();
        assertThat(delivered).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void newKeysAreWatchedAnew(Kind kind) {
        Ends ue = ends(kind, Direction.UPLINK);
        ue.resume(new SnStatus(THRESHOLD, 0));
        ue.transmit(octets("00"));
        ue.reestablish(bench.derived(2));
        boolean goesOn = ue.status().transmitCount() > 0;
        assertThat(goesOn).isEqualTo(kind.name().contains("AM"));
        ue.resume(new SnStatus(THRESHOLD, 0));
        ue.transmit(octets("00"));
        assertThat(bench.events).hasSize(2).allMatch(PdcpEvent.CountNearWrap.class::isInstance);
        pdus.forEach(ByteBuf::release);
    }

    @Test
    void aForgedPduDoesNotSetOffTheWatch() {
        Ends net = ends(Kind.NR_UM, Direction.DOWNLINK);
        net.resume(new SnStatus(0, THRESHOLD));
        net.receive(octets("8ffe0000000000"));
        assertThat(bench.events).containsExactly(new PdcpEvent.IntegrityFailure("DRB1", THRESHOLD));
    }

    private Ends ends(Kind kind, Direction transmit) {
        return switch (kind) {
            case LTE_SRB -> lteSrb(transmit);
            case NR_SRB -> nrSrb(transmit);
            case LTE_AM -> lte(settings(true), transmit);
            case LTE_AM_REORDERING -> lte(settings(true).withReordering(), transmit);
            case LTE_UM -> lte(settings(false), transmit);
            case LTE_UM_REORDERING -> lte(settings(false).withReordering(), transmit);
            case NR_AM -> nr(NrDrbSettings.am(1, SnLength.BITS_12), transmit);
            case NR_UM -> nr(NrDrbSettings.um(1, SnLength.BITS_12), transmit);
        };
    }

    private static DrbSettings settings(boolean acknowledged) {
        return new DrbSettings(1, SnLength.BITS_12, acknowledged, 4, THRESHOLD);
    }

    private Ends lte(DrbSettings settings, Direction transmit) {
        return data(
                new DrbEntity(
                        settings,
                        transmit,
                        aes,
                        new Timer(),
                        () -> 0,
                        this::down,
                        this::up,
                        bench.events::add));
    }

    private Ends nr(NrDrbSettings s, Direction transmit) {
        var settings =
                new NrDrbSettings(
                        1, s.snLength(), s.acknowledged(), true, false, false, 0, 0, 4, THRESHOLD);
        return data(
                new NrDrbEntity(
                        settings,
                        transmit,
                        aes,
                        new Timer(),
                        () -> 0,
                        this::down,
                        this::up,
                        bench.events::add));
    }

    private Ends data(DataBearer bearer) {
        return new Ends() {
            @Override
            public boolean transmit(ByteBuf sdu) {
                boolean accepted = bearer.transmit(sdu);
                bearer.flushTransmit();
                return accepted;
            }

            @Override
            public void receive(ByteBuf pdu) {
                bearer.receive(pdu);
                bearer.flushReceive();
            }

            @Override
            public void resume(SnStatus status) {
                bearer.resume(status);
            }

            @Override
            public void reestablish(SecurityContext keys) {
                bearer.reestablish(keys);
            }

            @Override
            public SnStatus status() {
                return bearer.status();
            }
        };
    }

    private Ends lteSrb(Direction transmit) {
        var srb = new SrbEntity(1, transmit, THRESHOLD, bench.events::add);
        srb.use(aes);
        srb.protectTransmit(Protection.INTEGRITY_AND_CIPHERING);
        srb.protectReceive(Protection.INTEGRITY_AND_CIPHERING);
        return new Ends() {
            @Override
            public boolean transmit(ByteBuf sdu) {
                ByteBuf pdu = srb.transmit(sdu);
                if (pdu != null) down(pdu, 0);
                return pdu != null;
            }

            @Override
            public void receive(ByteBuf pdu) {
                ByteBuf sdu = srb.receive(pdu);
                if (sdu != null) up(sdu, 0);
            }

            @Override
            public void resume(SnStatus status) {
                srb.resume(status);
            }

            @Override
            public void reestablish(SecurityContext keys) {
                srb.reestablish(keys);
            }

            @Override
            public SnStatus status() {
                return new SnStatus(srb.nextTransmitCount(), srb.nextReceiveCount());
            }
        };
    }

    private Ends nrSrb(Direction transmit) {
        var srb =
                new NrSrbEntity(
                        1,
                        transmit,
                        THRESHOLD,
                        new Timer(),
                        this::down,
                        this::up,
                        bench.events::add);
        srb.reestablish(aes);
        return new Ends() {
            @Override
            public boolean transmit(ByteBuf sdu) {
                return srb.transmit(sdu);
            }

            @Override
            public void receive(ByteBuf pdu) {
                srb.receive(pdu);
            }

            @Override
            public void resume(SnStatus status) {
                srb.resume(status);
            }

            @Override
            public void reestablish(SecurityContext keys) {
                srb.reestablish(keys);
            }

            @Override
            public SnStatus status() {
                return srb.status();
            }
        };
    }

    private void down(ByteBuf pdu, long count) {
        pdus.add(pdu);
    }

    private void up(ByteBuf sdu, long count) {
        sdu.release();
        delivered++;
    }

    private static final class Timer implements ReorderingTimer {
        @Override
        public void start() {}

        @Override
        public void stop() {}
    }
}
