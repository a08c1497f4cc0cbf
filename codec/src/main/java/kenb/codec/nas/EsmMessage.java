package kenb.codec.nas;

import kenb.codec.per.Octets;

/// An EPS session management message, TS 24.301 §8.3. `transaction` is the procedure transaction identity.
public sealed interface EsmMessage {

    record PdnConnectivityRequest(int transaction, int requestType, int pdnType)
            implements EsmMessage {}

    /// @param qos value of EPS QoS (§9.9.4.3); its first octet is the QCI
    /// @param apn labels, each with its length (TS 23.003 §9.1)
    /// @param pdnAddress type ‖ address (§9.9.4.9)
    record ActivateDefaultBearerRequest(
            int epsBearer, int transaction, Octets qos, Octets apn, Octets pdnAddress)
            implements EsmMessage {}

    record ActivateDefaultBearerAccept(int epsBearer) implements EsmMessage {}

    record Unknown(int epsBearer, int transaction, int type, Octets rest) implements EsmMessage {}
}
