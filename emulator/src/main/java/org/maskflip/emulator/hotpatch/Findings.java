package org.maskflip.emulator.hotpatch;

import java.util.ArrayList;
import java.util.List;

/** Violations of all CPUs: the first few of each property are kept, all are counted. Safe for several threads, and not on a path that is hot. */
public final class Findings {
    private static final int KEPT = 20;

    private final List<Violation> kept = new ArrayList<>();
    private final long[] counts = new long[Property.values().length];

    /** Counts a violation, and keeps it if it is one of the first of its property. */
    public synchronized void add(Violation found) {
        counts[found.property().ordinal()]++;
        if (counts[found.property().ordinal()] <= KEPT) {
            kept.add(found);
        }
    }

    /** Those that were kept, in the order of their coming. */
    public synchronized List<Violation> kept() {
        return List.copyOf(kept);
    }

    /** How many there were of a property. */
    public synchronized long count(Property property) {
        return counts[property.ordinal()];
    }
}
