package kenb.asn1.resolve;

import java.util.List;
import java.util.stream.Collectors;

/// All problems of a module set, reported together.
public final class Asn1Exception extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public Asn1Exception(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
