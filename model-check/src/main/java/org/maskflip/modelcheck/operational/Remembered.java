package org.maskflip.modelcheck.operational;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Results that were worked out before, by argument: a short list, as most have one or two, and a map from then on. Safe for any
 * thread; of results that two threads add at the same time one may be forgotten, and is worked out again.
 */
final class Remembered<A, R> {
    private static final int MOST_LISTED = 8;

    // ORDER volatile: publishes a result with its content; pairs with itself in other threads. Without it: another
    // thread
    //   meets a result without content. Shown by: SearchTest, on several threads.
    private volatile Known<A, R> latest;

    /** One result, those before it, and with the last of a full list the map of the others. */
    private static final class Known<A, R> {
        private final A argument;
        private final R result;
        private final Known<A, R> before;
        private final int number;
        private final ConcurrentHashMap<A, R> others;

        Known(A argument, R result, Known<A, R> before) {
            this.argument = argument;
            this.result = result;
            this.before = before;
            number = before == null ? 1 : before.number + 1;
            others = number == MOST_LISTED ? new ConcurrentHashMap<>() : null;
        }
    }

    /** The result for an argument; {@code null} if it is not remembered. */
    R get(A argument) {
        Known<A, R> first = latest;
        for (Known<A, R> known = first; known != null; known = known.before) {
            if (known.argument.equals(argument)) {
                return known.result;
            }
        }
        return first == null || first.others == null ? null : first.others.get(argument);
    }

    void put(A argument, R result) {
        Known<A, R> first = latest;
        if (first != null && first.others != null) {
            first.others.put(argument, result);
            return;
        }
        latest = new Known<>(argument, result, first);
    }
}
