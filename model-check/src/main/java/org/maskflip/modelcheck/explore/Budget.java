package org.maskflip.modelcheck.explore;

import java.time.Duration;

/**
 * How much a search may use. Whichever bound is hit first ends it as UNKNOWN.
 *
 * @param states the most states, at least 1
 * @param bytes the most bytes of visited states and of the frontier, estimated
 * @param time the longest host time
 * @param threads 1 or more
 */
public record Budget(long states, long bytes, Duration time, int threads) {
    /** Fifty million states, three quarters of the heap, an hour, one thread. */
    public static final Budget DEFAULT =
            new Budget(50_000_000, Runtime.getRuntime().maxMemory() / 4 * 3, Duration.ofHours(1), 1);

    public Budget {
        if (states < 1 || bytes < 1 || threads < 1 || time.isNegative()) {
            throw new IllegalArgumentException("a bound of a search is at least 1");
        }
    }

    /** The same with another bound on states. */
    public Budget withStates(long most) {
        return new Budget(most, bytes, time, threads);
    }

    /** The same on so many threads. */
    public Budget withThreads(int number) {
        return new Budget(states, bytes, time, number);
    }
}
