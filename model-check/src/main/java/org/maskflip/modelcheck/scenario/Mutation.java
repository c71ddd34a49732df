package org.maskflip.modelcheck.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.NotModeledException;

/** All mutants of a safe scenario, decided. */
public final class Mutation {
    private Mutation() {}

    /**
     * Decides every mutant of a scenario that itself is safe. Whether a CPU hangs (P6) is asked in any case: a mutant without ends has
     * no outcomes, and would look harmless.
     *
     * @param sink hears of each as soon as it is decided
     * @return the decision about the scenario as it is, which is not safe if no mutant was decided
     * @throws ScenarioProblem if the scenario does not assemble
     */
    public static Decision run(
            Scenario asked, Set<Reduction> reductions, Budget budget, Progress progress, Consumer<MutantVerdict> sink)
            throws ScenarioProblem {
        Scenario scenario = asked.withProperty(Property.P6);
        Decision original = Decision.of(new ScenarioProgram(scenario), reductions, budget, progress);
        if (!original.violated().isEmpty() || !original.isComplete()) {
            return original;
        }
        for (Mutant mutant : Mutator.mutants(scenario)) {
            if (progress.isStopped()) {
                break;
            }
            decide(mutant, original, reductions, budget, progress).ifPresent(sink);
        }
        return original;
    }

    /** The scenarios of a list whose mutants are worth deciding: the safe ones with a part that can be changed. */
    public static List<Scenario> candidates(List<Scenario> scenarios) {
        List<Scenario> found = new ArrayList<>();
        for (Scenario each : scenarios) {
            if (each.expectation() == Scenario.Expectation.SAFE
                    && !Mutator.mutants(each).isEmpty()) {
                found.add(each);
            }
        }
        return found;
    }

    private static Optional<MutantVerdict> decide(
            Mutant mutant, Decision original, Set<Reduction> reductions, Budget budget, Progress progress)
            throws ScenarioProblem {
        try {
            return MutantVerdict.of(mutant, original, reductions, budget, progress);
        } catch (NotModeledException e) {
            return Optional.of(new MutantVerdict(mutant, MutantVerdict.Fate.UNKNOWN, Set.of(), 0));
        } catch (ScenarioProblem e) {
            if (mutant.kind() == Mutant.Kind.REORDERED) {
                return Optional
                        .empty(); // moved out of a part that this scenario leaves out, and needs what stands there
            }
            throw new ScenarioProblem(mutant.place() + ": the mutant does not assemble: " + e.getMessage(), e);
        }
    }
}
