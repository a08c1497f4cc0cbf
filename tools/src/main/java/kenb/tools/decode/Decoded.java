package kenb.tools.decode;

import java.util.List;
import java.util.stream.Stream;

/// A PDU that was understood.
///
/// @param protocol of the innermost message shown: what PDCP carries is LTE-RRC
/// @param name as the specification calls the message
/// @param details the telling fields, for one line
/// @param inside messages of other protocols in this one's containers
public record Decoded(
        String protocol, String name, List<Detail> details, Content content, List<Decoded> inside) {

    /// This and all messages inside, outermost first.
    public Stream<Decoded> all() {
        return Stream.concat(Stream.of(this), inside.stream().flatMap(Decoded::all));
    }

    /// Every telling field, those of the messages inside too.
    public Stream<Detail> allDetails() {
        return all().flatMap(it -> it.details.stream());
    }

    /// Whether a field of this name holds a message of another protocol.
    public static boolean isContainer(String field) {
        return Containers.isContainer(field);
    }
}
