package org.maskflip.stress.drive;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One run of a plan: forks in portions, each result on disk as it comes, then the reports. */
final class Run {
    /** Whether a run begins from nothing. */
    enum Begin {
        ANEW,
        RESUMED
    }

    private static final String LOG = "results.jsonl";
    private static final int PORTION = 8;
    private static final int SHORTEST_MILLISECONDS = 100;

    /** What a fork costs beside its iterations. */
    private static final double START_SECONDS = 0.9;

    private final Plan plan;
    private final Duration budget;
    private final Path folder;
    private final Begin begin;
    private final PrintStream out;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final long begun = System.nanoTime();
    private final Map<String, ForkResult> results = new TreeMap<>();

    /** The keys of the forks that were handed to the harness. */
    private final Set<String> scheduled = new HashSet<>();

    /** Why forks were left out; {@code null} as long as none was. */
    private String whySkipped;

    private boolean isInterrupted;

    Run(Plan plan, Duration budget, Path folder, Begin begin, PrintStream out) {
        this.plan = plan;
        this.budget = budget;
        this.folder = folder;
        this.begin = begin;
        this.out = out;
    }

    /** Runs what is to be run, and returns the exit status. */
    int execute() throws IOException, BadRun {
        Files.createDirectories(folder);
        Path file = folder.resolve(LOG);
        List<ForkResult> kept = begin == Begin.RESUMED ? ResultLog.read(file, plan, Report.host()) : List.of();
        kept.forEach(result -> results.put(result.key(), result));
        int milliseconds = milliseconds();
        announce(milliseconds);
        Thread hook = new Thread(() -> interrupted(milliseconds), "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try (ResultLog log = ResultLog.resume(file, kept, plan, Report.host())) {
            runAll(new Harness(plan, processors, milliseconds, folder), log);
        } finally {
            withdraw(hook);
        }
        return report(milliseconds).status();
    }

    /** Takes the hook back; once the process ends that is refused, and the hook does its work. */
    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Interrupted in the last moment: the hook's report and ours are the same files, written one after the
            // other.
        }
    }

    private void announce(int milliseconds) {
        out.printf(
                "stress: %d tests in %d processes, mode %s, %d ms x %d, seed %d, on %s%n",
                plan.tests().size(),
                plan.forks().size(),
                plan.mode().name().toLowerCase(java.util.Locale.ROOT),
                milliseconds,
                plan.mode().iterations(),
                plan.seed(),
                Report.host());
        long crowded = plan.forks().stream()
                .filter(fork -> fork.actors() > processors)
                .map(Fork::test)
                .distinct()
                .count();
        if (crowded > 0) {
            out.printf(
                    "stress: %d tests have more actors than the %d processors: they run unpinned, actors take turns%n",
                    crowded, processors);
        }
        if (!results.isEmpty()) {
            out.printf("stress: resumed: %d processes have their results already%n", results.size());
        }
    }

    /** The length of an iteration: that of the mode, or what the budget leaves for each. */
    private int milliseconds() {
        int full = plan.mode().milliseconds();
        if (budget == null) {
            return full;
        }
        double each = budget.toMillis() / 1000.0 / plan.forks().size() - START_SECONDS;
        int fitting = (int) (each * 1000 / plan.mode().iterations());
        return Math.max(Math.min(full, SHORTEST_MILLISECONDS), Math.min(full, fitting));
    }

    private void runAll(Harness harness, ResultLog log) throws IOException {
        List<Fork> left = new ArrayList<>(plan.forks());
        left.removeIf(fork -> results.containsKey(fork.key()));
        for (int at = 0; at < left.size(); at += PORTION) {
            if (budget != null && System.nanoTime() - begun > budget.toNanos()) {
                skip("the budget of " + budget.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                        + " is used up");
                return;
            }
            List<Fork> portion = left.subList(at, Math.min(at + PORTION, left.size()));
            schedule(portion);
            harness.run(portion, result -> keep(result, log));
        }
    }

    private synchronized void schedule(List<Fork> portion) {
        portion.forEach(fork -> scheduled.add(fork.key()));
    }

    private synchronized void keep(ForkResult result, ResultLog log) {
        try {
            log.add(result);
        } catch (IOException e) {
            throw new UncheckedIOException("a result cannot be written", e);
        }
        results.put(result.key(), result);
        if (!result.isNormal()) {
            out.printf("  %s: %s%n", result.key(), result.status());
        }
        if (results.size() % 20 == 0) {
            out.printf(
                    "  %d of %d processes, %d s%n",
                    results.size(), plan.forks().size(), (System.nanoTime() - begun) / 1_000_000_000);
        }
    }

    private synchronized void skip(String why) {
        whySkipped = why;
    }

    private synchronized void interrupt() {
        skip("the run was interrupted; --resume goes on with it");
        isInterrupted = true;
    }

    /** In the shutdown hook: what has been found until now. */
    private void interrupted(int milliseconds) {
        interrupt();
        try {
            report(milliseconds);
        } catch (IOException e) {
            out.println("stress: the report cannot be written: " + e.getMessage());
        }
    }

    /** Why forks may be without a result; {@code null} if one was handed to the harness and came to its end without one. */
    private String whySkipped(List<Fork> forks) {
        boolean isLost = !isInterrupted
                && forks.stream().anyMatch(fork -> scheduled.contains(fork.key()) && !results.containsKey(fork.key()));
        return isLost ? null : whySkipped;
    }

    private synchronized Report report(int milliseconds) throws IOException {
        Map<String, List<Fork>> planned = new HashMap<>();
        plan.forks()
                .forEach(fork -> planned.computeIfAbsent(fork.test(), test -> new ArrayList<>())
                        .add(fork));
        Map<String, List<ForkResult>> brought = new HashMap<>();
        results.values()
                .forEach(result -> brought.computeIfAbsent(result.test(), test -> new ArrayList<>())
                        .add(result));
        List<Judgement> judgements = new ArrayList<>();
        for (String test : plan.tests()) {
            judgements.add(Judgement.of(
                    test,
                    plan,
                    planned.get(test),
                    brought.getOrDefault(test, List.of()),
                    whySkipped(planned.get(test)),
                    milliseconds));
        }
        Set<String> unplanned = new HashSet<>(brought.keySet());
        unplanned.removeAll(plan.tests());
        if (!unplanned.isEmpty()) {
            throw new IllegalStateException("results of tests that were not planned: " + unplanned);
        }
        Report report = new Report(
                plan,
                judgements,
                scheduled.size(),
                results.size(),
                processors,
                (System.nanoTime() - begun) / 1_000_000_000);
        report.write(folder, out);
        return report;
    }
}
