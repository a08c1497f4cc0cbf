package kenb.tools.decode;

/// One telling field of a message, for its line: `MME-UE-S1AP-ID`, `7`.
public record Detail(String name, String value) {
    @Override
    public String toString() {
        return name + "=" + value;
    }
}
