package kenb.tools.doctor;

import java.util.ArrayList;
import java.util.List;

/// Examines this machine.
public final class Doctor {
    private Doctor() {}

    /// All findings, in the order to show them. Takes a fraction of a second and changes nothing.
    public static List<Finding> examine() {
        var findings = new ArrayList<Finding>();
        findings.addAll(Machine.examine());
        findings.addAll(Transport.examine());
        findings.addAll(Programs.examine());
        return List.copyOf(findings);
    }
}
