package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.MachineState;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.trial.Reenactment;
import org.maskflip.modelcheck.verdict.Timeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip replay}: one execution of a litmus test again, step by step. */
@Command(
        name = "replay",
        header = "Run one execution of a litmus test again, by its schedule.",
        description = {
            "Run one execution of a litmus test again, by the schedule that another command printed, and show its steps and its",
            "outcome: under Model Z, and on the emulator's weak machine, whose CPUs, store queues and copies of instructions then",
            "do the same step by step."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the execution is possible",
            "1:the weak machine does not do it, or comes to another outcome",
            "2:the input was refused, or the schedule is not one of this test"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "A litmus file.")
    private Path file;

    @Parameters(index = "1", paramLabel = "SCHEDULE", description = "The schedule, as printed.")
    private String schedule;

    @Option(
            names = "--on",
            paramLabel = "WHERE",
            description = "Where: model, weak (the model first), or both (${DEFAULT-VALUE}).")
    private String on = "both";

    @Mixin
    private LitmusInput input;

    @Override
    public Integer call() throws IOException {
        if (!Set.of("model", "weak", "both").contains(on)) {
            throw new BadInput("maskflip replay: --on " + on + ": expected model, weak or both");
        }
        LitmusTest test = input.read(file);
        ExitCode code = ExitCode.AS_EXPECTED;
        PrintWriter out = spec.commandLine().getOut();
        try {
            Schedule parsed = Schedule.parse(schedule);
            ModelZ model = new ModelZ(test.program(), Set.of());
            Timeline timeline = model.timeline(parsed);
            MachineState last = parsed.replay(model).last();
            Outcome outcome = model.outcome(last);
            boolean[] isEnd = {true};
            model.expand(last, (label, next) -> isEnd[0] = false);
            if (!on.equals("weak") || !isEnd[0]) {
                out.print(ExploreCommand.text(test, timeline));
            }
            if (!isEnd[0]) {
                out.println("That is not the end of an execution.");
                out.flush();
                return code.number();
            }
            if (!on.equals("weak")) {
                out.println(test.describe(outcome));
                out.println(test.condition().holds(outcome) ? "The condition holds." : "The condition does not hold.");
            }
            if (!on.equals("model")) {
                code = onWeakMachine(test, timeline, outcome, out);
            }
        } catch (IllegalArgumentException | NotModeledException e) {
            throw new BadInput(file + ": " + test.name() + ": " + e.getMessage(), e);
        }
        out.flush();
        return code.number();
    }

    private static ExitCode onWeakMachine(LitmusTest test, Timeline timeline, Outcome expected, PrintWriter out) {
        try {
            Outcome outcome = Reenactment.play(test.program(), timeline);
            out.println("On the weak machine: " + test.describe(outcome));
            return outcome.equals(expected) ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED;
        } catch (Reenactment.Divergence e) {
            out.println("The weak machine does not follow: " + e.getMessage());
            return ExitCode.NOT_AS_EXPECTED;
        }
    }
}
