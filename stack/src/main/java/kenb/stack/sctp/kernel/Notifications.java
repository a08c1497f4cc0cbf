package kenb.stack.sctp.kernel;

import com.sun.nio.sctp.AbstractNotificationHandler;
import com.sun.nio.sctp.AssociationChangeNotification;
import com.sun.nio.sctp.HandlerResult;
import com.sun.nio.sctp.PeerAddressChangeNotification;
import com.sun.nio.sctp.SendFailedNotification;
import com.sun.nio.sctp.ShutdownNotification;

import kenb.stack.sctp.AssociationEvent;

import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;

/// The kernel's notifications (RFC 6458 §6.1) as [AssociationEvent]s, put where the messages go.
final class Notifications extends AbstractNotificationHandler<List<Object>> {

    @Override
    public HandlerResult handleNotification(
            AssociationChangeNotification change, List<Object> into) {
        switch (change.event()) {
            case RESTART -> into.add(new AssociationEvent.Restarted(-1));
            case COMM_LOST ->
                    into.add(
                            new AssociationEvent.Lost(
                                    "aborted by the peer, or the peer does not answer"));
            case SHUTDOWN -> into.add(new AssociationEvent.Closed());
            case CANT_START -> into.add(new AssociationEvent.Lost("could not be set up"));
            // Java has taken the one that belongs to the set-up; the channel tells of it when it is
            // active.
            case COMM_UP -> {}
        }
        return HandlerResult.CONTINUE;
    }

    @Override
    public HandlerResult handleNotification(
            PeerAddressChangeNotification change, List<Object> into) {
        if (change.address() instanceof InetSocketAddress peer) {
            switch (change.event()) {
                case ADDR_UNREACHABLE -> into.add(new AssociationEvent.PathUnreachable(peer));
                case ADDR_AVAILABLE -> into.add(new AssociationEvent.PathReachable(peer));
                case ADDR_CONFIRMED -> into.add(new AssociationEvent.PathConfirmed(peer));
                default -> {}
            }
        }
        return HandlerResult.CONTINUE;
    }

    @Override
    public HandlerResult handleNotification(SendFailedNotification failed, List<Object> into) {
        into.add(
                new AssociationEvent.SendFailed(
                        failed.streamNumber(), 0, "cause code " + cause(failed.errorCode())));
        return HandlerResult.CONTINUE;
    }

    /// A cause of the peer's ABORT (RFC 9260 §3.3.10) is told as it stood in the packet, an error of this machine as a number.
    private static int cause(int code) {
        return code > 0xff && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? Short.toUnsignedInt(Short.reverseBytes((short) code))
                : code;
    }

    @Override
    public HandlerResult handleNotification(ShutdownNotification shutdown, List<Object> into) {
        into.add(new AssociationEvent.PeerShutdown());
        return HandlerResult.CONTINUE;
    }
}
