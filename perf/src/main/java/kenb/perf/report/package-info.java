/// What a run of benchmarks found: as a table, as JSON, as a picture. Knows nothing of what was measured.
@NullMarked
package kenb.perf.report;

import org.jspecify.annotations.NullMarked;
