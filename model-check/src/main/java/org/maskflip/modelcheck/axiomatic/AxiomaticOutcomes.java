package org.maskflip.modelcheck.axiomatic;

import java.util.Set;
import org.maskflip.modelcheck.program.Outcome;

/**
 * What the axiomatic model says of a program. The same in any run that hits no bound of time, on any number of threads.
 *
 * @param outcomes all outcomes of executions that keep the axioms; a part of them if the answer is not complete
 * @param traces traces of all CPUs together
 * @param candidates candidate executions looked at: choices of traces, of reads-from and of coherence
 * @param bound the bound that was hit, in words; {@code null} if none was
 * @param notCovered what the program does that the model does not cover, in words; {@code null} if nothing
 */
public record AxiomaticOutcomes(Set<Outcome> outcomes, long traces, long candidates, String bound, String notCovered) {
    public AxiomaticOutcomes {
        outcomes = Set.copyOf(outcomes);
    }

    /** Whether there are no other outcomes. */
    public boolean isComplete() {
        return bound == null && notCovered == null;
    }
}
