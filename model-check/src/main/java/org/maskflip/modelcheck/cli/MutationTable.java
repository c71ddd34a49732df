package org.maskflip.modelcheck.cli;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.scenario.Decision;
import org.maskflip.modelcheck.scenario.MutantVerdict;
import org.maskflip.modelcheck.scenario.MutantVerdict.Fate;
import org.maskflip.modelcheck.scenario.Property;
import org.maskflip.modelcheck.scenario.Scenario;

/** The table of mutants that {@code maskflip scenarios --mutate} prints, in Markdown. */
final class MutationTable {
    private final PrintWriter out;
    private final Map<Fate, Integer> total = new EnumMap<>(Fate.class);
    private boolean isFailed;
    private boolean isUnknown;

    MutationTable(PrintWriter out) {
        this.out = out;
    }

    /** A scenario's mutants follow. */
    void begin(Scenario scenario) {
        String asked = scenario.sortedProperties().stream().map(Property::name).collect(Collectors.joining(" "));
        out.printf("%n## %s%n%n%s; %s.%n%n", scenario.name(), asked, scenario.bounds());
        out.println("| where | mutant | found |");
        out.println("|---|---|---|");
    }

    /** A mutant. */
    void add(MutantVerdict verdict) {
        total.merge(verdict.fate(), 1, Integer::sum);
        isUnknown |= verdict.fate() == Fate.UNKNOWN;
        String words = switch (verdict.fate()) {
            case CAUGHT ->
                "caught: "
                        + verdict.violated().stream()
                                .sorted()
                                .map(Property::name)
                                .collect(Collectors.joining(" "));
            case HARMLESS -> "harmless: the same outcomes";
            case FEWER -> "harmless: fewer outcomes, no other";
            case DIFFERENT -> "other outcomes, no violation";
            case UNKNOWN -> "unknown: a bound was hit, or it does what is not modeled";
        };
        out.printf(
                "| %s | %s | %s (%,d states) |%n",
                verdict.mutant().place(), verdict.mutant().words(), words, verdict.states());
        out.flush();
    }

    /** A scenario as it is. */
    void end(Scenario scenario, Decision decision) {
        if (decision.found().isEmpty()) {
            isUnknown = true;
            out.printf("%n%s itself is not decided: a bound was hit.%n", scenario.name());
        } else if (!decision.violated().isEmpty()) {
            isFailed = true;
            out.printf("%n%s itself is not safe.%n", scenario.name());
        }
    }

    /** The sums. */
    ExitCode end() {
        out.printf(
                "%nMutants: %d caught, %d with the same outcomes, %d with fewer, %d with others, %d unknown.%n",
                total.getOrDefault(Fate.CAUGHT, 0),
                total.getOrDefault(Fate.HARMLESS, 0),
                total.getOrDefault(Fate.FEWER, 0),
                total.getOrDefault(Fate.DIFFERENT, 0),
                total.getOrDefault(Fate.UNKNOWN, 0));
        out.flush();
        if (isFailed) {
            return ExitCode.NOT_AS_EXPECTED;
        }
        return isUnknown ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
    }
}
