package org.maskflip.modelcheck.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.modelcheck.litmus.Expectation;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.trial.Grading;
import org.maskflip.modelcheck.trial.Grading.Grade;
import org.maskflip.modelcheck.trial.Grading.Line;
import org.maskflip.modelcheck.trial.TrialPlan;
import org.maskflip.modelcheck.trial.TrialResult;

/** What {@code maskflip litmus} prints, and the exit status that follows. */
final class LitmusReport {
    /** How it is printed. */
    enum Form {
        TEXT,
        JSON
    }

    private static final int SHOWN = 20;

    private final PrintWriter out;
    private final Form form;
    private final boolean isTerminal = VerifyReport.isTerminal();

    private int tests;
    private long runs;
    private long unfinished;
    private long nanos;
    private long allowed;
    private long seen;
    private boolean isFailed;
    private boolean isUnknown;

    LitmusReport(PrintWriter out, Form form) {
        this.out = out;
        this.form = form;
    }

    void progress(LitmusTest test, long done, long planned, int outcomes) {
        if (form == Form.TEXT && isTerminal) {
            out.printf("%s: %,d of %,d runs, %d outcomes ...\r", test.name(), done, planned, outcomes);
            out.flush();
        }
    }

    /** A test that was run. */
    void add(NamedTest input, Grading grading) {
        TrialResult result = grading.result();
        tests++;
        runs += result.runs();
        unfinished += result.unfinished();
        nanos += result.nanos();
        if (grading.isComplete()) {
            allowed += grading.allowed().size();
            seen += grading.seen();
        }
        boolean isExpected = !grading.isComplete() || input.test().isAsExpected(grading.allowed());
        isFailed |= !isExpected || !grading.lines(Grade.SEEN_BUT_NOT_ALLOWED).isEmpty();
        isUnknown |= !grading.isComplete() || result.unfinished() == result.runs();
        if (form == Form.JSON) {
            json(input, grading);
        } else {
            text(input, grading);
        }
        out.flush();
    }

    // ------------------------------------------------------------------------------------------------ text

    private void text(NamedTest input, Grading grading) {
        LitmusTest test = input.test();
        TrialResult result = grading.result();
        TrialPlan plan = result.plan();
        out.printf(
                "%s: %,d runs, %s order, %s, seeds from %d%s%n",
                test.name(),
                result.runs(),
                lower(plan.order()),
                plan.scheduler() == Scheduler.FREE ? "free threads" : "deterministic",
                plan.seed(),
                result.unfinished() == 0 ? "" : String.format(", %,d of them unfinished", result.unfinished()));
        int unseen = 0;
        for (Line line : grading.lines()) {
            if (line.grade() != Grade.ALLOWED_AND_NEVER_SEEN || unseen++ < SHOWN) {
                print(test, line);
            }
        }
        if (unseen > SHOWN) {
            out.printf("%,12d more that are allowed and were never seen%n", unseen - SHOWN);
        }
        for (Line line : grading.lines(Grade.SEEN_BUT_NOT_ALLOWED)) {
            out.printf("  FAIL: SEEN BUT NOT ALLOWED: %s%n", test.describe(line.outcome()));
            out.printf("  replay: %s%n", replay(input, plan, line));
        }
        if (!grading.lines(Grade.FORWARDED).isEmpty()) {
            out.println(
                    "  own-store forwarding: the host order lets a CPU fetch its own store before others can, as x86 and Arm"
                            + " do; Model Z forbids it (W-R-same). Known and by design: --order host-strict closes it.");
        }
        conclusion(test, grading);
    }

    private void print(LitmusTest test, Line line) {
        String note = switch (line.grade()) {
            case ALLOWED_AND_SEEN -> "";
            case ALLOWED_AND_NEVER_SEEN -> "   allowed, never seen";
            case FORWARDED -> "   NOT ALLOWED, own-store forwarding of the host order";
            case UNDECIDED -> "   not among the allowed outcomes found so far";
            case SEEN_BUT_NOT_ALLOWED -> "   SEEN BUT NOT ALLOWED";
        };
        out.printf(
                "%,12d %s %s%s%n",
                line.count(), test.condition().holds(line.outcome()) ? "*" : " ", test.describe(line.outcome()), note);
    }

    private void conclusion(LitmusTest test, Grading grading) {
        if (!grading.isComplete()) {
            out.printf(
                    "  UNKNOWN: the allowed set is not known: gave up after %s; %,d allowed outcomes so far%n",
                    grading.bound(), grading.allowed().size());
            return;
        }
        long satisfying = grading.lines().stream()
                .filter(line -> test.condition().holds(line.outcome()))
                .mapToLong(Line::count)
                .sum();
        Expectation found = Expectation.of(grading.allowed(), test.condition());
        out.printf(
                "  coverage: %d of %d allowed outcomes; the condition (*): %,d times seen, allowed %s, expected %s%s%n",
                grading.seen(),
                grading.allowed().size(),
                satisfying,
                found.word(),
                test.expectation().word(),
                found == test.expectation() ? "" : "   NOT AS EXPECTED");
    }

    /** The command that repeats the run; on free threads, the plan. */
    private static String replay(NamedTest input, TrialPlan plan, Line line) {
        boolean isExact = plan.scheduler() == Scheduler.DETERMINISTIC;
        return String.format(
                "./maskflip litmus %s --order %s --scheduler %s --seed %d --runs %d%s",
                input.argument(),
                lower(plan.order()),
                lower(plan.scheduler()),
                isExact ? line.firstSeed() : plan.seed(),
                isExact ? 1 : plan.runs(),
                isExact ? "" : "   (threads are the host's affair: it may take more than one attempt)");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    // ------------------------------------------------------------------------------------------------ JSON

    private void json(NamedTest input, Grading grading) {
        LitmusTest test = input.test();
        TrialResult result = grading.result();
        TrialPlan plan = result.plan();
        String outcomes = grading.lines().stream()
                .map(line -> json(input, plan, line))
                .collect(Collectors.joining(",", "[", "]"));
        out.printf(
                "{\"test\":%s,\"order\":%s,\"scheduler\":%s,\"seed\":%d,\"runs\":%d,\"unfinished\":%d,\"milliseconds\":%d,"
                        + "\"allowed\":%d,\"seen\":%d,\"bound\":%s,\"expected\":%s,\"model\":%s,\"outcomes\":%s}%n",
                VerifyReport.quoted(test.name()),
                VerifyReport.quoted(lower(plan.order())),
                VerifyReport.quoted(lower(plan.scheduler())),
                plan.seed(),
                result.runs(),
                result.unfinished(),
                result.nanos() / 1_000_000,
                grading.allowed().size(),
                grading.seen(),
                grading.isComplete() ? "null" : VerifyReport.quoted(grading.bound()),
                VerifyReport.quoted(test.expectation().word()),
                grading.isComplete()
                        ? VerifyReport.quoted(Expectation.of(grading.allowed(), test.condition())
                                .word())
                        : "null",
                outcomes);
    }

    private static String json(NamedTest input, TrialPlan plan, Line line) {
        boolean isSeen = line.count() > 0;
        return String.format(
                "{\"outcome\":%s,\"grade\":%s,\"condition\":%s,\"count\":%d%s}",
                VerifyReport.quoted(input.test().describe(line.outcome())),
                VerifyReport.quoted(lower(line.grade())),
                input.test().condition().holds(line.outcome()),
                line.count(),
                isSeen ? ",\"replay\":" + VerifyReport.quoted(replay(input, plan, line)) : "");
    }

    // ------------------------------------------------------------------------------------------------ end

    /** Somebody ended it before all tests were run. */
    void interrupted(int planned) {
        isUnknown = true;
        if (form == Form.TEXT) {
            out.printf("interrupted: %,d of %,d tests were begun%n", tests, planned);
        }
    }

    /** The last line, and what the process tells its caller. */
    ExitCode end() {
        if (form == Form.TEXT && tests > 1) {
            out.printf(
                    "%,d tests, %,d runs (%,.0f/s), %,d unfinished; coverage: %,d of %,d allowed outcomes seen (%.2f %%)%n",
                    tests,
                    runs,
                    runs * 1e9 / Math.max(1, nanos),
                    unfinished,
                    seen,
                    allowed,
                    100.0 * seen / Math.max(1, allowed));
        }
        out.flush();
        if (isFailed) {
            return ExitCode.NOT_AS_EXPECTED;
        }
        return isUnknown ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
    }
}
