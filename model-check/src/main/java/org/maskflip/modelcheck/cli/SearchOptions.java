package org.maskflip.modelcheck.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.operational.Reduction;
import picocli.CommandLine.Option;

/** The options of an exploration: its bounds, and the reductions it does without. */
final class SearchOptions {
    private static final long MEBIBYTE = 1 << 20;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "Give up a test after so many states (${DEFAULT-VALUE}).")
    private long states = Budget.DEFAULT.states();

    @Option(
            names = "--max-memory",
            paramLabel = "MIB",
            description = "Give up a test when its states take so many MiB (${DEFAULT-VALUE}).")
    private long memory = Budget.DEFAULT.bytes() / MEBIBYTE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up a test after so much time (${DEFAULT-VALUE}).")
    private long timeout = Budget.DEFAULT.time().toSeconds();

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the search (${DEFAULT-VALUE}).")
    private int threads = Budget.DEFAULT.threads();

    @Option(
            names = "--no-reduction",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Search without a reduction: eager-steps, eager-drains, foresight, persistent-sets, symmetry, or all.")
    private String[] without = {};

    /** The bounds. */
    Budget budget() {
        requireAboveZero("--max-states", states);
        requireAboveZero("--max-memory", memory);
        requireAboveZero("--timeout", timeout);
        requireAboveZero("--threads", threads);
        long bytes = memory > Long.MAX_VALUE / MEBIBYTE ? Long.MAX_VALUE : memory * MEBIBYTE;
        return new Budget(states, bytes, Duration.ofSeconds(timeout), threads);
    }

    private static void requireAboveZero(String option, long value) {
        if (value < 1) {
            throw new BadInput("maskflip: " + option + " " + value + ": a number above 0 expected");
        }
    }

    /** The option that a bound comes from, by the words of the bound. */
    static String option(String bound) {
        if (bound.endsWith("states")) {
            return " (--max-states)";
        }
        return bound.endsWith("memory") ? " (--max-memory)" : bound.endsWith("seconds") ? " (--timeout)" : "";
    }

    /** The reductions that are left. */
    Set<Reduction> reductions() {
        Set<Reduction> left = Reduction.all();
        for (String name : without) {
            String wanted = name.toLowerCase(Locale.ROOT);
            Set<Reduction> named = EnumSet.noneOf(Reduction.class);
            Arrays.stream(Reduction.values())
                    .filter(each -> wanted.equals("all") || each.option().equals(wanted))
                    .forEach(named::add);
            if (named.isEmpty()) {
                String known =
                        Arrays.stream(Reduction.values()).map(Reduction::option).collect(Collectors.joining(", "));
                throw new BadInput("maskflip: --no-reduction " + name + ": expected " + known + " or all");
            }
            left.removeAll(named);
        }
        return left;
    }
}
