package org.maskflip.modelcheck.explore;

/**
 * The states that a search has met, shared by its threads: a {@link StateSet} per value of a hash's highest bits, each under its
 * own lock. Adding is safe for any thread; the sums are for one thread while nobody adds.
 */
public final class VisitedStates {
    static final int SHARDS = 64;
    private static final int SHARD_SHIFT = 26;

    private final StateSet[] shards = new StateSet[SHARDS];

    /**
     * An empty set.
     *
     * @param width the integers of an encoded state
     */
    public VisitedStates(int width) {
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new StateSet(width);
        }
    }

    /** Adds a state: its number, which is no other's and which {@link Integer} holds if taken as unsigned; if it was there, {@code ~} it. */
    public long add(int[] code) {
        int hash = StateSet.hash(code, 0, code.length);
        StateSet shard = shards[hash >>> SHARD_SHIFT];
        int number;
        synchronized (shard) {
            number = shard.add(code, hash);
        }
        long begin = Integer.toUnsignedLong(hash >>> SHARD_SHIFT << SHARD_SHIFT);
        return number >= 0 ? begin | number : ~(begin | ~number);
    }

    /** How many states there are. */
    public long size() {
        long sum = 0;
        for (StateSet shard : shards) {
            sum += shard.size();
        }
        return sum;
    }

    long bytes() {
        long sum = 0;
        for (StateSet shard : shards) {
            sum += shard.bytes();
        }
        return sum;
    }

    /** The numbers that each shard's states would begin with if all were numbered in one row. */
    int[] rowBegins() {
        int[] before = new int[SHARDS];
        for (int shard = 1; shard < SHARDS; shard++) {
            before[shard] = Math.addExact(before[shard - 1], shards[shard - 1].size());
        }
        return before;
    }

    /** Where a state with a number of {@link #add} stands in that row. */
    static int inRow(int[] rowBegins, int id) {
        return rowBegins[id >>> SHARD_SHIFT] + (id & (1 << SHARD_SHIFT) - 1);
    }
}
