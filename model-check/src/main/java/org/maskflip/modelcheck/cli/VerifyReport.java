package org.maskflip.modelcheck.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.maskflip.emulator.hotpatch.AuditReport;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.Violation;
import org.maskflip.emulator.machine.PatchRun;

/** What {@code verify} prints: a line per run, the violations that were not to be, a verdict. */
final class VerifyReport {
    /** How it is printed. */
    enum Form {
        TABLE,
        JSON
    }

    private static final int SHOWN = 5;
    private static final String LINE = "%-15s %4s %-6s %-13s %6s %7s %7s %9s %9s %7s %7s %6s  %s%n";

    private final PrintWriter out;
    private final Form form;
    private final List<String> complaints = new ArrayList<>();
    private boolean isFailed;
    private boolean isUnknown;

    VerifyReport(PrintWriter out, Form form) {
        this.out = out;
        this.form = form;
    }

    void begin(int seed, int sites) {
        if (form == Form.JSON) {
            return;
        }
        out.println("seed " + seed + ", " + sites + " sites (fewer where a guest is broken on purpose)");
        out.println("off, on: first stages executed; old, new: those whose site was under update at that time");
        out.println(
                "stale: old ones after the patcher's store: before the round + in the round + after the update (P3)");
        out.printf(
                LINE,
                "guest",
                "CPUs",
                "order",
                "scheduler",
                "flips",
                "signals",
                "acks",
                "off",
                "on",
                "old",
                "new",
                "stale",
                "verdict");
        out.flush();
    }

    /** What is being done, on a terminal only. */
    void progress(PatchTrial trial, int attempt) {
        if (form == Form.TABLE && isTerminal()) {
            out.printf(
                    "%s, %d CPUs, %s, seed %d ...\r",
                    trial.twinName(), trial.cpus(), trial.orderName(), trial.seed() + attempt);
            out.flush();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // null before JDK 22; from there on isTerminal() is asked
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before JDK 22 there is a console on a terminal only
        }
    }

    /** A line that was done. */
    void add(PatchTrial trial, TrialOutcome outcome) {
        PatchRun.Result result = outcome.result();
        String verdict = verdict(trial, outcome);
        if (result == null) {
            if (form == Form.TABLE) {
                out.printf(
                        LINE,
                        trial.twinName(),
                        trial.cpus(),
                        trial.orderName(),
                        trial.schedulerName(),
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        verdict);
            }
        } else if (form == Form.TABLE) {
            AuditReport audit = result.report();
            String stale = audit.staleBeforeRound() + "+" + audit.staleInRound() + "+"
                    + audit.counts().get(Property.P3);
            out.printf(
                    LINE,
                    trial.twinName(),
                    trial.cpus(),
                    trial.orderName(),
                    trial.schedulerName(),
                    audit.flips(),
                    result.signals(),
                    result.served(),
                    audit.off(),
                    audit.on(),
                    audit.oldInFlux(),
                    audit.newInFlux(),
                    stale,
                    verdict);
        } else {
            json(trial, outcome, verdict);
        }
        out.flush();
    }

    private String verdict(PatchTrial trial, TrialOutcome outcome) {
        if (outcome.isUnknown(trial)) {
            isUnknown = true;
            return "UNKNOWN: the time was up (--time)"
                    + (outcome.tried() > 1 ? " after " + outcome.tried() + " seeds" : "");
        }
        return switch (trial.expectation()) {
            case HOLDS -> outcome.isFound() ? fail(trial, outcome) : "PASS" + seedsOf(outcome);
            case IS_CAUGHT -> outcome.isFound() ? "PASS, caught" + seen(trial, outcome) : powerless(trial, outcome);
            case OPEN -> outcome.isFound() ? "seen" + seen(trial, outcome) : "not seen" + seedsOf(outcome);
        };
    }

    /** How many seeds there were, if more than one. */
    private static String seedsOf(TrialOutcome outcome) {
        return outcome.tried() > 1 ? ", " + outcome.tried() + " seeds" : "";
    }

    private static String counts(Map<Property, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String fail(PatchTrial trial, TrialOutcome outcome) {
        isFailed = true;
        PatchRun.Result result = outcome.result();
        complaints.add(trial.twinName() + ", " + trial.cpus() + " CPUs, " + trial.orderName() + " order, "
                + trial.schedulerName() + ", seed " + (trial.seed() + outcome.attempt()) + ": " + result.ending());
        for (Violation violation :
                result.report().violations().stream().limit(SHOWN).toList()) {
            complaints.add("  " + violation);
        }
        complaints.add("  replay: " + trial.replay(outcome.attempt()));
        String share = outcome.tried() == 1 ? "" : " with " + outcome.found() + " of " + outcome.tried() + " seeds";
        return "FAIL" + share + ": " + counts(result.report().counts());
    }

    /** Shows a violation of a guest that is broken on purpose, of a CPU that only runs the code if there is one. */
    private String seen(PatchTrial trial, TrialOutcome outcome) {
        List<Violation> own = outcome.result().report().violations().stream()
                .filter(violation -> violation.property() == trial.twin().property())
                .toList();
        Violation shown = own.stream()
                .filter(violation -> violation.cpu() > 0)
                .findFirst()
                .orElse(own.isEmpty() ? outcome.result().report().violations().get(0) : own.get(0));
        int seed = trial.seed() + outcome.attempt();
        complaints.add(trial.twinName() + " (" + trial.twin().words() + "), " + trial.orderName() + " order, seed "
                + seed + ", " + tried(trial, outcome) + "; for one: " + shown);
        complaints.add("  replay: " + trial.replay(outcome.attempt()));
        String share = trial.repetition() == PatchTrial.Repetition.ALL
                ? " by " + outcome.found() + " of " + outcome.tried() + " seeds, "
                        + trial.twin().property() + " at least " + outcome.fewest() + " times each; seed " + seed
                : " by seed " + seed;
        return share + ": " + counts(outcome.result().report().counts());
    }

    private static String tried(PatchTrial trial, TrialOutcome outcome) {
        if (trial.repetition() == PatchTrial.Repetition.ALL) {
            return "found with " + outcome.found() + " of " + outcome.tried() + " seeds";
        }
        return outcome.tried() == 1
                ? "the first tried"
                : "number " + outcome.tried() + " tried; the ones before it missed";
    }

    private String powerless(PatchTrial trial, TrialOutcome outcome) {
        isFailed = true;
        String seeds = outcome.tried() == 1
                ? "seed " + trial.seed()
                : "any of the " + outcome.tried() + " seeds from " + trial.seed() + " on";
        complaints.add("the suite has no power: " + trial.twin().words() + ", and nothing was found with " + seeds);
        complaints.add("  replay: " + trial.replay(outcome.attempt()));
        return "FAIL: not caught by " + outcome.tried() + (outcome.tried() == 1 ? " seed" : " seeds");
    }

    private void json(PatchTrial trial, TrialOutcome outcome, String verdict) {
        PatchRun.Result result = outcome.result();
        AuditReport audit = result.report();
        String violations = audit.violations().stream()
                .map(violation -> quoted(violation.toString()))
                .collect(Collectors.joining(",", "[", "]"));
        out.printf(
                "{\"guest\":%s,\"cpus\":%d,\"order\":%s,\"scheduler\":%s,\"seed\":%d,\"seedsTried\":%d,\"seedsFound\":%d,\"fewest\":%d,\"sites\":%d,\"updates\":%d,"
                        + "\"flips\":%d,\"stores\":%d,\"signals\":%d,\"acknowledgements\":%d,\"off\":%d,\"on\":%d,"
                        + "\"old\":%d,\"new\":%d,\"staleBeforeRound\":%d,\"staleInRound\":%d,\"longestStale\":%d,"
                        + "\"milliseconds\":%d,\"verdict\":%s,\"violations\":%s,\"replay\":%s}%n",
                quoted(trial.twinName()),
                trial.cpus(),
                quoted(trial.orderName()),
                quoted(trial.schedulerName()),
                trial.seed() + outcome.attempt(),
                outcome.tried(),
                outcome.found(),
                outcome.fewest(),
                audit.sites(),
                audit.updates(),
                audit.flips(),
                audit.stores(),
                result.signals(),
                result.served(),
                audit.off(),
                audit.on(),
                audit.oldInFlux(),
                audit.newInFlux(),
                audit.staleBeforeRound(),
                audit.staleInRound(),
                audit.longestStale(),
                result.nanos() / 1_000_000,
                quoted(verdict),
                violations,
                quoted(trial.replay(outcome.attempt())));
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Prints what was wrong, and the verdict. */
    ExitCode end() {
        if (form == Form.TABLE) {
            out.println();
            complaints.forEach(out::println);
            String verdict = isFailed ? "FAIL" : isUnknown ? "UNKNOWN" : "PASS";
            out.println("verify: " + verdict);
        }
        out.flush();
        if (isFailed) {
            return ExitCode.NOT_AS_EXPECTED;
        }
        return isUnknown ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
    }
}
