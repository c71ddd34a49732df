package org.maskflip.modelcheck.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.HangSearch;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.operational.MachineState;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.scenario.Scenario.Expectation;
import org.maskflip.modelcheck.verdict.Timeline;
import org.maskflip.modelcheck.verdict.Verdict;

/**
 * What the model says of a scenario.
 *
 * @param program the scenario as a program
 * @param exploration its outcomes
 * @param violated the properties that some execution violates, as far as was searched
 * @param hang a way, in the reduced system without symmetry, to a state from which no end can be reached; {@code null} if there is none
 * @param isHangDecided whether states were looked at for that; always so where P6 is asked
 */
public record Decision(
        ScenarioProgram program,
        Exploration<Outcome> exploration,
        Set<Property> violated,
        Schedule hang,
        boolean isHangDecided) {

    /**
     * An execution that violates something.
     *
     * @param schedule replays it
     * @param outcome its end; {@code null} if it leads to where no end can be reached
     */
    public record Shown(Schedule schedule, Timeline timeline, Outcome outcome) {}

    public Decision {
        violated = Property.inOrder(violated);
    }

    /** Explores a scenario within a budget. */
    public static Decision of(ScenarioProgram program, Set<Reduction> reductions, Budget budget, Progress progress) {
        ModelZ model = new ModelZ(program.program(), reductions);
        Exploration<Outcome> found = new Search<>(model, budget, progress).run();
        Set<Property> violated = EnumSet.noneOf(Property.class);
        found.outcomes().keySet().forEach(outcome -> violated.addAll(program.violations(outcome)));
        boolean isAsked = program.scenario().properties().contains(Property.P6);
        Schedule hang = null;
        boolean isDecided = !isAsked;
        isDecided |= found.isComplete();
        if (isAsked && found.endless() > 0) {
            HangSearch.Found hanging = new HangSearch<>(reduced(program, reductions), budget.states()).run();
            hang = hanging.schedule().orElse(null);
            violated.add(Property.P6);
        }
        return new Decision(program, found, violated, hang, isDecided);
    }

    /** A model whose executions can be spelled out: symmetry exchanges CPUs. */
    private static ModelZ reduced(ScenarioProgram program, Set<Reduction> reductions) {
        Set<Reduction> left = EnumSet.noneOf(Reduction.class);
        left.addAll(reductions);
        left.remove(Reduction.SYMMETRY);
        return new ModelZ(program.program(), left);
    }

    /** Whether the search met a bound. */
    public boolean isComplete() {
        return exploration.isComplete() && isHangDecided;
    }

    /** Safe, unsafe, or not known; a violation found is one even if not everything was searched. */
    public Optional<Expectation> found() {
        if (!violated.isEmpty()) {
            return Optional.of(Expectation.UNSAFE);
        }
        return isComplete() ? Optional.of(Expectation.SAFE) : Optional.empty();
    }

    /** Whether that is what the scenario expects: for an unsafe one, that a property named by it is violated. */
    public Verdict verdict() {
        if (found().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        Scenario scenario = program.scenario();
        if (scenario.expectation() == Expectation.SAFE) {
            return violated.isEmpty() ? Verdict.PASS : Verdict.FAIL;
        }
        boolean isNamed = violated.stream().anyMatch(scenario.properties()::contains);
        return isNamed ? Verdict.PASS : isComplete() ? Verdict.FAIL : Verdict.UNKNOWN;
    }

    /** A shortest execution that violates one of the properties named, or else any; empty if none is known. */
    public Optional<Shown> witness(Set<Reduction> reductions, long mostStates) {
        Set<Property> named = EnumSet.copyOf(program.scenario().properties());
        named.retainAll(violated);
        Set<Property> wanted = named.isEmpty() ? violated : named;
        ModelZ model = reduced(program, reductions);
        List<Outcome> bad = exploration.outcomes().keySet().stream()
                .filter(outcome -> program.violations(outcome).stream().anyMatch(wanted::contains))
                .toList();
        Optional<Schedule> schedule = bad.isEmpty()
                ? Optional.ofNullable(hang)
                : Witness.shortest(
                        model, outcome -> program.violations(outcome).stream().anyMatch(wanted::contains), mostStates);
        return schedule.map(found -> shown(program, model.spell(found)));
    }

    /**
     * The execution of a schedule of the model without reductions.
     *
     * @throws IllegalArgumentException if it is none of this program; the message names the step
     */
    public static Shown shown(ScenarioProgram program, Schedule schedule) {
        ModelZ whole = new ModelZ(program.program(), Set.of());
        MachineState last = schedule.replay(whole).last();
        boolean[] goesOn = {false};
        whole.expand(last, (label, next) -> goesOn[0] = true);
        return new Shown(schedule, whole.timeline(schedule), goesOn[0] ? null : whole.outcome(last));
    }
}
