package kenb.nodes.radio;

import kenb.stack.pdcp.PdcpEvent;

/// What PDCP of a node has done, over all legs.
public final class PdcpCounters {
    long sent;
    long received;
    private long integrityFailures;
    private long duplicates;
    private long outOfWindow;
    private long tooShort;
    private long countEvents;

    void count(PdcpEvent event) {
        switch (event) {
            case PdcpEvent.IntegrityFailure _ -> integrityFailures++;
            case PdcpEvent.DuplicateDiscarded _ -> duplicates++;
            case PdcpEvent.OutOfWindow _ -> outOfWindow++;
            case PdcpEvent.TooShort _ -> tooShort++;
            case PdcpEvent.ControlPduIgnored _ -> {}
            case PdcpEvent.CountNearWrap _, PdcpEvent.CountExhausted _ -> countEvents++;
        }
    }

    public long sent() {
        return sent;
    }

    /// PDUs that came, dropped ones included.
    public long received() {
        return received;
    }

    public long integrityFailures() {
        return integrityFailures;
    }

    public long duplicates() {
        return duplicates;
    }

    public long outOfWindow() {
        return outOfWindow;
    }

    public long tooShort() {
        return tooShort;
    }

    /// COUNT near its end, or at it.
    public long countEvents() {
        return countEvents;
    }
}
