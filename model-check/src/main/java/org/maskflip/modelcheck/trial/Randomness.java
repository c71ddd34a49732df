package org.maskflip.modelcheck.trial;

/** A stream of random numbers that starts anew from a seed without allocating. SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
final class Randomness {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the stream of a CPU, or of a scheduler, among those of a run's seed. */
    void start(long seed, int stream) {
        state = mix(seed * GOLDEN + mix(stream + 1L));
    }

    /** 0 to n - 1. */
    int below(int n) {
        return (int) ((next() >>> 32) * n >>> 32);
    }

    /** True once in n times, on average. */
    boolean isOneIn(int n) {
        return n == 1 || below(n) == 0;
    }

    private long next() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
