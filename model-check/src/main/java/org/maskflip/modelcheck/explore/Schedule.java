package org.maskflip.modelcheck.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An execution as the labels of its steps. As a string: the labels in base 36, separated by dots; it depends on the system, but on
 * no run.
 */
public record Schedule(List<Integer> labels) {
    private static final int BASE = 36;

    public Schedule {
        labels = List.copyOf(labels);
    }

    /**
     * The schedule that a string stands for.
     *
     * @throws IllegalArgumentException if it is none; the message names the part that is not a label
     */
    public static Schedule parse(String text) {
        if (text.isEmpty()) {
            return new Schedule(List.of());
        }
        return new Schedule(
                Arrays.stream(text.split("\\.", -1)).map(Schedule::label).toList());
    }

    private static int label(String part) {
        try {
            return Integer.parseInt(part, BASE);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a step of a schedule: \"" + part + "\"", e);
        }
    }

    /**
     * Runs the schedule on a system.
     *
     * @throws IllegalArgumentException if a state has no transition of the label; the message names the step
     */
    public <S, O> Execution<S> replay(TransitionSystem<S, O> system) {
        List<S> states = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        S state = system.initial();
        states.add(state);
        for (int wanted : labels) {
            List<S> found = new ArrayList<>();
            system.expand(state, (label, next) -> {
                if (label == wanted) {
                    found.add(next);
                }
            });
            if (found.isEmpty()) {
                throw new IllegalArgumentException("step " + states.size() + " of the schedule, "
                        + Integer.toString(wanted, BASE) + ", is not possible there");
            }
            steps.add(system.describe(state, wanted));
            state = found.get(0);
            states.add(state);
        }
        return new Execution<>(states, steps);
    }

    @Override
    public String toString() {
        return labels.stream().map(label -> Integer.toString(label, BASE)).collect(Collectors.joining("."));
    }

    /** States from the initial one on, and between each two what the step did. */
    public record Execution<S>(List<S> states, List<String> steps) {
        public Execution {
            states = List.copyOf(states);
            steps = List.copyOf(steps);
        }

        /** The state after the last step. */
        public S last() {
            return states.get(states.size() - 1);
        }
    }
}
