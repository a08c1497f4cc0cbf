/// What a machine has of what kenb can use, and how to get what it lacks.
@NullMarked
package kenb.tools.doctor;

import org.jspecify.annotations.NullMarked;
