package org.maskflip.emulator.storage.order;

/**
 * How a {@link SeededChooser} and a {@link WeakOrder} use their freedom. No policy forbids an outcome for good except through the
 * two limits, which bound what hardware leaves unbounded.
 *
 * @param drainOneIn at each opportunity the oldest pending store goes to storage with chance 1/{@code drainOneIn}; at least 1
 * @param lingerLimit opportunities that the oldest pending store may miss before it goes to storage in any case; at least 1
 * @param maxPending the length of the store queue, 1 to 1,024
 * @param freshWeight weight of executing the newest copy
 * @param staleWeight weight of executing the oldest copy
 * @param mixedWeight weight of choosing each byte (with facility 85: each doubleword) on its own; the weights sum to at least 1
 * @param stickyOneIn the previous of the three is kept, but for a chance of 1/{@code stickyOneIn}: 1 draws anew each time, more
 *     lets a stale copy be executed repeatedly; at least 1
 * @param stallOneIn a CPU whose store goes into code stands still right after it, the store still pending, with chance
 *     1/{@code stallOneIn}; 0 for never
 * @param stallLength how long: opportunities of all CPUs under a scheduler that runs all on one thread, units of 300 ns on free
 *     threads; 1 to 1,000,000
 */
public record AdversaryPolicy(
        int drainOneIn,
        int lingerLimit,
        int maxPending,
        int freshWeight,
        int staleWeight,
        int mixedWeight,
        int stickyOneIn,
        int stallOneIn,
        int stallLength) {
    /** Stores linger for some ten references; copies are stale as often as fresh. */
    public static final AdversaryPolicy DEFAULT = new AdversaryPolicy(8, 256, 32, 2, 2, 1, 4);

    /** Stores linger long and stale copies are executed again and again. */
    public static final AdversaryPolicy STUBBORN = new AdversaryPolicy(128, 4096, 256, 1, 8, 1, 64);

    /** Every instruction is mixed from the bytes of its window. */
    public static final AdversaryPolicy SHREDDER = new AdversaryPolicy(4, 64, 16, 1, 1, 8, 1);

    /** Stores reach storage at the first opportunity and copies are fresh nearly always. */
    public static final AdversaryPolicy GENTLE = new AdversaryPolicy(1, 1, 8, 1000, 1, 1, 1);

    /**
     * For code that changes under running CPUs: stores linger, and a CPU that stores into code is held up between that store and
     * the next, so that the others run while only the first of two is out.
     */
    public static final AdversaryPolicy PRESSING = new AdversaryPolicy(16, 512, 64, 2, 2, 1, 4, 4, 1024);

    private static final int LONGEST_STALL = 1_000_000;

    public AdversaryPolicy {
        if (drainOneIn < 1 || lingerLimit < 1 || stickyOneIn < 1) {
            throw new IllegalArgumentException("drainOneIn, lingerLimit and stickyOneIn must be at least 1");
        }
        if (stallOneIn < 0 || stallLength < 1 || stallLength > LONGEST_STALL) {
            throw new IllegalArgumentException(
                    "stallOneIn must not be negative, and stallLength must be 1 to " + LONGEST_STALL);
        }
        if (maxPending < 1 || maxPending > 1024) {
            throw new IllegalArgumentException("maxPending is " + maxPending + ", expected 1 to 1024");
        }
        if (freshWeight < 0 || staleWeight < 0 || mixedWeight < 0) {
            throw new IllegalArgumentException("weights must not be negative");
        }
        if ((long) freshWeight + staleWeight + mixedWeight < 1
                || (long) freshWeight + staleWeight + mixedWeight > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the sum of the weights must be 1 to " + Integer.MAX_VALUE);
        }
    }

    /** A policy under which no CPU stands still. */
    public AdversaryPolicy(
            int drainOneIn,
            int lingerLimit,
            int maxPending,
            int freshWeight,
            int staleWeight,
            int mixedWeight,
            int stickyOneIn) {
        this(drainOneIn, lingerLimit, maxPending, freshWeight, staleWeight, mixedWeight, stickyOneIn, 0, 1);
    }

    int totalWeight() {
        return freshWeight + staleWeight + mixedWeight;
    }
}
