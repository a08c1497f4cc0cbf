package kenb.tools.doctor;

import java.util.ArrayList;
import java.util.List;

/// Examines this machine.
public final class Doctor {
    private Doctor() {}

    /// All findings, in the order to show them. Changes nothing, and takes a fraction of a second but for the timing.
    ///
    /// @param timing whether to find out who ciphers fastest, in some seconds
    public static List<Finding> examine(boolean timing) {
        var findings = new ArrayList<Finding>();
        findings.addAll(Machine.examine());
        if (timing) findings.addAll(Ciphers.examine());
        findings.addAll(Transport.examine());
        findings.addAll(Programs.examine());
        return List.copyOf(findings);
    }
}
