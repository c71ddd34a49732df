package org.maskflip.emulator.hotpatch;

import java.util.ArrayList;
import java.util.List;

/** Violations of all CPUs: the first few of each property are kept, all are counted. Safe for several threads, and not on a path that is hot. */
final class Findings {
    private static final int KEPT = 20;

    private final List<Violation> kept = new ArrayList<>();
    private final long[] counts = new long[Property.values().length];

    synchronized void add(Violation found) {
        counts[found.property().ordinal()]++;
        if (counts[found.property().ordinal()] <= KEPT) {
            kept.add(found);
        }
    }

    synchronized List<Violation> kept() {
        return List.copyOf(kept);
    }

    synchronized long count(Property property) {
        return counts[property.ordinal()];
    }
}
