package org.maskflip.modelcheck.explore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntUnaryOperator;

/** The transitions of a system, as pairs of states' numbers, and its final states: enough to tell from where no end can be reached. */
final class Ways {
    private final Numbers sources = new Numbers();
    private final Numbers targets = new Numbers();
    private final Numbers ends = new Numbers();

    void add(int source, int target) {
        sources.add(source);
        targets.add(target);
    }

    void addEnd(int state) {
        ends.add(state);
    }

    void addAll(Ways other) {
        sources.addAll(other.sources);
        targets.addAll(other.targets);
        ends.addAll(other.ends);
    }

    /** Numbers the states anew. */
    void renumber(IntUnaryOperator change) {
        sources.replaceAll(change);
        targets.replaceAll(change);
        ends.replaceAll(change);
    }

    /** The bytes that {@link #canEnd} takes in the end, nearly. */
    long bytes() {
        return 4L * Integer.BYTES * sources.size();
    }

    /** Per state, of so many, whether a final one can be reached from it: back from those. */
    boolean[] canEnd(int states) {
        int[] first = new int[states + 1];
        for (int i = 0; i < targets.size(); i++) {
            first[targets.get(i) + 1]++;
        }
        for (int i = 0; i < states; i++) {
            first[i + 1] += first[i];
        }
        int[] before = new int[sources.size()];
        int[] next = Arrays.copyOf(first, states);
        for (int i = 0; i < sources.size(); i++) {
            before[next[targets.get(i)]++] = sources.get(i);
        }
        boolean[] canEnd = new boolean[states];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < ends.size(); i++) {
            canEnd[ends.get(i)] = true;
            open.add(ends.get(i));
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int i = first[state]; i < first[state + 1]; i++) {
                if (!canEnd[before[i]]) {
                    canEnd[before[i]] = true;
                    open.add(before[i]);
                }
            }
        }
        return canEnd;
    }
}
