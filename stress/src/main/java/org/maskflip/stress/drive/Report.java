package org.maskflip.stress.drive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.maskflip.stress.drive.Judgement.Line;
import org.maskflip.stress.drive.Judgement.Verdict;
import org.openjdk.jcstress.annotations.Expect;

/**
 * What a run found, for people and for continuous integration.
 *
 * @param plan what was to be run
 * @param judgements one per test
 * @param scheduled processes that were started, those of an earlier part of the run left out
 * @param executed processes with a result
 * @param processors of the host
 * @param seconds that the run took
 */
record Report(Plan plan, List<Judgement> judgements, int scheduled, int executed, int processors, long seconds) {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int UNKNOWN = 3;

    Report {
        judgements = List.copyOf(judgements);
    }

    /** The JVM and the architecture in words. */
    static String host() {
        return "JDK " + Runtime.version().feature() + ", " + System.getProperty("os.arch");
    }

    /** The exit status. */
    int status() {
        if (judgements.stream().anyMatch(each -> each.verdict().isFailure())) {
            return FAILED;
        }
        return count(Verdict.SKIPPED) > 0 ? UNKNOWN : OK;
    }

    private long count(Verdict verdict) {
        return judgements.stream().filter(each -> each.verdict() == verdict).count();
    }

    /** The command that repeats one test. */
    String command(Judgement judgement) {
        return String.format(
                "./maskflip stress -m %s -t '%s$' --seed %d",
                plan.mode().name().toLowerCase(Locale.ROOT),
                judgement.test().substring("org.maskflip.stress.".length()).replace(".", "\\."),
                plan.seed());
    }

    /** Prints the report and writes the files. */
    void write(Path folder, PrintStream out) throws IOException {
        for (Judgement each : judgements) {
            if (each.verdict() != Verdict.PASSED) {
                print(each, out);
            }
        }
        out.print(summary());
        Files.writeString(folder.resolve("junit.xml"), JunitXml.of(this), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("summary.md"), markdown(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("results.sarif"), Sarif.of(this), StandardCharsets.UTF_8);
        if (System.getenv("GITHUB_ACTIONS") != null) {
            judgements.stream()
                    .filter(each -> each.verdict().isFailure())
                    .forEach(each -> out.println(annotation(each)));
        }
    }

    private void print(Judgement judgement, PrintStream out) {
        out.printf("%s %s%n", judgement.verdict(), judgement.test());
        if (judgement.verdict() != Verdict.SKIPPED) {
            judgement.lines().forEach(line -> out.println("    " + text(line)));
        }
        judgement
                .messages()
                .forEach(message -> out.println("    " + message.strip().replace("\n", "\n    ")));
        if (judgement.verdict().isFailure()) {
            out.println("    again: " + command(judgement));
        }
    }

    /** One outcome in a line. */
    static String text(Line line) {
        String grade = line.expect() == Expect.ACCEPTABLE
                ? "allowed"
                : line.expect() == Expect.ACCEPTABLE_INTERESTING ? "interesting" : "FORBIDDEN";
        return String.format(
                Locale.ROOT, "%,15d  %-11s  %s  (%s)", line.count(), grade, line.outcome(), line.description());
    }

    /** A few lines. */
    String summary() {
        long samples = judgements.stream().mapToLong(Judgement::samples).sum();
        long outcomes =
                judgements.stream().mapToLong(each -> each.lines().size()).sum();
        return String.format(
                        Locale.ROOT,
                        "stress: %d tests: %d passed, %d forbidden, %d silent, %d errors, %d not run, %d skipped%n",
                        judgements.size(),
                        count(Verdict.PASSED),
                        count(Verdict.FORBIDDEN),
                        count(Verdict.SILENT),
                        count(Verdict.ERROR),
                        count(Verdict.NOT_RUN),
                        count(Verdict.SKIPPED))
                + String.format(
                        Locale.ROOT,
                        "stress: %d processes planned, %d scheduled now, %d with a result; %,d samples, %d outcomes; %d s%n",
                        plan.forks().size(),
                        scheduled,
                        executed,
                        samples,
                        outcomes,
                        seconds);
    }

    /** The summary with a table, for a job's page. */
    String markdown() {
        StringBuilder text = new StringBuilder("# maskflip stress\n\n");
        text.append(String.format(
                "Mode %s, seed %d, %s, %d processors.%n%n",
                plan.mode().name().toLowerCase(Locale.ROOT), plan.seed(), host(), processors));
        summary()
                .lines()
                .forEach(line -> text.append("- ")
                        .append(line, "stress: ".length(), line.length())
                        .append('\n'));
        text.append("\n| test | verdict | actors | samples | samples/s | outcomes |\n|---|---|---:|---:|---:|---:|\n");
        for (Judgement each : judgements) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d%s | %,d | %,.0f | %d |%n",
                    each.test().substring("org.maskflip.stress.".length()),
                    each.verdict(),
                    each.actors(),
                    each.isCrowded(processors) ? ", unpinned" : "",
                    each.samples(),
                    each.seconds() == 0 ? 0 : each.samples() / each.seconds(),
                    each.lines().size()));
        }
        return text.toString();
    }

    /** What failed, in one line, and its first reason. */
    String reason(Judgement judgement) {
        String first = judgement.lines().stream()
                .filter(line -> line.expect() == Expect.FORBIDDEN && line.count() > 0)
                .map(line -> "seen " + line.count() + " times: " + line.outcome() + " (" + line.description() + ")")
                .findFirst()
                .orElseGet(() -> judgement.messages().isEmpty()
                        ? ""
                        : judgement.messages().get(0));
        return judgement.verdict() + ": " + first;
    }

    /** A line that GitHub shows beside the change. */
    private String annotation(Judgement judgement) {
        String message = reason(judgement) + "\nagain: " + command(judgement);
        return "::error title=" + judgement.test() + "::"
                + message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
