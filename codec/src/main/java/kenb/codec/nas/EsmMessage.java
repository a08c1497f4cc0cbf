package kenb.codec.nas;

import kenb.codec.per.Octets;

/// An EPS session management message, TS 24.301 §8.3: its mandatory fields, and in `elements` all that follows them. `transaction` is
/// the procedure transaction identity; a field that has half an octet beside a spare half holds the whole octet.
public sealed interface EsmMessage {

    /// EPS bearer identity, 4 bits; 0 where no bearer is meant.
    int epsBearer();

    /// Procedure transaction identity, one octet; 0 where the network began.
    int transaction();

    /// The optional elements, in the order of the wire.
    NasElements elements();

    /// @param qos value of EPS QoS (§9.9.4.3); its first octet is the QCI
    /// @param apn labels, each with its length (TS 23.003 §9.1)
    /// @param pdnAddress type ‖ address (§9.9.4.9)
    record ActivateDefaultBearerRequest(
            int epsBearer,
            int transaction,
            Octets qos,
            Octets apn,
            Octets pdnAddress,
            NasElements elements)
            implements EsmMessage {
        public ActivateDefaultBearerRequest(
                int epsBearer, int transaction, Octets qos, Octets apn, Octets pdnAddress) {
            this(epsBearer, transaction, qos, apn, pdnAddress, NasElements.NONE);
        }
    }

    record ActivateDefaultBearerAccept(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public ActivateDefaultBearerAccept(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record ActivateDefaultBearerReject(
            int epsBearer, int transaction, int cause, NasElements elements) implements EsmMessage {
        public ActivateDefaultBearerReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    /// @param linkedBearer identity of the default bearer, in the low half of the octet
    /// @param qos as in [ActivateDefaultBearerRequest]
    /// @param trafficFlowTemplate TS 24.008 §10.5.6.12
    record ActivateDedicatedBearerRequest(
            int epsBearer,
            int transaction,
            int linkedBearer,
            Octets qos,
            Octets trafficFlowTemplate,
            NasElements elements)
            implements EsmMessage {
        public ActivateDedicatedBearerRequest(
                int epsBearer,
                int transaction,
                int linkedBearer,
                Octets qos,
                Octets trafficFlowTemplate) {
            this(epsBearer, transaction, linkedBearer, qos, trafficFlowTemplate, NasElements.NONE);
        }
    }

    record ActivateDedicatedBearerAccept(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public ActivateDedicatedBearerAccept(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record ActivateDedicatedBearerReject(
            int epsBearer, int transaction, int cause, NasElements elements) implements EsmMessage {
        public ActivateDedicatedBearerReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record ModifyBearerRequest(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public ModifyBearerRequest(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record ModifyBearerAccept(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public ModifyBearerAccept(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record ModifyBearerReject(int epsBearer, int transaction, int cause, NasElements elements)
            implements EsmMessage {
        public ModifyBearerReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record DeactivateBearerRequest(int epsBearer, int transaction, int cause, NasElements elements)
            implements EsmMessage {
        public DeactivateBearerRequest(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record DeactivateBearerAccept(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public DeactivateBearerAccept(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    /// @param pdnType 1 IPv4, 2 IPv6, 3 both (§9.9.4.10), 4 bits
    /// @param requestType 1 initial, 2 handover, 4 emergency (§9.9.4.14), 4 bits
    record PdnConnectivityRequest(
            int epsBearer, int transaction, int pdnType, int requestType, NasElements elements)
            implements EsmMessage {
        public PdnConnectivityRequest(
                int epsBearer, int transaction, int pdnType, int requestType) {
            this(epsBearer, transaction, pdnType, requestType, NasElements.NONE);
        }
    }

    record PdnConnectivityReject(int epsBearer, int transaction, int cause, NasElements elements)
            implements EsmMessage {
        public PdnConnectivityReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record PdnDisconnectRequest(
            int epsBearer, int transaction, int linkedBearer, NasElements elements)
            implements EsmMessage {
        public PdnDisconnectRequest(int epsBearer, int transaction, int linkedBearer) {
            this(epsBearer, transaction, linkedBearer, NasElements.NONE);
        }
    }

    record PdnDisconnectReject(int epsBearer, int transaction, int cause, NasElements elements)
            implements EsmMessage {
        public PdnDisconnectReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record BearerResourceAllocationRequest(
            int epsBearer,
            int transaction,
            int linkedBearer,
            Octets trafficFlowAggregate,
            Octets qos,
            NasElements elements)
            implements EsmMessage {
        public BearerResourceAllocationRequest(
                int epsBearer,
                int transaction,
                int linkedBearer,
                Octets trafficFlowAggregate,
                Octets qos) {
            this(epsBearer, transaction, linkedBearer, trafficFlowAggregate, qos, NasElements.NONE);
        }
    }

    record BearerResourceAllocationReject(
            int epsBearer, int transaction, int cause, NasElements elements) implements EsmMessage {
        public BearerResourceAllocationReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record BearerResourceModificationRequest(
            int epsBearer,
            int transaction,
            int linkedBearer,
            Octets trafficFlowAggregate,
            NasElements elements)
            implements EsmMessage {
        public BearerResourceModificationRequest(
                int epsBearer, int transaction, int linkedBearer, Octets trafficFlowAggregate) {
            this(epsBearer, transaction, linkedBearer, trafficFlowAggregate, NasElements.NONE);
        }
    }

    record BearerResourceModificationReject(
            int epsBearer, int transaction, int cause, NasElements elements) implements EsmMessage {
        public BearerResourceModificationReject(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record EsmInformationRequest(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public EsmInformationRequest(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record EsmInformationResponse(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public EsmInformationResponse(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record Notification(int epsBearer, int transaction, Octets indicator, NasElements elements)
            implements EsmMessage {
        public Notification(int epsBearer, int transaction, Octets indicator) {
            this(epsBearer, transaction, indicator, NasElements.NONE);
        }
    }

    record EsmDummyMessage(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public EsmDummyMessage(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record EsmStatus(int epsBearer, int transaction, int cause, NasElements elements)
            implements EsmMessage {
        public EsmStatus(int epsBearer, int transaction, int cause) {
            this(epsBearer, transaction, cause, NasElements.NONE);
        }
    }

    record RemoteUeReport(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public RemoteUeReport(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record RemoteUeReportResponse(int epsBearer, int transaction, NasElements elements)
            implements EsmMessage {
        public RemoteUeReportResponse(int epsBearer, int transaction) {
            this(epsBearer, transaction, NasElements.NONE);
        }
    }

    record EsmDataTransport(int epsBearer, int transaction, Octets userData, NasElements elements)
            implements EsmMessage {
        public EsmDataTransport(int epsBearer, int transaction, Octets userData) {
            this(epsBearer, transaction, userData, NasElements.NONE);
        }
    }

    /// A message type that is none of the above.
    ///
    /// @param type 0 to 255
    /// @param rest all octets after it
    record Unknown(int epsBearer, int transaction, int type, Octets rest) implements EsmMessage {
        @Override
        public NasElements elements() {
            return NasElements.NONE;
        }
    }
}
