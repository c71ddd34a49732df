package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip replay}: one execution of a litmus test again, step by step. */
@Command(
        name = "replay",
        header = "Run one execution of a litmus test again, by its schedule.",
        description = {
            "Run one execution of a litmus test again under Model Z, by the schedule that another command printed, and show its",
            "steps and its outcome."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the execution is possible",
            "2:the input was refused, or the schedule is not one of this test"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "A litmus file.")
    private Path file;

    @Parameters(index = "1", paramLabel = "SCHEDULE", description = "The schedule, as printed.")
    private String schedule;

    @Mixin
    private LitmusInput input;

    @Override
    public Integer call() throws IOException {
        LitmusTest test = input.read(file);
        PrintWriter out = spec.commandLine().getOut();
        try {
            Schedule parsed = Schedule.parse(schedule);
            ModelZ model = new ModelZ(test.program(), Set.of());
            out.print(ExploreCommand.text(test, model.timeline(parsed)));
            Outcome outcome = model.outcome(parsed.replay(model).last());
            out.println(test.describe(outcome));
            out.println(test.condition().holds(outcome) ? "The condition holds." : "The condition does not hold.");
        } catch (IllegalArgumentException | NotModeledException e) {
            throw new BadInput(file + ": " + test.name() + ": " + e.getMessage(), e);
        }
        out.flush();
        return ExitCode.AS_EXPECTED.number();
    }
}
