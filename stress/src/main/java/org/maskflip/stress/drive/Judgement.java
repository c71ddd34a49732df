package org.maskflip.stress.drive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * What the results of one test mean.
 *
 * @param test the qualified name
 * @param actors its number of actors
 * @param verdict in a word
 * @param lines what was seen, by outcome, and what should have been seen and was not
 * @param samples of all forks
 * @param seconds of running that they took, start-up left out
 * @param messages why it failed or was left out
 */
record Judgement(
        String test,
        int actors,
        Verdict verdict,
        List<Line> lines,
        long samples,
        double seconds,
        List<String> messages) {
    /** The beginning of the description of an outcome that must be seen. */
    static final String REQUIRED = "REQUIRED";

    /** How a test stands. */
    enum Verdict {
        PASSED,
        /** An outcome was seen that is not allowed. */
        FORBIDDEN,
        /** An outcome that must be seen was not. */
        SILENT,
        /** A process failed, or counted nothing. */
        ERROR,
        /** Planned and scheduled, but without a result. */
        NOT_RUN,
        /** Left out for a reason that is given. */
        SKIPPED;

        /** Whether a run with such a test fails. */
        boolean isFailure() {
            return this != PASSED && this != SKIPPED;
        }
    }

    /** One outcome. */
    record Line(String outcome, Expect expect, long count, String description) {}

    Judgement {
        lines = List.copyOf(lines);
        messages = List.copyOf(messages);
    }

    /**
     * Judges a test.
     *
     * @param planned its forks
     * @param results what they brought so far
     * @param whySkipped the reason for which forks may be without a result; {@code null} if they may not
     */
    static Judgement of(
            String test, Plan plan, List<Fork> planned, List<ForkResult> results, String whySkipped, int milliseconds) {
        TestInfo info = TestList.getInfo(test);
        SortedMap<String, Long> counts = new TreeMap<>();
        List<String> messages = new ArrayList<>();
        for (ForkResult result : results) {
            result.counts().forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
            if (!result.isNormal()) {
                messages.add(result.key() + ": " + result.status()
                        + (result.samples() == 0 ? ", no samples" : "")
                        + (result.messages().isEmpty() ? "" : ": " + String.join("\n", result.messages())));
            }
        }
        List<Line> lines = lines(info, counts);
        long samples = counts.values().stream().mapToLong(Long::longValue).sum();
        double seconds = results.size() * plan.mode().iterations() * (double) milliseconds / 1000;
        Verdict verdict = verdict(lines, messages, plan, planned.size() - results.size(), whySkipped);
        return new Judgement(test, info.threads(), verdict, lines, samples, seconds, messages);
    }

    private static Verdict verdict(List<Line> lines, List<String> messages, Plan plan, int missing, String whySkipped) {
        for (Line line : lines) {
            if (line.expect() == Expect.FORBIDDEN && line.count() > 0) {
                return Verdict.FORBIDDEN;
            }
        }
        if (!messages.isEmpty()) {
            return Verdict.ERROR;
        }
        if (missing > 0) {
            messages.add(
                    missing + " of its processes without a result" + (whySkipped == null ? "" : ": " + whySkipped));
            return whySkipped == null ? Verdict.NOT_RUN : Verdict.SKIPPED;
        }
        if (plan.mode().isRequiring()) {
            for (Line line : lines) {
                if (line.count() == 0 && line.description().startsWith(REQUIRED)) {
                    messages.add("never seen: " + line.outcome() + " (" + line.description() + ")");
                }
            }
        }
        return messages.isEmpty() ? Verdict.PASSED : Verdict.SILENT;
    }

    /** What was seen, then what is required and was not. */
    private static List<Line> lines(TestInfo info, SortedMap<String, Long> counts) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, Long> seen : counts.entrySet()) {
            StateCase grade = grade(info, seen.getKey());
            lines.add(new Line(seen.getKey(), grade.expect(), seen.getValue(), grade.description()));
        }
        for (StateCase each : info.cases()) {
            if (each.description().startsWith(REQUIRED)
                    && counts.keySet().stream().noneMatch(outcome -> grade(info, outcome) == each)) {
                lines.add(new Line(each.matchPattern(), each.expect(), 0, each.description()));
            }
        }
        return lines;
    }

    private static StateCase grade(TestInfo info, String outcome) {
        for (StateCase each : info.cases()) {
            if (each.matchesExactly(outcome)) {
                return each;
            }
        }
        for (StateCase each : info.cases()) {
            if (each.matches(outcome)) {
                return each;
            }
        }
        return info.unmatched();
    }

    /** Whether more actors than processors shared the host, unpinned. */
    boolean isCrowded(int processors) {
        return actors > processors;
    }
}
