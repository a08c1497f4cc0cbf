package kenb.asn1.resolve;

import kenb.asn1.model.Type.Range;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.TreeSet;

/// What a constraint leaves of a type, as far as PER sees it (X.691 §9.3): a range of values, a range
/// of sizes, a set of characters; null where it says nothing about one.
record Bounds(
        @Nullable Range values,
        @Nullable Range sizes,
        @Nullable TreeSet<Integer> alphabet,
        boolean extensible) {

    static final Bounds NONE = new Bounds(null, null, null, false);

    static Bounds ofValues(Range range) {
        return new Bounds(range, null, null, false);
    }

    static Bounds ofSizes(Range range) {
        return new Bounds(null, range, null, false);
    }

    static Bounds ofAlphabet(@Nullable TreeSet<Integer> characters) {
        return new Bounds(null, null, characters, false);
    }

    Bounds withExtensible(boolean marker) {
        return new Bounds(values, sizes, alphabet, marker);
    }

    /// With an extension marker of its own: an extensible alphabet is not seen by PER.
    Bounds openEnded() {
        return new Bounds(values, sizes, null, true);
    }

    /// A union only bounds what both sides bound.
    Bounds or(Bounds other) {
        TreeSet<Integer> both = null;
        if (alphabet != null && other.alphabet != null) {
            both = new TreeSet<>(alphabet);
            both.addAll(other.alphabet);
        }
        return new Bounds(
                hull(values, other.values),
                hull(sizes, other.sizes),
                both,
                extensible || other.extensible);
    }

    Bounds and(Bounds other) {
        TreeSet<Integer> both = alphabet != null ? alphabet : other.alphabet;
        if (alphabet != null && other.alphabet != null) {
            both = new TreeSet<>(alphabet);
            both.retainAll(other.alphabet);
        }
        return new Bounds(
                cut(values, other.values),
                cut(sizes, other.sizes),
                both,
                extensible || other.extensible);
    }

    /// Serial application (X.680 §50.8): of extension markers only the last counts.
    Bounds then(Bounds outer) {
        return and(outer).withExtensible(outer.extensible);
    }

    private static @Nullable Range hull(@Nullable Range a, @Nullable Range b) {
        if (a == null || b == null) return null;
        return new Range(
                a.lower() == null || b.lower() == null ? null : a.lower().min(b.lower()),
                a.upper() == null || b.upper() == null ? null : a.upper().max(b.upper()));
    }

    static @Nullable Range cut(@Nullable Range a, @Nullable Range b) {
        if (a == null) return b;
        if (b == null) return a;
        return new Range(largest(a.lower(), b.lower()), smallest(a.upper(), b.upper()));
    }

    private static @Nullable BigInteger largest(@Nullable BigInteger a, @Nullable BigInteger b) {
        if (a == null) return b;
        return b == null ? a : a.max(b);
    }

    private static @Nullable BigInteger smallest(@Nullable BigInteger a, @Nullable BigInteger b) {
        if (a == null) return b;
        return b == null ? a : a.min(b);
    }
}
