/// The mobility management entity: S1AP towards eNBs (TS 36.413), NAS towards UEs (TS 24.301), bearers at the UPE, and
/// the keys from K_ASME down (TS 33.401). One class for each procedure.
@NullMarked
package kenb.nodes.mme;

import org.jspecify.annotations.NullMarked;
