package org.maskflip.modelcheck.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for states from which no end can be reached: all CPUs go round for ever, whatever happens. Keeps every transition, and goes
 * back from the final states. On the calling thread. Reductions do not hide such a state: what can be reached from a state of the
 * reduced system includes all its final states, and from a state without them every way of the whole system leads to such states,
 * one of which the reduced system meets.
 */
public final class HangSearch<S> {
    private final TransitionSystem<S, ?> system;
    private final long mostStates;
    private final Map<Code, Integer> numbers = new HashMap<>();
    private final List<S> waiting = new ArrayList<>();
    private Ways ways = new Ways();

    /** Per state, the one it was first reached from, and by which label. */
    private int[] parents = new int[1 << 10];

    private int[] labels = new int[1 << 10];

    /**
     * What was found.
     *
     * @param isComplete whether all states were reached
     * @param schedule a way to a state from which no end can be reached; empty if there is none
     */
    public record Found(boolean isComplete, Optional<Schedule> schedule) {}

    /** A search that gives up after so many states. */
    public HangSearch(TransitionSystem<S, ?> system, long mostStates) {
        this.system = system;
        this.mostStates = Math.min(mostStates, Integer.MAX_VALUE - 8);
    }

    /** Searches all states. */
    public Found run() {
        while (true) {
            boolean isComplete = explore();
            if (!system.mustRestart()) {
                return new Found(isComplete, isComplete ? hanging() : Optional.empty());
            }
            system.restart();
            numbers.clear();
            waiting.clear();
            ways = new Ways();
        }
    }

    private boolean explore() {
        number(system.initial(), -1, 0);
        for (int state = 0; state < numbers.size(); state++) {
            if (numbers.size() > mostStates) {
                return false;
            }
            S each = waiting.get(state);
            waiting.set(state, null);
            int source = state;
            boolean[] isFinal = {true};
            system.expand(each, (label, next) -> {
                isFinal[0] = false;
                ways.add(source, number(next, source, label));
            });
            if (isFinal[0]) {
                ways.addEnd(source);
            }
        }
        return true;
    }

    private int number(S state, int parent, int label) {
        int number = numbers.size();
        Integer known = numbers.putIfAbsent(Code.of(system, state), number);
        if (known != null) {
            return known;
        }
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, 2 * number);
            labels = Arrays.copyOf(labels, 2 * number);
        }
        parents[number] = parent;
        labels[number] = label;
        waiting.add(state);
        return number;
    }

    /** The way to the first state that no final one can be reached from. */
    private Optional<Schedule> hanging() {
        boolean[] canEnd = ways.canEnd(numbers.size());
        for (int state = 0; state < canEnd.length; state++) {
            if (!canEnd[state]) {
                List<Integer> way = new ArrayList<>();
                for (int at = state; parents[at] >= 0; at = parents[at]) {
                    way.add(labels[at]);
                }
                Collections.reverse(way);
                return Optional.of(new Schedule(way));
            }
        }
        return Optional.empty();
    }
}
