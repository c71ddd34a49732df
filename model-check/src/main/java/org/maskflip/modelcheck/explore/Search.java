package org.maskflip.modelcheck.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Breadth-first search through all states of a system, level by level; the states of a level are shared out among threads. Each
 * state is expanded once and counted once, so outcomes and counts do not depend on the threads.
 *
 * @param <S> states
 * @param <O> outcomes
 */
public final class Search<S, O> {
    private static final int SHARDS = 64;
    private static final int SMALL_LEVEL = 256;
    private static final int TIME_CHECK = 0xFFF;
    private static final long FRONTIER_BYTES = 64;

    private final TransitionSystem<S, O> system;
    private final Budget budget;
    private final long deadline;
    private StateSet[] visited;

    /** A search within a budget; its time begins now. */
    public Search(TransitionSystem<S, O> system, Budget budget) {
        this.system = system;
        this.budget = budget;
        long now = System.nanoTime();
        long nanos = budget.time().toSeconds() > 1_000_000_000L
                ? Long.MAX_VALUE / 2
                : budget.time().toNanos();
        deadline = now + nanos;
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
            if (!system.mustRestart()) {
                return found;
            }
            system.restart();
        }
    }

    private Exploration<O> attempt(ExecutorService threads) {
        visited = new StateSet[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            visited[i] = new StateSet(system.width());
        }
        Portion all = new Portion();
        S initial = system.initial();
        all.visit(initial);
        List<S> level = all.takeNext();
        int depth = 0;
        String bound = null;
        while (!level.isEmpty() && bound == null && !system.mustRestart()) {
            if (threads == null || level.size() < SMALL_LEVEL) {
                all.expand(level, 0, level.size());
            } else {
                expand(level, threads, all);
            }
            level = all.takeNext();
            depth += level.isEmpty() ? 0 : 1;
            bound = all.isCut && !system.mustRestart() ? boundHit() : level.isEmpty() ? null : boundHit();
        }
        return new Exploration<>(all.outcomes, states(), all.transitions, depth, bound);
    }

    private void expand(List<S> level, ExecutorService threads, Portion all) {
        int parts = budget.threads();
        List<Future<Portion>> running = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int from = (int) ((long) level.size() * i / parts);
            int to = (int) ((long) level.size() * (i + 1) / parts);
            running.add(threads.submit(() -> {
                Portion portion = new Portion();
                portion.expand(level, from, to);
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
            throw new java.util.concurrent.CancellationException("search interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private long states() {
        long sum = 0;
        for (StateSet shard : visited) {
            sum += shard.size();
        }
        return sum;
    }

    private String boundHit() {
        if (states() > budget.states()) {
            return String.format("%,d states", budget.states());
        }
        long bytes = states() * FRONTIER_BYTES;
        for (StateSet shard : visited) {
            bytes += shard.bytes();
        }
        if (bytes > budget.bytes()) {
            return String.format("%,d bytes of memory", budget.bytes());
        }
        return System.nanoTime() - deadline > 0 ? budget.time().toSeconds() + " seconds" : null;
    }

    /** What one thread finds of one level. */
    private final class Portion implements Successors<S> {
        private final int[] code = new int[system.width()];
        private final Map<O, Long> outcomes = new HashMap<>();
        private List<S> next = new ArrayList<>();
        private long transitions;
        private boolean isCut;

        void expand(List<S> level, int from, int to) {
            for (int i = from; i < to; i++) {
                S state = level.get(i);
                long before = transitions;
                system.expand(state, this);
                if (transitions == before) {
                    outcomes.merge(system.outcome(state), 1L, Long::sum);
                }
                if ((i & TIME_CHECK) == TIME_CHECK && isOver()) {
                    isCut = true;
                    return;
                }
            }
        }

        /** Whether to leave the level early; the bound is still hit after it, since neither time nor states go back. */
        private boolean isOver() {
            return System.nanoTime() - deadline > 0 || system.mustRestart() || next.size() > budget.states();
        }

        @Override
        public void accept(int label, S state) {
            transitions++;
            visit(state);
        }

        void visit(S state) {
            system.encode(state, code);
            int hash = StateSet.hash(code, 0, code.length);
            StateSet shard = visited[hash >>> 26];
            boolean isNew;
            synchronized (shard) {
                isNew = shard.add(code, hash);
            }
            if (isNew) {
                next.add(state);
            }
        }

        void add(Portion other) {
            other.outcomes.forEach((outcome, number) -> outcomes.merge(outcome, number, Long::sum));
            transitions += other.transitions;
            isCut |= other.isCut;
            next.addAll(other.next);
        }

        List<S> takeNext() {
            List<S> taken = next;
            next = new ArrayList<>();
            return taken;
        }
    }
}
