package kenb.fuzz;

/// A decoder under fire.
///
/// @param group targets that are fuzzed together: a protocol
/// @param name the decoder, unique among all
record Target(String group, String name, Check check) {

    /// Decodes, and holds against the decoder's contract whatever comes of it.
    @FunctionalInterface
    interface Check {
        /// @throws Throwable what the decoder must not do
        void feed(byte[] octets) throws Throwable;
    }

    /// What it decodes; several targets may decode the same.
    String type() {
        return name.replaceFirst("^lazy-", "");
    }

    @Override
    public String toString() {
        return group + " " + name;
    }
}
