package kenb.tools;

/// Exit codes, the same for every command.
public final class Exit {
    /// All that was asked for was done, all expectations held.
    public static final int PASSED = 0;

    /// Something that was expected did not happen: a message did not decode, a step of a run failed.
    public static final int EXPECTATION = 1;

    /// The command line makes no sense, or names a file that is not there.
    public static final int USAGE = 2;

    /// This machine lacks something, or the disk is full, or a port is taken.
    public static final int ENVIRONMENT = 3;

    /// A peer did not answer, or not as it should.
    public static final int PEER = 4;

    /// A defect in kenb itself.
    public static final int DEFECT = 70;

    private Exit() {}
}
