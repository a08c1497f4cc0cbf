package kenb.tools;

import kenb.tools.decode.PduReader;

import java.util.List;

/// The protocols whose messages the commands understand.
final class Protocols {
    private Protocols() {}

    static List<PduReader> readers() {
        return List.of();
    }
}
