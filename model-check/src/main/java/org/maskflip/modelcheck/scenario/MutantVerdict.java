package org.maskflip.modelcheck.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * What became of a mutant.
 *
 * @param mutant the mutant
 * @param fate how it compares with the scenario as it is
 * @param violated what it violates
 * @param states of its search
 */
public record MutantVerdict(Mutant mutant, Fate fate, Set<Property> violated, long states) {
    /** How a mutant compares. */
    public enum Fate {
        /** It violates a property. */
        CAUGHT,
        /** It has the same outcomes as the scenario: what was changed is not needed within the bounds. */
        HARMLESS,
        /** Every outcome of it is one of the scenario, but not the other way round: it does less, and nothing wrong. */
        FEWER,
        /** It has other outcomes, none of which violates a property. */
        DIFFERENT,
        /** A bound was hit. */
        UNKNOWN
    }

    public MutantVerdict {
        violated = Property.inOrder(violated);
    }

    /**
     * Decides a mutant; empty if the change is in a part that this scenario leaves out.
     *
     * @throws ScenarioProblem if the mutant does not assemble
     */
    static Optional<MutantVerdict> of(
            Mutant mutant, Decision original, Set<Reduction> reductions, Budget budget, Progress progress)
            throws ScenarioProblem {
        ScenarioProgram program = new ScenarioProgram(mutant.scenario());
        if (isSame(program.assembled(), original.program().assembled())) {
            return Optional.empty();
        }
        boolean isPart = program.assembled().lines().size()
                != original.program().assembled().lines().size();
        if (mutant.kind() == Mutant.Kind.REORDERED && isPart) {
            return Optional.empty(); // one of the two lines is in a part that this scenario leaves out
        }
        Decision decision = Decision.of(program, reductions, budget, progress);
        return Optional.of(new MutantVerdict(
                mutant,
                fate(decision, original),
                decision.violated(),
                decision.exploration().states()));
    }

    private static boolean isSame(Program left, Program right) {
        return left.pieces().equals(right.pieces()) && left.symbols().equals(right.symbols());
    }

    private static Fate fate(Decision decision, Decision original) {
        if (!decision.violated().isEmpty()) {
            return Fate.CAUGHT;
        }
        if (!decision.isComplete()) {
            return Fate.UNKNOWN;
        }
        Set<Outcome> found = comparable(decision);
        Set<Outcome> before = comparable(original);
        if (found.equals(before)) {
            return Fate.HARMLESS;
        }
        return before.containsAll(found) ? Fate.FEWER : Fate.DIFFERENT;
    }

    /** Outcomes without the contents of storage: addresses among them move with the code, and they were judged by P5. */
    private static Set<Outcome> comparable(Decision decision) {
        List<Observation> observations = decision.program().program().observations();
        Set<Outcome> all = new HashSet<>();
        for (Outcome outcome : decision.exploration().outcomes().keySet()) {
            List<Long> values = new ArrayList<>();
            for (int i = 0; i < observations.size(); i++) {
                values.add(
                        observations.get(i).isStorage() ? 0L : outcome.values().get(i));
            }
            all.add(new Outcome(values, outcome.endings()));
        }
        return all;
    }
}
