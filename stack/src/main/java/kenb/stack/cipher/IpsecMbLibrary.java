package kenb.stack.cipher;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Intel's Multi-Buffer Crypto for IPsec, where the system has it. What is wanted of it are pointers in its manager, whose offsets belong to one
/// version: any other is refused.
@SuppressWarnings("restricted")
final class IpsecMbLibrary {
    private static final String FILE = "libIPSec_MB.so.1";
    private static final String VERSION = "1.3.";

    /// Offsets of pointers in IMB_MGR.
    private static final int EXPAND_KEY = 112;

    private static final int CMAC_SUBKEYS = 136;
    private static final int SNOW3G_KEY = 664;
    private static final int NEXT_BURST = 952;
    private static final int SUBMIT_BURST = 960;
    private static final int FLUSH_BURST = 976;
    private static final long MANAGER_OCTETS = 52_520;

    private static final FunctionDescriptor BURST =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

    final MemorySegment manager;
    final MethodHandle expandKey;
    final MethodHandle cmacSubkeys;
    final MethodHandle snow3gKey;
    final MethodHandle nextBurst;
    final MethodHandle submitBurst;
    final MethodHandle flushBurst;
    private final MethodHandle errno;

    private record Loaded(@Nullable SymbolLookup symbols, String version, String problem) {
        static final Loaded LIBRARY = load();

        private static Loaded load() {
            try {
                var symbols = SymbolLookup.libraryLookup(FILE, Arena.global());
                var version =
                        ((MemorySegment)
                                        function(
                                                        symbols,
                                                        "imb_get_version_str",
                                                        FunctionDescriptor.of(ADDRESS))
                                                .invokeExact())
                                .reinterpret(64)
                                .getString(0);
                if (!version.startsWith(VERSION))
                    return new Loaded(
                            null,
                            version,
                            "version " + version + " is installed; " + VERSION + "x is known here");
                return new Loaded(symbols, version, "");
            } catch (IllegalArgumentException e) {
                return new Loaded(null, "", "not installed (Debian: libipsec-mb1)");
            } catch (Throwable e) {
                return new Loaded(null, "", e.toString());
            }
        }
    }

    /// @throws UnsupportedOperationException that says why, where it can't be used
    IpsecMbLibrary(Arena arena) {
        var symbols = Loaded.LIBRARY.symbols();
        if (symbols == null)
            throw new UnsupportedOperationException("ipsec-mb: " + Loaded.LIBRARY.problem());
        try {
            MethodHandle free =
                    function(symbols, "free_mb_mgr", FunctionDescriptor.ofVoid(ADDRESS));
            manager =
                    ((MemorySegment)
                                    function(
                                                    symbols,
                                                    "alloc_mb_mgr",
                                                    FunctionDescriptor.of(ADDRESS, JAVA_LONG))
                                            .invokeExact(0L))
                            .reinterpret(MANAGER_OCTETS, arena, it -> release(free, it));
            function(symbols, "init_mb_mgr_auto", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS))
                    .invokeExact(manager, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException("ipsec-mb's manager", e);
        }
        errno = function(symbols, "imb_get_errno", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        expandKey = pointer(EXPAND_KEY, FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
        cmacSubkeys = pointer(CMAC_SUBKEYS, FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
        snow3gKey = pointer(SNOW3G_KEY, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        nextBurst = pointer(NEXT_BURST, BURST);
        submitBurst = pointer(SUBMIT_BURST, BURST);
        flushBurst = pointer(FLUSH_BURST, BURST);
    }

    /// What it says was wrong with the last call.
    int error() {
        try {
            return (int) errno.invokeExact(manager);
        } catch (Throwable e) {
            throw new IllegalStateException("imb_get_errno", e);
        }
    }

    /// Empty where it can be used; else why not.
    static String problem() {
        return Loaded.LIBRARY.problem();
    }

    static String version() {
        return Loaded.LIBRARY.version();
    }

    private static MethodHandle function(
            SymbolLookup symbols, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    private MethodHandle pointer(int offset, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(manager.get(ADDRESS, offset), type);
    }

    private static void release(MethodHandle free, MemorySegment manager) {
        try {
            free.invokeExact(manager);
        } catch (Throwable e) {
            throw new IllegalStateException("free_mb_mgr", e);
        }
    }
}
