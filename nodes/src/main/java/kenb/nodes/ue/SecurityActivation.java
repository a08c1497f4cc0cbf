package kenb.nodes.ue;

import io.netty.buffer.ByteBuf;

import kenb.nodes.Algorithms;
import kenb.nodes.Notice;
import kenb.nodes.Outbox;
import kenb.nodes.radio.Leg;
import kenb.nodes.rrc.DownlinkRrc.SecurityModeCommand;
import kenb.nodes.rrc.UplinkRrc.SecurityModeComplete;
import kenb.nodes.rrc.UplinkRrc.SecurityModeFailure;
import kenb.stack.keys.EpsKeys;
import kenb.stack.keys.Key;
import kenb.stack.keys.UeKeyChain;

/// Initial security activation, the UE's side (TS 36.331 §5.3.4.3, TS 33.401 §7.2.4.5): K_eNB from K_ASME and the uplink
/// NAS COUNT, then the keys of the chosen algorithms, then the command's own MAC-I is verified.
final class SecurityActivation {
    static final String NAME = "AS Security Mode";

    /// The command itself is what the new keys are tried on.
    ///
    /// @param sdu the command as it came, whose MAC-I nobody has verified yet
    void commanded(UeContext ue, SecurityModeCommand command, ByteBuf sdu, Outbox out) {
        Leg leg = ue.connection();
        if (ue.keys != null) {
            return;
        }
        Algorithms algorithms = command.algorithms();
        Key kenb = EpsKeys.kenb(ue.kasme, ue.attachCount);
        leg.secure(kenb, algorithms);
        if (!leg.verifyLast(sdu)) {
            leg.unsecure();
            kenb.destroy();
            leg.send(1, new SecurityModeFailure(command.transaction()), out);
            out.report(
                    Notice.failed(
                            NAME, "the command's MAC-I is wrong: UE and eNB have different keys"));
            return;
        }
        ue.keys = new UeKeyChain(ue.kasme, kenb);
        ue.algorithms = algorithms;
        leg.startSendingIntegrity();
        leg.startReceivingCiphered();
        // The answer is integrity-protected, but not ciphered.
        leg.send(1, new SecurityModeComplete(command.transaction()), out);
        leg.startSendingCiphered();
        out.report(
                Notice.done(NAME, "with %s, K_eNB %s".formatted(algorithms, kenb.fingerprint())));
    }
}
