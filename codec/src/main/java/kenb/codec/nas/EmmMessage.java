package kenb.codec.nas;

import kenb.codec.per.Octets;

import org.jspecify.annotations.Nullable;

/// A plain EPS mobility management message, TS 24.301 §8.2. Optional elements that are not named are passed over.
public sealed interface EmmMessage {

    /// @param nasKsi NAS key set identifier, 4 bits: type of context ‖ value
    /// @param ueNetworkCapability EEA, EIA and more, one octet each (§9.9.3.34)
    /// @param esm the ESM message it carries
    record AttachRequest(
            int nasKsi,
            int attachType,
            EpsMobileIdentity identity,
            Octets ueNetworkCapability,
            Octets esm)
            implements EmmMessage {}

    /// @param t3412 periodic update timer (§9.9.3.16)
    /// @param taiList value of the element (§9.9.3.33)
    record AttachAccept(
            int attachResult,
            int t3412,
            Octets taiList,
            Octets esm,
            @Nullable EpsMobileIdentity guti)
            implements EmmMessage {}

    record AttachComplete(Octets esm) implements EmmMessage {}

    record AttachReject(int cause) implements EmmMessage {}

    /// From the UE.
    ///
    /// @param detachType §9.9.3.7, without the switch-off bit
    record DetachRequest(int nasKsi, boolean switchOff, int detachType, EpsMobileIdentity identity)
            implements EmmMessage {}

    record DetachAccept() implements EmmMessage {}

    /// @param type message type (§9.8)
    record Unknown(int type, Octets rest) implements EmmMessage {}
}
