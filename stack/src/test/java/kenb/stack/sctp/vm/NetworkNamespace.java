package kenb.stack.sctp.vm;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;

/// A network namespace made by `ip netns add`, entered by threads of this JVM: what they open belongs to it.
final class NetworkNamespace {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int CLONE_NEWNET = 0x40000000;

    private NetworkNamespace() {}

    /// An event loop that opens its sockets there; "" is where the JVM is.
    static EventLoopGroup group(String namespace, IoHandlerFactory io) {
        ThreadFactory threads =
                task ->
                        new Thread(
                                () -> {
                                    if (!namespace.isEmpty()) {
                                        enter(namespace);
                                    }
                                    task.run();
                                },
                                "in-" + namespace);
        return new MultiThreadIoEventLoopGroup(1, threads, io);
    }

    /// Runs something on the loop, and so in its namespace.
    static <T> T on(EventLoopGroup group, Callable<T> action) throws Exception {
        return group.next().submit(action).get();
    }

    private static void enter(String namespace) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom("/run/netns/" + namespace);
            int file = (int) OPEN.invokeExact(path, 0);
            int result = (int) SETNS.invokeExact(file, CLONE_NEWNET);
            int closed = (int) CLOSE.invokeExact(file);
            if (file < 0 || result != 0 || closed != 0) {
                throw new IOException("can't enter network namespace " + namespace);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle SETNS =
            function(
                    "setns",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    @SuppressWarnings("restricted") // needs --enable-native-access
    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }
}
