/// What is wrong with a PDU of an application protocol beyond its encoding, and what to answer: unknown, missing,
/// repeated and misplaced information elements by their criticality (clause 10 of TS 36.413, 36.423, 38.413, 38.423).
/// All of it comes from the tables that the compiler makes of the object sets; no message is named here.
@NullMarked
package kenb.codec.criticality;

import org.jspecify.annotations.NullMarked;
