package kenb.nodes.nas;

import kenb.nodes.Gummei;
import kenb.nodes.SecurityCapabilities;
import kenb.nodes.Tai;

import java.net.Inet4Address;

/// An EMM message with the ESM message it carries, TS 24.301 §8.2, §8.3.
public sealed interface NasMessage {

    /// GUTI: the MME and the UE's M-TMSI in it.
    record Guti(Gummei gummei, long mTmsi) {}

    /// With a PDN CONNECTIVITY REQUEST for IPv4.
    ///
    /// @param ksi eKSI of the native security context it is protected with
    /// @param transaction procedure transaction identity of the ESM request
    record AttachRequest(int ksi, Guti identity, SecurityCapabilities capabilities, int transaction)
            implements NasMessage {}

    /// With an ACTIVATE DEFAULT EPS BEARER CONTEXT REQUEST.
    record AttachAccept(
            Guti guti,
            Tai tai,
            int epsBearer,
            int transaction,
            int qci,
            String apn,
            Inet4Address ueAddress)
            implements NasMessage {}

    /// With an ACTIVATE DEFAULT EPS BEARER CONTEXT ACCEPT.
    record AttachComplete(int epsBearer) implements NasMessage {}

    /// @param emmCause TS 24.301 §9.9.3.9
    record AttachReject(int emmCause) implements NasMessage {}

    record DetachRequest(int ksi, Guti identity, boolean switchOff) implements NasMessage {}

    record DetachAccept() implements NasMessage {}

    /// A message that no procedure here takes.
    record Other(String name) implements NasMessage {}
}
