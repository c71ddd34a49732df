package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.trial.Grading;
import org.maskflip.modelcheck.trial.Trial;
import org.maskflip.modelcheck.trial.TrialPlan;
import org.maskflip.modelcheck.trial.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip litmus}: litmus tests run many times on a machine, beside what Model Z allows. */
@Command(
        name = "litmus",
        header = "Run litmus tests many times on the machine.",
        description = {
            "Run litmus tests many times on the emulator's machine and show how often each outcome came out, beside the set that",
            "Model Z allows. An outcome that was seen and is not allowed is a defect."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything seen is allowed, and each test's expectation holds in the model",
            "1:something was seen that is not allowed, or an expectation does not hold",
            "2:the input was refused",
            "3:UNKNOWN: a bound was hit before the allowed set was known, or no run came to its end",
        })
final class LitmusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Litmus files, or names of the catalogue's tests.")
    private List<String> arguments = List.of();

    @Option(names = "--catalogue", description = "All tests of the catalogue.")
    private boolean isCatalogue;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each test (${DEFAULT-VALUE}).")
    private long runs = 20_000;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = "Storage order: weak, host, host-strict or sequential (${DEFAULT-VALUE}).")
    private String order = "weak";

    @Option(
            names = "--scheduler",
            paramLabel = "KIND",
            description = "free: a thread per CPU; deterministic: one thread, a seed repeats a run exactly. Default:"
                    + " deterministic for weak, free for the others.")
    private String scheduler;

    @Option(names = "--cpus", paramLabel = "N", description = "Only tests of so many CPUs.")
    private int cpus;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the first run; each further one has the next (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "Give up the allowed set after so many states (${DEFAULT-VALUE}).")
    private long maximumStates = 5_000_000;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Bound on the runs, and on the search for the allowed set, of each test (${DEFAULT-VALUE}).")
    private long timeout = 600;

    @Option(names = "--json", description = "Print a JSON object per test.")
    private boolean isJson;

    private final AtomicBoolean isInterrupted = new AtomicBoolean();

    @Override
    public Integer call() throws IOException {
        TrialPlan plan = plan();
        Budget budget = new Budget(
                maximumStates, Budget.DEFAULT.bytes(), Duration.ofSeconds(timeout), Budget.DEFAULT.threads());
        List<NamedTest> tests = tests();
        PrintWriter out = spec.commandLine().getOut();
        LitmusReport report = new LitmusReport(out, isJson ? LitmusReport.Form.JSON : LitmusReport.Form.TEXT);
        InterruptHook hook = new InterruptHook(this::finishEarly, this::complain);
        try (hook) {
            for (NamedTest input : tests) {
                // ORDER volatile: set by the shutdown hook; the report that follows is what it waits for.
                if (isInterrupted.get()) {
                    report.interrupted(tests.size());
                    break;
                }
                run(input, plan, budget, report);
            }
            return report.end().number();
        }
    }

    /** On Ctrl-C: what was found until now is still reported. */
    private void finishEarly() {
        // ORDER volatile: seen by the runs at their next look.
        isInterrupted.set(true);
    }

    private void complain() {
        spec.commandLine()
                .getErr()
                .println("maskflip litmus: no report within " + InterruptHook.PATIENCE_SECONDS + " s");
    }

    private TrialPlan plan() {
        if (runs < 1 || maximumStates < 1 || timeout < 1 || cpus < 0) {
            throw new BadInput("maskflip litmus: --runs, --max-states, --timeout and --cpus want numbers above 0");
        }
        OrderKind kind = MachineOptions.constant(OrderKind.class, "--order", order);
        Scheduler threads = scheduler != null
                ? MachineOptions.constant(Scheduler.class, "--scheduler", scheduler)
                : kind == OrderKind.WEAK ? Scheduler.DETERMINISTIC : Scheduler.FREE;
        return TrialPlan.weak(runs)
                .withOrder(kind)
                .withScheduler(threads)
                .withSeed(seed)
                .withLimit(Duration.ofSeconds(timeout));
    }

    private List<NamedTest> tests() throws IOException {
        List<NamedTest> tests = new ArrayList<>();
        if (isCatalogue) {
            for (LitmusTest test : Catalogue.tests()) {
                tests.add(new NamedTest(test.name(), test));
            }
        }
        for (String argument : arguments) {
            tests.add(NamedTest.read(argument));
        }
        tests.removeIf(input -> cpus > 0 && input.test().program().cpus().size() != cpus);
        if (tests.isEmpty()) {
            throw new BadInput("maskflip litmus: no test"
                    + (cpus > 0 ? " of " + cpus + " CPUs" : "")
                    + "; give files, names of the catalogue's tests, or --catalogue");
        }
        return tests;
    }

    private void run(NamedTest input, TrialPlan plan, Budget budget, LitmusReport report) {
        LitmusTest test = input.test();
        TrialResult result = Trial.run(test.program(), plan, (done, outcomes) -> {
            report.progress(test, done, plan.runs(), outcomes);
            // ORDER volatile: set by the shutdown hook.
            return !isInterrupted.get();
        });
        report.add(input, Grading.of(result, explore(test, budget), budget));
    }

    private static Exploration<Outcome> explore(LitmusTest test, Budget budget) {
        try {
            return new Search<>(new ModelZ(test.program()), budget).run();
        } catch (NotModeledException e) {
            return new Exploration<>(Map.of(), 0, 0, 0, 0, "not modeled: " + e.getMessage());
        }
    }
}
