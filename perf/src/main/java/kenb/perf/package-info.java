/// JMH benchmarks, one a question. `mvn -B -q -pl perf -am package -DskipTests -Pbench -Dbench="Pdcp -prof gc"` runs those whose name
/// matches, with any further arguments of JMH.
@NullMarked
package kenb.perf;

import org.jspecify.annotations.NullMarked;
