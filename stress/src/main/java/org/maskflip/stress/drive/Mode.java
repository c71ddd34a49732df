package org.maskflip.stress.drive;

/** How long and in how many ways each test runs. */
enum Mode {
    /** Each test starts and does a few epochs: finds broken tests, seldom races. */
    SANITY(40, 1, 1, Ways.ONE),
    /** A second per test in one way; what a test must show is asserted from here on. */
    QUICK(250, 4, 1, Ways.ONE),
    /** Compiled lightly, fully, and with the compiler's random choices. */
    DEFAULT(500, 5, 1, Ways.THREE),
    /** As {@link #DEFAULT}, longer and in five processes each. */
    TOUGH(1_000, 10, 5, Ways.THREE);

    /** The ways in which the JVM is told to compile. */
    enum Ways {
        ONE,
        THREE
    }

    private final int milliseconds;
    private final int iterations;
    private final int forks;
    private final Ways ways;

    Mode(int milliseconds, int iterations, int forks, Ways ways) {
        this.milliseconds = milliseconds;
        this.iterations = iterations;
        this.forks = forks;
        this.ways = ways;
    }

    /** The length of an iteration. */
    int milliseconds() {
        return milliseconds;
    }

    /** Iterations in one process. */
    int iterations() {
        return iterations;
    }

    /** Processes for each test and way. */
    int forks() {
        return forks;
    }

    Ways ways() {
        return ways;
    }

    /** Whether a test that does not show what it must show has failed. */
    boolean isRequiring() {
        return this != SANITY;
    }
}
