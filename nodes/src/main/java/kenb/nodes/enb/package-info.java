/// The eNB in all its roles: serving, source and target of handovers, MeNB and SeNB of dual connectivity (TS 36.300,
/// TS 36.331, TS 36.413, TS 36.423, TS 33.401). One class for each procedure; user data has a way of its own
/// ({@link kenb.nodes.enb.UserPlane}).
@NullMarked
package kenb.nodes.enb;

import org.jspecify.annotations.NullMarked;
