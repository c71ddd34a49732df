package org.maskflip.modelcheck.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Breadth-first search through all states of a system, level by level; the states of a level are shared out among threads. Each
 * state is expanded once and counted once, so outcomes and counts do not depend on the threads.
 *
 * @param <S> states
 * @param <O> outcomes
 */
public final class Search<S, O> {
    private static final int SMALL_LEVEL = 256;
    private static final int CHUNK = 256;
    private static final long FRONTIER_BYTES = 160;
    private static final String FULL_HEAP = "all of the Java heap (MASKFLIP_JAVA_OPTS=-Xmx8g makes it larger)";

    /** An attempt that must be repeated goes on until it has half as many states again, and so many more. */
    private static final long PATIENCE = 1_000;

    private final TransitionSystem<S, O> system;
    private final Budget budget;
    private final Progress progress;
    private final long begin = System.nanoTime();
    private VisitedStates visited;
    private long mostStates;

    /** A search within a budget; its time begins now. */
    public Search(TransitionSystem<S, O> system, Budget budget) {
        this(system, budget, Progress.NONE);
    }

    /** A search that tells how far it is, and can be told to stop. */
    public Search(TransitionSystem<S, O> system, Budget budget, Progress progress) {
        this.system = system;
        this.budget = budget;
        this.progress = progress;
    }

    /** Explores every state. */
    public Exploration<O> run() {
        if (budget.threads() == 1) {
            return run(null);
        }
        ExecutorService threads = Executors.newFixedThreadPool(budget.threads(), task -> {
            Thread thread = new Thread(task, "search");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return run(threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private Exploration<O> run(ExecutorService threads) {
        while (true) {
            Exploration<O> found = attempt(threads);
            if (!found.isComplete() || !system.mustRestart()) {
                return found;
            }
            system.restart();
        }
    }

    private Exploration<O> attempt(ExecutorService threads) {
        visited = new VisitedStates(system.width());
        mostStates = Long.MAX_VALUE;
        Portion all = new Portion(system.mayGoRound());
        all.visit(system.initial());
        Level<S> level = all.takeNext();
        int depth = 0;
        String bound = null;
        while (!level.isEmpty() && bound == null && states() < mostStates) {
            if (threads == null || level.size() < SMALL_LEVEL) {
                all.expand(level, new AtomicInteger());
            } else {
                expand(level, threads, all);
            }
            level = all.takeNext();
            depth += level.isEmpty() ? 0 : 1;
            if (system.mustRestart() && mostStates == Long.MAX_VALUE) {
                mostStates = states() / 2 * 3 + PATIENCE;
            }
            bound = all.cut != null || level.isEmpty() ? all.cut : boundHit(level.size(), all.bytes());
            progress.level(states(), level.size(), depth);
        }
        return new Exploration<>(
                all.outcomes, states(), all.transitions, depth, bound == null ? endless(all) : 0, bound);
    }

    /** How many states no final one can be reached from. */
    private long endless(Portion all) {
        if (all.ways == null) {
            return 0;
        }
        int[] begins = visited.rowBegins();
        all.ways.renumber(id -> VisitedStates.inRow(begins, id));
        long endless = 0;
        for (boolean canEnd : all.ways.canEnd(Math.toIntExact(states()))) {
            endless += canEnd ? 0 : 1;
        }
        return endless;
    }

    private void expand(Level<S> level, ExecutorService threads, Portion all) {
        AtomicInteger taken = new AtomicInteger();
        List<Future<Portion>> running = new ArrayList<>();
        for (int i = 0; i < budget.threads(); i++) {
            running.add(threads.submit(() -> {
                Portion portion = new Portion(all.ways != null);
                portion.expand(level, taken);
                return portion;
            }));
        }
        for (Future<Portion> portion : running) {
            all.add(await(portion));
        }
    }

    private Portion await(Future<Portion> portion) {
        try {
            return portion.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("search interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private long states() {
        return visited.size();
    }

    /** In words; {@code null} if there is none. */
    private String boundHit(long frontier, long others) {
        if (states() > budget.states()) {
            return String.format("%,d states", budget.states());
        }
        long bytes = others + frontier * (FRONTIER_BYTES + 4L * system.width()) + visited.bytes();
        if (bytes > budget.bytes()) {
            return String.format("%,d bytes of memory", budget.bytes());
        }
        if (progress.isStopped()) {
            return "being interrupted";
        }
        return isLate() ? budget.time().toSeconds() + " seconds" : null;
    }

    private boolean isLate() {
        return (System.nanoTime() - begin) / 1_000_000_000.0 > budget.time().toSeconds();
    }

    /** The states of a level, with their numbers. */
    private static final class Level<S> {
        private final List<S> states = new ArrayList<>();
        private final Numbers ids = new Numbers();

        int size() {
            return states.size();
        }

        boolean isEmpty() {
            return states.isEmpty();
        }

        void addAll(Level<S> other) {
            states.addAll(other.states);
            ids.addAll(other.ids);
        }
    }

    /** What one thread finds of one level. */
    private final class Portion implements Successors<S> {
        private final int[] code = new int[system.width()];
        private final Map<O, Long> outcomes = new HashMap<>();

        /** All transitions; {@code null} where none goes round. */
        private final Ways ways;

        private Level<S> next = new Level<>();
        private long transitions;

        /** The state that is expanded. */
        private int source;

        /** The bound for which the level was left early; {@code null} if it was not. */
        private String cut;

        Portion(boolean keepsWays) {
            ways = keepsWays ? new Ways() : null;
        }

        /**
         * Expands states of a level, a chunk at a time, until none is left.
         *
         * @param taken how many states of the level are taken by somebody
         */
        void expand(Level<S> level, AtomicInteger taken) {
            try {
                expandChunks(level, taken);
            } catch (OutOfMemoryError full) {
                // The bound on bytes is an estimate. What was found stands; the states to go on from are given up.
                next = new Level<>();
                cut = FULL_HEAP;
            }
        }

        private void expandChunks(Level<S> level, AtomicInteger taken) {
            while (cut == null) {
                // ORDER atomic: gives each chunk to one thread; pairs with itself in the other threads. Without it:
                // states are
                //   expanded twice and counts are wrong. Shown by: SearchTest, on several threads.
                int from = taken.getAndAdd(CHUNK);
                if (from >= level.size()) {
                    return;
                }
                for (int i = from; i < Math.min(level.size(), from + CHUNK); i++) {
                    source = level.ids.get(i);
                    expand(level.states.get(i));
                }
                cut = boundHit(level.size() - from + next.size(), bytes());
            }
        }

        private void expand(S state) {
            long before = transitions;
            system.expand(state, this);
            if (transitions == before) {
                system.outcomes(state, outcome -> outcomes.merge(outcome, 1L, Long::sum));
                if (ways != null) {
                    ways.addEnd(source);
                }
            }
        }

        @Override
        public void accept(int label, S state) {
            transitions++;
            int target = visit(state);
            if (ways != null) {
                ways.add(source, target);
            }
        }

        /** Adds a state to the next level if it is new. Returns its number, which is no other's. */
        int visit(S state) {
            system.encode(state, code);
            long number = visited.add(code);
            int id = (int) (number >= 0 ? number : ~number);
            if (number >= 0) {
                next.states.add(state);
                next.ids.add(id);
            }
            return id;
        }

        void add(Portion other) {
            other.outcomes.forEach((outcome, number) -> outcomes.merge(outcome, number, Long::sum));
            transitions += other.transitions;
            cut = other.cut != null ? other.cut : cut;
            next.addAll(other.next);
            if (ways != null) {
                ways.addAll(other.ways);
            }
        }

        long bytes() {
            return ways == null ? 0 : ways.bytes();
        }

        Level<S> takeNext() {
            Level<S> taken = next;
            next = new Level<>();
            return taken;
        }
    }
}
