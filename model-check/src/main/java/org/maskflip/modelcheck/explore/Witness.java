package org.maskflip.modelcheck.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Executions of a system: the shortest one to an outcome, and random ones. On the calling thread. */
public final class Witness {
    private Witness() {}

    private record Step<S>(S state, Step<S> before, int label, int length) {
        Schedule schedule() {
            List<Integer> labels = new ArrayList<>();
            for (Step<S> step = this; step.before != null; step = step.before) {
                labels.add(step.label);
            }
            Collections.reverse(labels);
            return new Schedule(labels);
        }
    }

    /**
     * A shortest execution whose outcome is wanted, the first in the order of the system's transitions; empty if there is none
     * within so many states.
     */
    public static <S, O> Optional<Schedule> shortest(
            TransitionSystem<S, O> system, Predicate<O> wanted, long mostStates) {
        return each(system, wanted, 1, mostStates).values().stream().findFirst();
    }

    /**
     * A shortest execution for each wanted outcome, the shorter first, until there are so many outcomes or so many states. Shortest
     * by the steps that the transitions stand for.
     */
    public static <S, O> Map<O, Schedule> each(
            TransitionSystem<S, O> system, Predicate<O> wanted, int mostOutcomes, long mostStates) {
        while (true) {
            Map<O, Schedule> found = attempt(system, wanted, mostOutcomes, mostStates);
            if (!system.mustRestart()) {
                return found;
            }
            system.restart();
        }
    }

    private static <S, O> Map<O, Schedule> attempt(
            TransitionSystem<S, O> system, Predicate<O> wanted, int mostOutcomes, long mostStates) {
        Map<O, Schedule> found = new LinkedHashMap<>();
        Set<Code> seen = new HashSet<>();
        NavigableMap<Integer, Deque<Step<S>>> waiting = new TreeMap<>();
        add(waiting, new Step<>(system.initial(), null, 0, 0));
        while (!waiting.isEmpty()
                && found.size() < mostOutcomes
                && seen.size() <= mostStates
                && !system.mustRestart()) {
            Step<S> step = next(waiting);
            if (!seen.add(Code.of(system, step.state()))) {
                continue;
            }
            int[] transitions = {0};
            system.expand(step.state(), (label, state) -> {
                transitions[0]++;
                if (!seen.contains(Code.of(system, state))) {
                    add(waiting, new Step<>(state, step, label, step.length() + system.steps(state)));
                }
            });
            if (transitions[0] == 0) {
                O outcome = system.outcome(step.state());
                if (wanted.test(outcome)) {
                    found.putIfAbsent(outcome, step.schedule());
                }
            }
        }
        return found;
    }

    private static <S> void add(NavigableMap<Integer, Deque<Step<S>>> waiting, Step<S> step) {
        waiting.computeIfAbsent(step.length(), length -> new ArrayDeque<>()).addLast(step);
    }

    private static <S> Step<S> next(NavigableMap<Integer, Deque<Step<S>>> waiting) {
        Deque<Step<S>> shortest = waiting.firstEntry().getValue();
        Step<S> step = shortest.removeFirst();
        if (shortest.isEmpty()) {
            waiting.pollFirstEntry();
        }
        return step;
    }

    /** A random execution, until a state has no transitions or so many steps are done. */
    public static <S, O> Schedule random(TransitionSystem<S, O> system, Random random, int mostSteps) {
        List<Integer> labels = new ArrayList<>();
        S state = system.initial();
        List<S> states = new ArrayList<>();
        List<Integer> choices = new ArrayList<>();
        while (labels.size() < mostSteps) {
            states.clear();
            choices.clear();
            system.expand(state, (label, next) -> {
                states.add(next);
                choices.add(label);
            });
            if (states.isEmpty()) {
                break;
            }
            int chosen = random.nextInt(states.size());
            labels.add(choices.get(chosen));
            state = states.get(chosen);
        }
        return new Schedule(labels);
    }
}
