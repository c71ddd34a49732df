package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.maskflip.modelcheck.axiomatic.Drawing;
import org.maskflip.modelcheck.axiomatic.Picture;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.HangSearch;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.litmus.Expectation;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.verdict.Report;
import org.maskflip.modelcheck.verdict.Report.Shown;
import org.maskflip.modelcheck.verdict.Timeline;
import org.maskflip.modelcheck.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip explore}: every outcome of litmus tests under Model Z, by exhaustive search. */
@Command(
        name = "explore",
        header = "Find all outcomes of litmus tests by the operational model.",
        description = {
            "Explore litmus tests: all interleavings, ways of stores to storage, copies of instructions, interruptions and",
            "signals that Model Z allows, on the real guest bytes. Prints every outcome, marked where the condition holds."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every test is as expected",
            "1:a test is not",
            "2:the input was refused",
            "3:UNKNOWN: none is known not to be, but a bound was hit",
        })
final class ExploreCommand implements Callable<Integer> {
    private static final String ENDLESS = "endless";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Litmus files.")
    private List<Path> files;

    @Mixin
    private LitmusInput input;

    @Mixin
    private SearchOptions options;

    @Mixin
    private SearchStatistics statistics;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean isJson;

    @Option(
            names = "--witness",
            paramLabel = "OUTCOME",
            description =
                    "Show a shortest execution to an outcome, in the words of the list; \"condition\" for one in which"
                            + " the condition holds, \"all\" for all of them, \"endless\" for one that never ends.")
    private String witness;

    @Option(
            names = "--dot",
            paramLabel = "DIR",
            description =
                    "Draw the executions of --witness (without it, of \"condition\"): NAME.dot, NAME-2.dot, for Graphviz.")
    private Path dots;

    @Option(names = "--svg", paramLabel = "DIR", description = "Draw them as SVG.")
    private Path pages;

    private final List<Report> reports = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        witness = witness == null && (dots != null || pages != null) ? "condition" : witness;
        List<LitmusTest> tests = new ArrayList<>();
        for (Path file : files) {
            tests.add(input.read(file));
        }
        try (SearchProgress progress = SearchProgress.ofProcess()) {
            for (int i = 0; i < tests.size() && !progress.isStopped(); i++) {
                report(files.get(i), tests.get(i), progress);
            }
            PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                out.println(Report.json(reports));
            } else {
                statistics.print(out);
            }
            out.flush();
        }
        return code().number();
    }

    private ExitCode code() {
        ExitCode code = reports.size() < files.size() ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
        for (Report report : reports) {
            if (report.verdict() == Verdict.FAIL) {
                return ExitCode.NOT_AS_EXPECTED;
            }
            code = report.verdict() == Verdict.UNKNOWN ? ExitCode.UNKNOWN : code;
        }
        return code;
    }

    private void report(Path file, LitmusTest test, SearchProgress progress) throws IOException {
        progress.begin(test.name());
        Report report;
        try {
            report = explore(test, progress);
        } catch (NotModeledException e) {
            throw new BadInput(file + ": " + test.name() + ": " + e.getMessage(), e);
        } finally {
            progress.end();
        }
        reports.add(report);
        draw(test, report);
        if (!isJson) {
            print(file, test, report);
        }
    }

    private Report explore(LitmusTest test, SearchProgress progress) {
        long begin = System.nanoTime();
        ModelZ model = new ModelZ(test.program(), options.reductions());
        Exploration<Outcome> found = new Search<>(model, options.budget(), progress).run();
        statistics.add(found.states(), found.transitions(), begin);
        return new Report(
                test.name(),
                test.expectation().word(),
                Expectation.of(found.outcomes().keySet(), test.condition()).word(),
                verdict(test, found),
                test.program().observations(),
                found,
                found.outcomes().keySet().stream()
                        .filter(test.condition()::holds)
                        .toList(),
                witness == null ? Map.of() : witnesses(test, found),
                ENDLESS.equals(witness) && found.endless() > 0 ? endless(test) : null);
    }

    /** Of an incomplete search, only what later outcomes cannot change. */
    private static Verdict verdict(LitmusTest test, Exploration<Outcome> found) {
        if (found.isComplete()) {
            return test.isAsExpected(found.outcomes().keySet()) ? Verdict.PASS : Verdict.FAIL;
        }
        long holding = found.outcomes().keySet().stream()
                .filter(test.condition()::holds)
                .count();
        boolean isEver = holding > 0;
        boolean isMissed = holding < found.outcomes().size();
        return switch (test.expectation()) {
            case NEVER -> isEver ? Verdict.FAIL : Verdict.UNKNOWN;
            case ALWAYS -> isMissed ? Verdict.FAIL : Verdict.UNKNOWN;
            case SOMETIMES -> isEver && isMissed ? Verdict.PASS : Verdict.UNKNOWN;
        };
    }

    // ------------------------------------------------------------------------------------------------ witnesses

    /** A way to a state from which no end can be reached; {@code null} if there are too many states to find it. */
    private Shown endless(LitmusTest test) {
        ModelZ reduced = withoutSymmetry(test);
        return new HangSearch<>(reduced, options.budget().states())
                .run()
                .schedule()
                .map(schedule -> shown(reduced, schedule, new ModelZ(test.program(), Set.of())))
                .orElse(null);
    }

    private ModelZ withoutSymmetry(LitmusTest test) {
        Set<Reduction> reductions = options.reductions();
        reductions.remove(Reduction.SYMMETRY);
        return new ModelZ(test.program(), reductions);
    }

    private static Shown shown(ModelZ reduced, Schedule schedule, ModelZ whole) {
        Schedule spelled = reduced.spell(schedule);
        return new Shown(spelled.toString(), whole.timeline(spelled));
    }

    private Map<Outcome, Shown> witnesses(LitmusTest test, Exploration<Outcome> found) {
        if (witness.equals(ENDLESS)) {
            return Map.of();
        }
        Predicate<Outcome> wanted = switch (witness) {
            case "all" -> outcome -> true;
            case "condition" -> test.condition()::holds;
            default -> outcome -> test.describe(outcome).equals(witness.strip());
        };
        int most = witness.equals("all") ? found.outcomes().size() : 1;
        boolean isAny = found.outcomes().keySet().stream().anyMatch(wanted);
        if (!isAny && found.isComplete() && !witness.equals("condition")) {
            throw new BadInput("maskflip explore: " + test.name() + " has no outcome \"" + witness
                    + "\"; write it as in the list, or \"condition\" or \"all\"");
        }
        return isAny ? shown(test, wanted, most) : Map.of();
    }

    private Map<Outcome, Shown> shown(LitmusTest test, Predicate<Outcome> wanted, int most) {
        ModelZ reduced = withoutSymmetry(test);
        ModelZ whole = new ModelZ(test.program(), Set.of());
        Map<Outcome, Shown> shown = new LinkedHashMap<>();
        Witness.each(reduced, wanted, most, options.budget().states())
                .forEach((outcome, schedule) -> shown.put(outcome, shown(reduced, schedule, whole)));
        return shown;
    }

    private void draw(LitmusTest test, Report report) throws IOException {
        Map<String, Timeline> shown = new LinkedHashMap<>();
        report.witnesses().forEach((outcome, each) -> shown.put(test.describe(outcome), each.timeline()));
        if (report.endless() != null) {
            shown.put("for ever", report.endless().timeline());
        }
        int number = 0;
        for (Map.Entry<String, Timeline> each : shown.entrySet()) {
            String name = test.name().replace('/', '_') + (number++ == 0 ? "" : "-" + number);
            Picture picture =
                    TimelinePicture.of(test.name() + ": " + each.getKey(), each.getValue(), new Places(test.program()));
            if (dots != null) {
                Files.createDirectories(dots);
                Files.writeString(dots.resolve(name + ".dot"), Drawing.dot(picture));
            }
            if (pages != null) {
                Files.createDirectories(pages);
                Files.writeString(pages.resolve(name + ".svg"), Drawing.svg(picture));
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ words

    private void print(Path file, LitmusTest test, Report report) {
        PrintWriter out = spec.commandLine().getOut();
        Exploration<Outcome> found = report.exploration();
        if (report.verdict() == Verdict.UNKNOWN) {
            out.printf(
                    "UNKNOWN %s: gave up after %s%s; %,d outcomes so far, %s.%n",
                    report.name(),
                    found.bound(),
                    SearchOptions.option(found.bound()),
                    found.outcomes().size(),
                    soFar(test, report));
        } else {
            out.printf(
                    "%s %s: expected %s, found %s%s%n",
                    report.verdict(),
                    report.name(),
                    report.expected(),
                    report.found(),
                    found.isComplete()
                            ? ""
                            : " so far (gave up after " + found.bound() + SearchOptions.option(found.bound()) + ")");
        }
        found.outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Outcome.ORDER))
                .forEach(each -> {
                    out.print(test.condition().holds(each.getKey()) ? "* " : "  ");
                    out.print(count(each.getValue()));
                    out.print("  ");
                    out.println(test.describe(each.getKey()));
                });
        out.printf(
                "  %,d outcomes, %,d states, %,d transitions, depth %,d%n",
                found.outcomes().size(), found.states(), found.transitions(), found.depth());
        printEndless(file, test, report, out);
        report.witnesses().forEach((outcome, shown) -> {
            out.printf("%n  a shortest execution to %s:%n", test.describe(outcome));
            out.print(text(test, shown.timeline()));
            out.printf("  replay: ./maskflip replay %s %s%n", file, shown.schedule());
        });
        out.flush();
    }

    private void printEndless(Path file, LitmusTest test, Report report, PrintWriter out) {
        if (report.exploration().endless() > 0) {
            out.printf(
                    "  executions may go on for ever: from %,d of the states no end can be reached%s%n",
                    report.exploration().endless(), witness == null ? " (--witness endless shows the way to one)" : "");
            if (report.endless() != null) {
                out.print(text(test, report.endless().timeline()));
                out.printf(
                        "  replay: ./maskflip replay %s %s%n",
                        file, report.endless().schedule());
            }
        } else if (ENDLESS.equals(witness)) {
            out.println(
                    report.exploration().isComplete()
                            ? "  from every state an end can be reached"
                            : "  whether executions may go on for ever is not known");
        }
    }

    /** A number in nine columns; by hand where it can be, as there may be many. */
    private static String count(long number) {
        return number < 1000
                ? " ".repeat(number < 10 ? 8 : number < 100 ? 7 : 6) + number
                : String.format("%,9d", number);
    }

    private static String soFar(LitmusTest test, Report report) {
        return switch (test.expectation()) {
            case NEVER -> "none forbidden";
            case ALWAYS -> "the condition holds in all of them";
            case SOMETIMES ->
                report.satisfying().isEmpty()
                        ? "the condition holds in none of them"
                        : "the condition holds in all of them";
        };
    }

    /** A timeline with the names of observed locations and with instructions. */
    static String text(LitmusTest test, Timeline timeline) {
        return timeline.text(new Places(test.program()));
    }
}
