/// JMH benchmarks, one a question. `mvn -B -q -pl perf -am package -DskipTests -Pbench -Dbench="Pdcp -prof gc"` runs those whose name
/// matches, with any further arguments of JMH; `kenb bench` runs what {@link kenb.perf.CodecBench} and {@link kenb.perf.PdcpBench} put
/// together and reports it.
@NullMarked
package kenb.perf;

import org.jspecify.annotations.NullMarked;
