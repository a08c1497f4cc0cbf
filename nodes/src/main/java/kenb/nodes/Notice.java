package kenb.nodes;

/// Something the report tells: where a procedure is, how it ended, or what was seen that should not be.
///
/// @param procedure the procedure as its specification names it, e.g. `X2 Setup`
/// @param text one line for a reader, without the procedure's name
public record Notice(Kind kind, String procedure, String text) {

    public enum Kind {
        /// One step of a procedure.
        STEP,
        /// The procedure ended well.
        DONE,
        /// The procedure ended otherwise; the text says why.
        FAILED,
        /// Something was dropped, counted or refused; the node goes on.
        EVENT
    }

    public static Notice step(String procedure, String text) {
        return new Notice(Kind.STEP, procedure, text);
    }

    public static Notice done(String procedure, String text) {
        return new Notice(Kind.DONE, procedure, text);
    }

    public static Notice failed(String procedure, String text) {
        return new Notice(Kind.FAILED, procedure, text);
    }

    public static Notice event(String procedure, String text) {
        return new Notice(Kind.EVENT, procedure, text);
    }
}
