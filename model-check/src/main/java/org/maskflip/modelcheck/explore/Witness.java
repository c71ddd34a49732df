package org.maskflip.modelcheck.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Executions of a system: the shortest one to an outcome, and random ones. On the calling thread. */
public final class Witness {
    private Witness() {}

    private record Step<S>(S state, Step<S> before, int label) {
        Schedule schedule() {
            List<Integer> labels = new ArrayList<>();
            for (Step<S> step = this; step.before != null; step = step.before) {
                labels.add(step.label);
            }
            Collections.reverse(labels);
            return new Schedule(labels);
        }
    }

    /** A state's encoding as a key. */
    private static final class Code {
        private final int[] code;

        Code(int[] code) {
            this.code = code;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Code that && Arrays.equals(code, that.code);
        }

        @Override
        public int hashCode() {
            return StateSet.hash(code, 0, code.length);
        }
    }

    /**
     * A shortest execution whose outcome is wanted, the first in the order of the system's transitions; empty if there is none
     * within so many states.
     */
    public static <S, O> Optional<Schedule> shortest(
            TransitionSystem<S, O> system, Predicate<O> wanted, long mostStates) {
        while (true) {
            Optional<Schedule> found = attempt(system, wanted, mostStates);
            if (!system.mustRestart()) {
                return found;
            }
            system.restart();
        }
    }

    private static <S, O> Optional<Schedule> attempt(TransitionSystem<S, O> system, Predicate<O> wanted, long most) {
        Map<Code, Boolean> seen = new HashMap<>();
        List<Step<S>> level = new ArrayList<>();
        level.add(new Step<>(system.initial(), null, 0));
        while (!level.isEmpty() && seen.size() <= most && !system.mustRestart()) {
            List<Step<S>> next = new ArrayList<>();
            for (Step<S> step : level) {
                int[] transitions = {0};
                system.expand(step.state(), (label, state) -> {
                    transitions[0]++;
                    int[] code = new int[system.width()];
                    system.encode(state, code);
                    if (seen.putIfAbsent(new Code(code), true) == null) {
                        next.add(new Step<>(state, step, label));
                    }
                });
                if (transitions[0] == 0 && wanted.test(system.outcome(step.state()))) {
                    return Optional.of(step.schedule());
                }
            }
            level = next;
        }
        return Optional.empty();
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
