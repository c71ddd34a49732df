package org.maskflip.modelcheck.trial;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** How often each outcome was seen, and the seed of the first run that showed it. Allocates for new outcomes only. */
final class Histogram {
    /** A row of values as a key. */
    private static final class Row {
        private long[] values;

        Row(long[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && Arrays.equals(values, row.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /** How often, and where first. */
    static final class Count {
        private long number;
        private final long firstSeed;

        private Count(long firstSeed) {
            this.firstSeed = firstSeed;
        }

        long number() {
            return number;
        }

        long firstSeed() {
            return firstSeed;
        }
    }

    private final Map<Row, Count> counts = new HashMap<>();
    private final Row probe = new Row(null);

    /** Counts one run; the row may be used again. Whether it is an outcome not seen before. */
    boolean add(long[] values, long seed) {
        probe.values = values;
        Count count = counts.get(probe);
        boolean isNew = count == null;
        if (isNew) {
            count = new Count(seed);
            counts.put(new Row(values.clone()), count);
        }
        count.number++;
        return isNew;
    }

    int size() {
        return counts.size();
    }

    void forEach(BiConsumer<long[], Count> action) {
        counts.forEach((row, count) -> action.accept(row.values, count));
    }
}
