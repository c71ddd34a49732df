package org.maskflip.modelcheck.operational;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Looks around before a search, so that the search seldom has to begin again: random walks, one with each CPU ahead, and one from
 * each state to which something led that was not known. A walk prefers one CPU for a while, so that the others fall far behind; and
 * it takes interruptions seldom, since the states after them, where they are new, have walks of their own. All that it finds
 * happens in some execution.
 */
final class Discovery {
    private static final int MOST_WALKS = 10_000;

    /** So many steps without anything new end a walk. */
    private static final int PATIENCE = 100;

    private static final int OTHER_CPU_ONE_IN = 16;
    private static final int ANY_CPU_ONE_IN = 8;
    private static final int TAKE_ONE_IN = 16;

    private final Expansion expansion;
    private final Foresight foresight;
    private final Random random;
    private final Deque<MachineState> starts = new ArrayDeque<>();

    // Of one step of a walk.
    private final List<MachineState> possible = new ArrayList<>();
    private final List<MachineState> preferred = new ArrayList<>();
    private MachineState last;
    private long known;

    Discovery(Expansion expansion, long seed) {
        this.expansion = expansion;
        foresight = expansion.foresight();
        random = new Random(seed);
    }

    /** Walks until nothing new is found. */
    void run(MachineState initial) {
        int cpus = initial.nodes.length;
        for (int cpu = 0; cpu < cpus; cpu++) {
            walk(initial, cpu);
        }
        for (int walks = 0; !starts.isEmpty() && walks < MOST_WALKS; walks++) {
            walk(starts.removeLast(), random.nextInt(cpus));
        }
    }

    private void walk(MachineState from, int ahead) {
        MachineState at = from;
        int favorite = ahead;
        for (int patience = PATIENCE; at != null && patience > 0; patience--) {
            if (random.nextInt(OTHER_CPU_ONE_IN) == 0) {
                favorite = random.nextInt(from.nodes.length);
            }
            long before = foresight.found();
            at = step(at, favorite);
            if (foresight.found() > before) {
                patience = PATIENCE;
            }
        }
    }

    private MachineState step(MachineState at, int favorite) {
        possible.clear();
        preferred.clear();
        last = null;
        known = foresight.found();
        expansion.expandWholly(at, (label, next) -> offer(label, next, favorite));
        boolean isAny = preferred.isEmpty() || random.nextInt(ANY_CPU_ONE_IN) == 0;
        List<MachineState> from = isAny ? possible : preferred;
        return from.isEmpty() ? last : from.get(random.nextInt(from.size()));
    }

    private void offer(int label, MachineState next, int favorite) {
        boolean isTake = Transition.kind(label) == Transition.TAKE;
        last = next;
        if (!isTake && Transition.cpu(label) == favorite) {
            preferred.add(next);
        }
        if (!isTake || random.nextInt(TAKE_ONE_IN) == 0) {
            possible.add(next);
        }
        if (foresight.found() > known) {
            known = foresight.found();
            starts.add(next);
        }
    }
}
