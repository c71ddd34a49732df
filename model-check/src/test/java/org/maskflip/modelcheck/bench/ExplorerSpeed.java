package org.maskflip.modelcheck.bench;

import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.operational.Protocols;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/**
 * How fast the explorer is, in a JVM that has done nothing else before the first line of each program. Argument: threads, 1 unless
 * given. Prints host and processor time of the first and of the third exploration of each program.
 */
public final class ExplorerSpeed {
    private static final int RUNS = 3;

    private ExplorerSpeed() {}

    /** Measures. */
    public static void main(String[] arguments) {
        int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        measure("hotpatch, 3 CPUs, 3 calls", Protocols.hotpatch(3), Reduction.all(), threads);
        measure("SB with 7 CPUs", Protocols.ring(7), Reduction.all(), threads);
        measure("SB with 5 pairs", Protocols.pairs(5), Reduction.all(), threads);
        measure("SB with 5 CPUs, no reduction", Protocols.ring(5), EnumSet.noneOf(Reduction.class), threads);
    }

    private static void measure(String name, GuestProgram program, Set<Reduction> reductions, int threads) {
        for (int run = 1; run <= RUNS; run++) {
            long cpu = cpuNanos();
            long begin = System.nanoTime();
            Exploration<Outcome> found =
                    new Search<>(new ModelZ(program, reductions), Budget.DEFAULT.withThreads(threads)).run();
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%-30s run %d: %,9d states %,9d transitions %,6d outcomes %6.2f s, CPU %6.2f s, %,9.0f states/s%n",
                    name,
                    run,
                    found.states(),
                    found.transitions(),
                    found.outcomes().size(),
                    seconds,
                    (cpuNanos() - cpu) / 1e9,
                    found.states() / seconds);
        }
    }

    /** Of all threads of the process, the compiler's included. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
