package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.cli.ScenarioInput.Named;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.scenario.Decision;
import org.maskflip.modelcheck.scenario.Mutation;
import org.maskflip.modelcheck.scenario.Scenario;
import org.maskflip.modelcheck.scenario.ScenarioProblem;
import org.maskflip.modelcheck.scenario.ScenarioProgram;
import org.maskflip.modelcheck.trial.Grading;
import org.maskflip.modelcheck.trial.Trial;
import org.maskflip.modelcheck.trial.TrialPlan;
import org.maskflip.modelcheck.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskflip scenarios}: patching protocols, decided by the model and run on the machines. */
@Command(
        name = "scenarios",
        header = "Decide patching protocols, and run them on the machines.",
        description = {
            "Decide whether any execution that Model Z allows violates a property of a patching protocol, exhaustively within the",
            "bounds on CPUs, calls and updates; and run the protocol on the weak and the host machine. One line each; for a protocol",
            "that is not as expected, an execution that shows it. Files of your own are decided likewise."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every scenario is as expected",
            "1:a scenario is not, or a machine showed what the model does not allow",
            "2:the input was refused",
            "3:UNKNOWN: none is known not to be, but a bound was hit",
        })
final class ScenariosCommand implements Callable<Integer> {
    private static final int MOST_UNITS = 50_000;

    /** A thread that spins does so while the host runs others. */
    private static final int MOST_UNITS_FREE = 5_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioInput input;

    @Mixin
    private SearchOptions options;

    @Option(names = "--list", description = "Say what the scenarios are, and decide nothing.")
    private boolean isList;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean isJson;

    @Option(names = "--witness", description = "Show an execution for every scenario that some execution violates.")
    private boolean isWitness;

    @Option(names = "--outcomes", description = "Show all outcomes, with what each violates.")
    private boolean isOutcomes;

    @Option(names = "--replay", paramLabel = "SCHEDULE", description = "Show one execution again, step by step.")
    private String replay;

    @Option(
            names = "--mutate",
            description =
                    "Remove or reorder each store, serialization, signal, wait and lock of the safe scenarios, one at"
                            + " a time, and print a table of what is caught, in Markdown.")
    private boolean isMutate;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of each scenario on the weak machine (${DEFAULT-VALUE}); 0 for none.")
    private long runs = 1_000;

    @Option(
            names = "--host-runs",
            paramLabel = "N",
            description = "Runs of each scenario on the host machine (${DEFAULT-VALUE}); 0 for none.")
    private long hostRuns = 200;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the first run; each further one has the next (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--run-seconds",
            paramLabel = "SECONDS",
            description = "End the runs of a scenario on a machine after so much time (${DEFAULT-VALUE}).")
    private long runSeconds = 10;

    @Override
    public Integer call() throws IOException {
        if (runs < 0 || hostRuns < 0 || runSeconds < 1) {
            throw new BadInput(
                    "maskflip scenarios: --runs, --host-runs and --run-seconds want numbers, not below 0, 0, 1");
        }
        List<Named> scenarios = input.read();
        PrintWriter out = spec.commandLine().getOut();
        ScenarioReport report = new ScenarioReport(out, isJson, isOutcomes, input.typed());
        if (isList) {
            scenarios.forEach(each -> report.list(each.scenario()));
            return report.end().number();
        }
        if (isMutate) {
            return mutate(scenarios);
        }
        if (replay != null) {
            replay(scenarios, report);
            return ExitCode.AS_EXPECTED.number();
        }
        scenarios.forEach(
                each -> program(each.scenario())); // whatever is refused is refused before anything is decided
        try (SearchProgress progress = SearchProgress.ofProcess()) {
            for (Named each : scenarios) {
                if (progress.isStopped()) {
                    report.stopped();
                    break;
                }
                decide(each, report, progress);
            }
            return report.end().number();
        }
    }

    private int mutate(List<Named> scenarios) {
        MutationTable table = new MutationTable(spec.commandLine().getOut());
        List<Scenario> safe =
                Mutation.candidates(scenarios.stream().map(Named::scenario).toList());
        try (SearchProgress progress = SearchProgress.ofProcess()) {
            for (Scenario each : safe) {
                progress.begin(each.name());
                table.begin(each);
                table.end(each, Mutation.run(each, options.reductions(), options.budget(), progress, table::add));
            }
        } catch (ScenarioProblem e) {
            throw new BadInput(e.getMessage(), e);
        }
        return table.end().number();
    }

    private static ScenarioProgram program(Scenario scenario) {
        try {
            return new ScenarioProgram(scenario);
        } catch (ScenarioProblem e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private void decide(Named named, ScenarioReport report, SearchProgress progress) {
        ScenarioProgram program = program(named.scenario());
        Budget budget = options.budget();
        progress.begin(named.scenario().name());
        try {
            long begin = System.nanoTime();
            Decision decision = Decision.of(program, options.reductions(), budget, progress);
            double seconds = (System.nanoTime() - begin) / 1e9;
            progress.end();
            List<Grading> gradings = new ArrayList<>();
            if (runs > 0) {
                gradings.add(runs(decision, OrderKind.WEAK, Scheduler.DETERMINISTIC, runs, budget));
            }
            if (hostRuns > 0) {
                gradings.add(runs(decision, OrderKind.HOST, Scheduler.FREE, hostRuns, budget));
            }
            boolean isShown = isWitness || decision.verdict() == Verdict.FAIL;
            report.add(
                    named,
                    decision,
                    seconds,
                    gradings,
                    isShown && !decision.violated().isEmpty()
                            ? decision.witness(options.reductions(), budget.states())
                                    .orElse(null)
                            : null);
        } catch (NotModeledException e) {
            throw new BadInput(named.typed() + ": " + e.getMessage(), e);
        } finally {
            progress.end();
        }
    }

    private Grading runs(Decision decision, OrderKind order, Scheduler scheduler, long number, Budget budget) {
        int most = scheduler == Scheduler.FREE ? MOST_UNITS_FREE : MOST_UNITS;
        TrialPlan plan = new TrialPlan(order, scheduler, seed, number, Duration.ofSeconds(runSeconds), most);
        return Grading.of(Trial.run(decision.program().program(), plan), decision.exploration(), budget);
    }

    private void replay(List<Named> scenarios, ScenarioReport report) {
        if (scenarios.size() != 1) {
            throw new BadInput(
                    "maskflip scenarios: --replay wants one scenario, by its name; found " + scenarios.size());
        }
        ScenarioProgram program = program(scenarios.get(0).scenario());
        try {
            report.show(program, Decision.shown(program, Schedule.parse(replay)));
        } catch (IllegalArgumentException | NotModeledException e) {
            throw new BadInput(scenarios.get(0).typed() + ": " + e.getMessage(), e);
        }
    }
}
