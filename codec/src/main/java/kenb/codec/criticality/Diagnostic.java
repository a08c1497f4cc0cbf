package kenb.codec.criticality;

/// One information element that is not as it should be, as in `CriticalityDiagnostics-IE-Item`.
///
/// @param criticality 0 reject, 1 ignore, 2 notify
/// @param missing else it is there and not understood
public record Diagnostic(int id, int criticality, boolean missing) {
    @Override
    public String toString() {
        var criticalities = new String[] {"reject", "ignore", "notify"};
        return "IE "
                + id
                + (missing ? " missing (" : " not understood (")
                + criticalities[criticality]
                + ")";
    }
}
