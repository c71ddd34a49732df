package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * CPUs that begin alike are interchangeable as long as none is called by its address: if two of them change places in a state that
 * can be reached, the result can be reached as well. So of all such states the one is kept in which they are in order; of a final
 * state all arrangements count.
 */
final class Symmetry {
    /** The CPUs of each group of more than one. */
    private final List<int[]> groups = new ArrayList<>();

    /** @param firsts per CPU the first CPU that begins like it */
    Symmetry(int[] firsts) {
        for (int first = 0; first < firsts.length; first++) {
            int group = first;
            int[] members = java.util.stream.IntStream.range(0, firsts.length)
                    .filter(cpu -> firsts[cpu] == group)
                    .toArray();
            if (members.length > 1) {
                groups.add(members);
            }
        }
    }

    boolean isAny() {
        return !groups.isEmpty();
    }

    private static final Comparator<Node> BY_CONTENT =
            Comparator.comparing(Node::state, (left, right) -> left.compareContent(right));

    /** Puts interchangeable CPUs in order. Changes the state. */
    void order(MachineState state) {
        for (int[] members : groups) {
            for (int i = 1; i < members.length; i++) {
                for (int j = i; j > 0 && compare(state, members[j - 1], members[j]) > 0; j--) {
                    swap(state, members[j - 1], members[j]);
                }
            }
        }
    }

    /** By content where it is cheap to tell, so that the order of states does not depend on the run. */
    private static int compare(MachineState state, int a, int b) {
        if (state.nodes[a] != state.nodes[b]) {
            return BY_CONTENT.compare(state.nodes[a], state.nodes[b]);
        }
        int order = Integer.compare(state.queues[a].id(), state.queues[b].id());
        order = order != 0 ? order : Integer.compare(state.windows[a].id(), state.windows[b].id());
        return order;
    }

    private static void swap(MachineState state, int a, int b) {
        swap(state.nodes, a, b);
        swap(state.queues, a, b);
        swap(state.windows, a, b);
        swap(state.signals, a, b);
    }

    private static <T> void swap(T[] array, int a, int b) {
        T kept = array[a];
        array[a] = array[b];
        array[b] = kept;
    }

    /** Every state that differs from this one only in which interchangeable CPU is which, itself included; each once. */
    void arrangements(MachineState state, Consumer<MachineState> sink) {
        Set<List<Object>> seen = new HashSet<>();
        arrange(state.copy(), 0, 0, seen, sink);
    }

    private void arrange(MachineState state, int group, int at, Set<List<Object>> seen, Consumer<MachineState> sink) {
        if (group == groups.size()) {
            List<Object> key = new ArrayList<>();
            for (int cpu = 0; cpu < state.nodes.length; cpu++) {
                key.add(state.nodes[cpu].id());
                key.add(state.queues[cpu].id());
                key.add(state.windows[cpu].id());
                key.add(state.signals[cpu]);
            }
            if (seen.add(key)) {
                sink.accept(state.copy());
            }
            return;
        }
        int[] members = groups.get(group);
        if (at == members.length) {
            arrange(state, group + 1, 0, seen, sink);
            return;
        }
        for (int i = at; i < members.length; i++) {
            if (i == at || !isSame(state, members[at], members[i])) {
                swap(state, members[at], members[i]);
                arrange(state, group, at + 1, seen, sink);
                swap(state, members[at], members[i]);
            }
        }
    }

    private static boolean isSame(MachineState state, int a, int b) {
        return state.nodes[a] == state.nodes[b]
                && state.queues[a] == state.queues[b]
                && state.windows[a] == state.windows[b]
                && state.signals[a].equals(state.signals[b]);
    }
}
