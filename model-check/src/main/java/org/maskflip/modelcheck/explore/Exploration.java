package org.maskflip.modelcheck.explore;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What a search found. The same in any run that hits no bound, on any number of threads.
 *
 * @param outcomes every outcome found, with the number of final states that have it
 * @param states distinct states
 * @param transitions transitions between them
 * @param depth the length of the longest of the shortest ways to a state
 * @param endless how many states no final state can be reached from: an execution that comes there goes on for ever; 0 as long as the
 *     search is not complete
 * @param bound the bound that was hit, in words; {@code null} if the search is complete
 * @param <O> outcomes
 */
public record Exploration<O>(
        Map<O, Long> outcomes, long states, long transitions, int depth, long endless, String bound) {
    public Exploration {
        outcomes = Collections.unmodifiableMap(new HashMap<>(outcomes));
    }

    /** Whether every state was reached. */
    public boolean isComplete() {
        return bound == null;
    }
}
