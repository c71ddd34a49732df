package org.maskflip.modelcheck.explore;

/** A broken twin of one shard of {@link VisitedStates}: without its lock. */
public final class UnlockedStates {
    private final StateSet shard = new StateSet(1);

    /** Whether it was new. */
    public boolean add(int... code) {
        return shard.add(code, StateSet.hash(code, 0, code.length)) >= 0;
    }

    public long size() {
        return shard.size();
    }
}
