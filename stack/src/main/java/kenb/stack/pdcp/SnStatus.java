package kenb.stack.pdcp;

/// Where the numbers of an AM DRB stand, seen from one end: the content of SN STATUS TRANSFER (TS 36.423 8.2.2). Each is a COUNT,
/// unsigned 32 bits, of which the message carries HFN and PDCP-SN apart ([SnLength#hfn], [SnLength#sn]).
///
/// @param transmitCount of the next SDU to be numbered (an eNB's DL COUNT value)
/// @param receiveCount of the first SDU not received (an eNB's UL COUNT value)
public record SnStatus(long transmitCount, long receiveCount) {
    public SnStatus {
        if (!isCount(transmitCount) || !isCount(receiveCount)) {
            throw new IllegalArgumentException("COUNT " + transmitCount + ", " + receiveCount);
        }
    }

    private static boolean isCount(long value) {
        return value >= 0 && value <= CountWatch.END;
    }
}
