package org.maskflip.modelcheck.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An execution as the labels of its steps. As a string: the labels in base 36, separated by dots, and {@code 7:1s} for seven times the
 * label {@code 1s}; it depends on the system, but on no run.
 */
public record Schedule(List<Integer> labels) {
    private static final int BASE = 36;
    private static final char TIMES = ':';
    private static final int LONGEST = 10_000_000;

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
        List<Integer> labels = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            int colon = part.indexOf(TIMES);
            int times = colon < 0 ? 1 : number(part.substring(0, colon), part);
            if (labels.size() + (long) times > LONGEST) {
                throw new IllegalArgumentException("a schedule of more than " + LONGEST + " steps");
            }
            labels.addAll(Collections.nCopies(times, number(part.substring(colon + 1), part)));
        }
        return new Schedule(labels);
    }

    private static int number(String digits, String part) {
        try {
            int number = Integer.parseInt(digits, BASE);
            if (number >= 0 && digits.charAt(0) != '+') {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a step of a schedule: \"" + part + "\"", e);
        }
        throw new IllegalArgumentException("not a step of a schedule: \"" + part + "\"");
    }

    /**
     * Runs the schedule on a system.
     *
     * @throws IllegalArgumentException if a state has no transition of the label; the message names the step
     */
    public <S, O> Execution<S> replay(TransitionSystem<S, O> system) {
        while (true) {
            try {
                Execution<S> execution = attempt(system);
                if (!system.mustRestart()) {
                    return execution;
                }
            } catch (IllegalArgumentException e) {
                if (!system.mustRestart()) {
                    throw e;
                }
            }
            system.restart();
        }
    }

    private <S, O> Execution<S> attempt(TransitionSystem<S, O> system) {
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
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= labels.size(); i++) {
            if (i == labels.size() || !labels.get(i).equals(labels.get(begin))) {
                String label = Integer.toString(labels.get(begin), BASE);
                parts.add(i - begin == 1 ? label : Integer.toString(i - begin, BASE) + TIMES + label);
                begin = i;
            }
        }
        return String.join(".", parts);
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
