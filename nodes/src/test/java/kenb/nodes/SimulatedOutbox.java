package kenb.nodes;

import io.netty.buffer.ByteBuf;

import kenb.nodes.s1ap.S1Message;
import kenb.nodes.upe.SessionMessage;
import kenb.nodes.x2ap.X2Message;
import kenb.stack.air.AirFrame;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Writes down what a procedure asks for, and does nothing of it.
public final class SimulatedOutbox implements Outbox {
    public final List<Object> messages = new ArrayList<>();
    public final List<Notice> notices = new ArrayList<>();
    public final List<Timer> started = new ArrayList<>();

    @Override
    public void s1ap(int association, long ue, S1Message message) {
        messages.add(message);
    }

    @Override
    public void x2ap(int association, long ue, X2Message message) {
        messages.add(message);
    }

    @Override
    public void air(InetSocketAddress to, AirFrame frame) {
        frame.pdu().release();
    }

    @Override
    public void gtpu(InetSocketAddress to, ByteBuf message) {
        message.release();
    }

    @Override
    public void session(SessionMessage message) {
        messages.add(message);
    }

    @Override
    public void start(Timer timer, Duration after) {
        started.add(timer);
    }

    @Override
    public void stop(Timer timer) {
        started.remove(timer);
    }

    @Override
    public void shutdown(int association) {}

    @Override
    public void report(Notice notice) {
        notices.add(notice);
    }
}
