package org.maskflip.modelcheck.program;

import java.util.Comparator;
import java.util.List;

/**
 * How one execution of a program ended.
 *
 * @param values those of the program's observations, in their order
 * @param endings per CPU how it ended, in words; empty where it came to its end
 */
public record Outcome(List<Long> values, List<String> endings) {
    /** By values from the first on, as signed numbers, then by endings. */
    public static final Comparator<Outcome> ORDER = Outcome::compare;

    /** The CPU is stopped. */
    public static final String STOPPED = "stopped";

    /** The CPU is in an enabled wait, and nothing is pending that it is enabled for. */
    public static final String WAITS = "waits";

    /** The CPU cannot take its next step, ever. */
    public static final String BLOCKED = "blocked";

    public Outcome {
        values = List.copyOf(values);
        endings = List.copyOf(endings);
    }

    /** The words for the reason of an END effect. */
    public static String ending(long reason) {
        if (reason == Effect.ENDED) {
            return "";
        }
        return reason == Effect.INVALID_PSW
                ? "invalid PSW"
                : String.format("program interruption %04x", reason - Effect.PROGRAM_INTERRUPTION);
    }

    /** Whether every CPU came to its end. */
    public boolean isOrderly() {
        return endings.stream().allMatch(String::isEmpty);
    }

    private static int compare(Outcome left, Outcome right) {
        int order = compare(left.values, right.values);
        return order != 0 ? order : compare(left.endings, right.endings);
    }

    private static <T extends Comparable<T>> int compare(List<T> left, List<T> right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
