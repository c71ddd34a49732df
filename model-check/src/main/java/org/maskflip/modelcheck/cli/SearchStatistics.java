package org.maskflip.modelcheck.cli;

import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What searches took: an option, and the line it prints. */
final class SearchStatistics {
    @Option(names = "--stats", description = "Also print what it took: states per second, CPU time of the process.")
    private boolean isWanted;

    private long states;
    private long transitions;
    private long nanos;

    /** A search that began at a {@link System#nanoTime} has ended. */
    void add(long moreStates, long moreTransitions, long begin) {
        states += moreStates;
        transitions += moreTransitions;
        nanos += System.nanoTime() - begin;
    }

    long states() {
        return states;
    }

    long transitions() {
        return transitions;
    }

    /** The line, if it is wanted. CPU time is that of all threads since the JVM began, compilers and collectors included. */
    void print(PrintWriter out) {
        if (isWanted) {
            double process = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1e3;
            out.printf(
                    "  searched for %.2f s, %,.0f states/s; CPU time of the process with start-up %.2f s%n",
                    nanos / 1e9, states / Math.max(nanos / 1e9, 1e-9), process);
        }
    }
}
