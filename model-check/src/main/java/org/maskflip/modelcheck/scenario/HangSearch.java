package org.maskflip.modelcheck.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.TransitionSystem;

/**
 * Looks for states from which no end can be reached: all CPUs go round for ever, whatever happens. Keeps every transition, and goes
 * back from the final states. On the calling thread. Reductions do not hide such a state: what can be reached from a state of the
 * reduced system includes all its final states, and from a state without them every way of the whole system leads to such states,
 * one of which the reduced system meets.
 */
final class HangSearch<S> {
    private final TransitionSystem<S, ?> system;
    private final long mostStates;
    private final Map<Code, Integer> numbers = new HashMap<>();
    private final List<S> waiting = new ArrayList<>();
    private int[] from = new int[1 << 10];
    private int[] to = new int[1 << 10];
    private int edges;

    /** Per state, the one it was first reached from, and by which label. */
    private int[] parents = new int[1 << 10];

    private int[] labels = new int[1 << 10];

    private boolean[] isFinal = new boolean[1 << 10];

    @SuppressWarnings("ArrayRecordComponent") // never changed, compared by content
    private record Code(int[] code) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Code that && Arrays.equals(code, that.code);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(code);
        }
    }

    /**
     * What was found.
     *
     * @param isComplete whether all states were reached
     * @param schedule a way to a state from which no end can be reached; empty if there is none
     */
    record Found(boolean isComplete, Optional<Schedule> schedule) {}

    HangSearch(TransitionSystem<S, ?> system, long mostStates) {
        this.system = system;
        this.mostStates = Math.min(mostStates, Integer.MAX_VALUE - 8);
    }

    /** Searches all states. */
    Found run() {
        while (true) {
            boolean isComplete = explore();
            if (!system.mustRestart()) {
                return new Found(isComplete, isComplete ? hanging() : Optional.empty());
            }
            system.restart();
            numbers.clear();
            waiting.clear();
            edges = 0;
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
            int before = edges;
            system.expand(each, (label, next) -> edge(source, number(next, source, label)));
            isFinal[state] = edges == before;
        }
        return true;
    }

    private int number(S state, int parent, int label) {
        int[] code = new int[system.width()];
        system.encode(state, code);
        int number = numbers.size();
        Integer known = numbers.putIfAbsent(new Code(code), number);
        if (known != null) {
            return known;
        }
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, 2 * number);
            labels = Arrays.copyOf(labels, 2 * number);
            isFinal = Arrays.copyOf(isFinal, 2 * number);
        }
        parents[number] = parent;
        labels[number] = label;
        waiting.add(state);
        return number;
    }

    private void edge(int source, int target) {
        if (edges == from.length) {
            from = Arrays.copyOf(from, 2 * edges);
            to = Arrays.copyOf(to, 2 * edges);
        }
        from[edges] = source;
        to[edges++] = target;
    }

    /** The way to the first state that no final one can be reached from. */
    private Optional<Schedule> hanging() {
        boolean[] canEnd = canEnd();
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

    private boolean[] canEnd() {
        int states = numbers.size();
        int[] first = new int[states + 1];
        for (int i = 0; i < edges; i++) {
            first[to[i] + 1]++;
        }
        for (int i = 0; i < states; i++) {
            first[i + 1] += first[i];
        }
        int[] sources = new int[edges];
        int[] next = Arrays.copyOf(first, states);
        for (int i = 0; i < edges; i++) {
            sources[next[to[i]]++] = from[i];
        }
        boolean[] canEnd = new boolean[states];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < states; i++) {
            if (isFinal[i]) {
                canEnd[i] = true;
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int i = first[state]; i < first[state + 1]; i++) {
                if (!canEnd[sources[i]]) {
                    canEnd[sources[i]] = true;
                    open.add(sources[i]);
                }
            }
        }
        return canEnd;
    }
}
