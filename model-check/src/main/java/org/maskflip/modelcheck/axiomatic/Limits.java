package org.maskflip.modelcheck.axiomatic;

import java.time.Duration;

/**
 * How much the axiomatic model may use. Whichever bound is hit first ends it as UNKNOWN.
 *
 * @param candidates the most candidate executions looked at: choices of traces, of reads-from and of coherence
 * @param traces the most traces of all CPUs together
 * @param time the longest host time
 * @param threads 1 or more
 */
public record Limits(long candidates, long traces, Duration time, int threads) {
    /** Fifty million candidates, two hundred thousand traces, an hour, one thread. */
    public static final Limits DEFAULT = new Limits(50_000_000, 200_000, Duration.ofHours(1), 1);

    public Limits {
        if (candidates < 1 || traces < 1 || threads < 1 || time.isNegative()) {
            throw new IllegalArgumentException("a bound of the axiomatic model is at least 1");
        }
    }

    /** The same with another bound on candidates. */
    public Limits withCandidates(long most) {
        return new Limits(most, traces, time, threads);
    }

    /** The same with another bound on time. */
    public Limits withTime(Duration longest) {
        return new Limits(candidates, traces, longest, threads);
    }

    /** The same on so many threads. */
    public Limits withThreads(int number) {
        return new Limits(candidates, traces, time, number);
    }
}
