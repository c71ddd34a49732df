package org.maskflip.modelcheck.trial;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/**
 * What a trial saw.
 *
 * @param observed the outcomes, the most frequent first
 * @param runs how many there were; fewer than planned if time was up or somebody ended it
 * @param unfinished runs that did not come to rest
 * @param nanos host time
 */
public record TrialResult(
        GuestProgram program, TrialPlan plan, List<Observed> observed, long runs, long unfinished, long nanos) {
    /**
     * An outcome that was seen.
     *
     * @param count how often
     * @param firstSeed of the first run that showed it
     */
    public record Observed(Outcome outcome, long count, long firstSeed) {}

    public TrialResult {
        observed = List.copyOf(observed);
    }

    /** The outcomes seen. */
    public Set<Outcome> outcomes() {
        Set<Outcome> seen = new HashSet<>();
        observed.forEach(each -> seen.add(each.outcome()));
        return seen;
    }

    /** What was seen and is not in a set. */
    public List<Observed> without(Set<Outcome> allowed) {
        return observed.stream()
                .filter(each -> !allowed.contains(each.outcome()))
                .toList();
    }

    /** How many outcomes of a set were seen. */
    public int coverage(Set<Outcome> allowed) {
        Set<Outcome> seen = outcomes();
        return (int) allowed.stream().filter(seen::contains).count();
    }
}
