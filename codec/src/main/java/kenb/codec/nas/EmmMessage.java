package kenb.codec.nas;

import kenb.codec.per.Octets;

/// A plain EPS mobility management message, TS 24.301 §8.2: its mandatory fields, and in `elements` all that follows them. A field
/// that the specification gives half an octet beside a spare half holds the whole octet.
public sealed interface EmmMessage {

    /// The optional elements, in the order of the wire.
    NasElements elements();

    /// @param nasKsi NAS key set identifier, 4 bits: type of context(1) ‖ value(3)
    /// @param attachType §9.9.3.11, 4 bits
    /// @param ueNetworkCapability EEA, EIA and more, one octet each (§9.9.3.34)
    /// @param esm the ESM message it carries
    record AttachRequest(
            int nasKsi,
            int attachType,
            EpsMobileIdentity identity,
            Octets ueNetworkCapability,
            Octets esm,
            NasElements elements)
            implements EmmMessage {
        public AttachRequest(
                int nasKsi,
                int attachType,
                EpsMobileIdentity identity,
                Octets ueNetworkCapability,
                Octets esm) {
            this(nasKsi, attachType, identity, ueNetworkCapability, esm, NasElements.NONE);
        }
    }

    /// @param attachResult §9.9.3.10 in the low half of the octet
    /// @param t3412 periodic update timer (§9.9.3.16)
    /// @param taiList value of the element (§9.9.3.33); [TaiList]
    /// @param esm the ESM message it carries
    record AttachAccept(
            int attachResult, int t3412, Octets taiList, Octets esm, NasElements elements)
            implements EmmMessage {
        public AttachAccept(int attachResult, int t3412, Octets taiList, Octets esm) {
            this(attachResult, t3412, taiList, esm, NasElements.NONE);
        }
    }

    record AttachComplete(Octets esm, NasElements elements) implements EmmMessage {
        public AttachComplete(Octets esm) {
            this(esm, NasElements.NONE);
        }
    }

    /// @param cause EMM cause, §9.9.3.9
    record AttachReject(int cause, NasElements elements) implements EmmMessage {
        public AttachReject(int cause) {
            this(cause, NasElements.NONE);
        }
    }

    /// From the UE.
    ///
    /// @param detachType §9.9.3.7, without the switch-off bit
    record DetachRequest(
            int nasKsi,
            boolean switchOff,
            int detachType,
            EpsMobileIdentity identity,
            NasElements elements)
            implements EmmMessage {
        public DetachRequest(
                int nasKsi, boolean switchOff, int detachType, EpsMobileIdentity identity) {
            this(nasKsi, switchOff, detachType, identity, NasElements.NONE);
        }
    }

    /// From the network.
    ///
    /// @param detachType §9.9.3.7 in the low half of the octet
    record NetworkDetachRequest(int detachType, NasElements elements) implements EmmMessage {
        public NetworkDetachRequest(int detachType) {
            this(detachType, NasElements.NONE);
        }
    }

    record DetachAccept(NasElements elements) implements EmmMessage {
        public DetachAccept() {
            this(NasElements.NONE);
        }
    }

    /// @param nasKsi as in [AttachRequest]
    /// @param updateType active flag(1) ‖ type(3), §9.9.3.14
    record TrackingAreaUpdateRequest(
            int nasKsi, int updateType, EpsMobileIdentity oldGuti, NasElements elements)
            implements EmmMessage {
        public TrackingAreaUpdateRequest(int nasKsi, int updateType, EpsMobileIdentity oldGuti) {
            this(nasKsi, updateType, oldGuti, NasElements.NONE);
        }
    }

    /// @param updateResult §9.9.3.13 in the low half of the octet
    record TrackingAreaUpdateAccept(int updateResult, NasElements elements) implements EmmMessage {
        public TrackingAreaUpdateAccept(int updateResult) {
            this(updateResult, NasElements.NONE);
        }
    }

    record TrackingAreaUpdateComplete(NasElements elements) implements EmmMessage {
        public TrackingAreaUpdateComplete() {
            this(NasElements.NONE);
        }
    }

    record TrackingAreaUpdateReject(int cause, NasElements elements) implements EmmMessage {
        public TrackingAreaUpdateReject(int cause) {
            this(cause, NasElements.NONE);
        }
    }

    /// @param serviceType §9.9.3.27, 4 bits
    record ExtendedServiceRequest(
            int nasKsi, int serviceType, MobileIdentity mTmsi, NasElements elements)
            implements EmmMessage {
        public ExtendedServiceRequest(int nasKsi, int serviceType, MobileIdentity mTmsi) {
            this(nasKsi, serviceType, mTmsi, NasElements.NONE);
        }
    }

    /// @param serviceType active flag(1) ‖ type(3), §9.9.3.47
    record ControlPlaneServiceRequest(int nasKsi, int serviceType, NasElements elements)
            implements EmmMessage {
        public ControlPlaneServiceRequest(int nasKsi, int serviceType) {
            this(nasKsi, serviceType, NasElements.NONE);
        }
    }

    record ServiceReject(int cause, NasElements elements) implements EmmMessage {
        public ServiceReject(int cause) {
            this(cause, NasElements.NONE);
        }
    }

    record ServiceAccept(NasElements elements) implements EmmMessage {
        public ServiceAccept() {
            this(NasElements.NONE);
        }
    }

    record GutiReallocationCommand(EpsMobileIdentity guti, NasElements elements)
            implements EmmMessage {
        public GutiReallocationCommand(EpsMobileIdentity guti) {
            this(guti, NasElements.NONE);
        }
    }

    record GutiReallocationComplete(NasElements elements) implements EmmMessage {
        public GutiReallocationComplete() {
            this(NasElements.NONE);
        }
    }

    /// @param nasKsi of the K_ASME to come, in the low half of the octet
    /// @param rand 16 octets
    /// @param autn SQN ⊕ AK(6) ‖ AMF(2) ‖ MAC(8)
    record AuthenticationRequest(int nasKsi, Octets rand, Octets autn, NasElements elements)
            implements EmmMessage {
        public AuthenticationRequest(int nasKsi, Octets rand, Octets autn) {
            this(nasKsi, rand, autn, NasElements.NONE);
        }
    }

    record AuthenticationResponse(Octets res, NasElements elements) implements EmmMessage {
        public AuthenticationResponse(Octets res) {
            this(res, NasElements.NONE);
        }
    }

    record AuthenticationReject(NasElements elements) implements EmmMessage {
        public AuthenticationReject() {
            this(NasElements.NONE);
        }
    }

    record AuthenticationFailure(int cause, NasElements elements) implements EmmMessage {
        public AuthenticationFailure(int cause) {
            this(cause, NasElements.NONE);
        }
    }

    /// @param identityType 1 IMSI, 2 IMEI, 3 IMEISV, 4 TMSI, in the low half of the octet (TS 24.008 §10.5.5.9)
    record IdentityRequest(int identityType, NasElements elements) implements EmmMessage {
        public IdentityRequest(int identityType) {
            this(identityType, NasElements.NONE);
        }
    }

    record IdentityResponse(MobileIdentity identity, NasElements elements) implements EmmMessage {
        public IdentityResponse(MobileIdentity identity) {
            this(identity, NasElements.NONE);
        }
    }

    /// @param ciphering EEA chosen, 4 bits with the spare one (§9.9.3.23)
    /// @param integrity EIA chosen, likewise
    /// @param nasKsi of the K_ASME to take into use, in the low half of the octet
    /// @param replayedCapabilities the UE security capabilities that the MME knows (§9.9.3.36)
    record SecurityModeCommand(
            int ciphering,
            int integrity,
            int nasKsi,
            Octets replayedCapabilities,
            NasElements elements)
            implements EmmMessage {
        public SecurityModeCommand(
                int ciphering, int integrity, int nasKsi, Octets replayedCapabilities) {
            this(ciphering, integrity, nasKsi, replayedCapabilities, NasElements.NONE);
        }
    }

    record SecurityModeComplete(NasElements elements) implements EmmMessage {
        public SecurityModeComplete() {
            this(NasElements.NONE);
        }
    }

    record SecurityModeReject(int cause, NasElements elements) implements EmmMessage {
        public SecurityModeReject(int cause) {
            this(cause, NasElements.NONE);
        }
    }

    record EmmStatus(int cause, NasElements elements) implements EmmMessage {
        public EmmStatus(int cause) {
            this(cause, NasElements.NONE);
        }
    }

    record EmmInformation(NasElements elements) implements EmmMessage {
        public EmmInformation() {
            this(NasElements.NONE);
        }
    }

    record DownlinkNasTransport(Octets container, NasElements elements) implements EmmMessage {
        public DownlinkNasTransport(Octets container) {
            this(container, NasElements.NONE);
        }
    }

    record UplinkNasTransport(Octets container, NasElements elements) implements EmmMessage {
        public UplinkNasTransport(Octets container) {
            this(container, NasElements.NONE);
        }
    }

    /// @param pagingIdentity 0 IMSI, 1 TMSI (§9.9.3.25A)
    record CsServiceNotification(int pagingIdentity, NasElements elements) implements EmmMessage {
        public CsServiceNotification(int pagingIdentity) {
            this(pagingIdentity, NasElements.NONE);
        }
    }

    record DownlinkGenericNasTransport(int containerType, Octets container, NasElements elements)
            implements EmmMessage {
        public DownlinkGenericNasTransport(int containerType, Octets container) {
            this(containerType, container, NasElements.NONE);
        }
    }

    record UplinkGenericNasTransport(int containerType, Octets container, NasElements elements)
            implements EmmMessage {
        public UplinkGenericNasTransport(int containerType, Octets container) {
            this(containerType, container, NasElements.NONE);
        }
    }

    /// A message type that is none of the above.
    ///
    /// @param type 0 to 255
    /// @param rest all octets after it
    record Unknown(int type, Octets rest) implements EmmMessage {
        @Override
        public NasElements elements() {
            return NasElements.NONE;
        }
    }
}
