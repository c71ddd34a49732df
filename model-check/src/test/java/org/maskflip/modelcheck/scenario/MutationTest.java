package org.maskflip.modelcheck.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.scenario.MutantVerdict.Fate;

/** Mutants of a protocol. */
class MutationTest {
    private static List<String> mutants(String name) throws ScenarioProblem {
        Scenario scenario = ScenarioCatalogue.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<MutantVerdict> verdicts = new ArrayList<>();
        Mutation.run(scenario, Reduction.all(), Budget.DEFAULT.withStates(100_000), Progress.NONE, verdicts::add);
        return verdicts.stream()
                .map(each -> each.fate() + " " + each.mutant().words()
                        + (each.fate() == Fate.CAUGHT ? " " + each.violated() : ""))
                .toList();
    }

    @Test
    void mutants_ofEnable_areCaughtExceptTheLockOfOneWriter() throws ScenarioProblem {
        assertThat(mutants("enable"))
                .contains(
                        "HARMLESS without `cs %r0,%r5,0(%r1)`",
                        "CAUGHT without `sturg %r0,%r6` [P5]",
                        "CAUGHT without `st %r0,0(%r1)` [P6]",
                        "CAUGHT without `WRITE site,1,mask_on,1` [P5]",
                        "CAUGHT `WRITE slot,0,new_interceptor,8` after `WRITE site,1,mask_on,1` [P2]");
    }

    @Test
    void mutants_ofTwoWriters_includeTheLock() throws ScenarioProblem {
        assertThat(mutants("neighbour-writers")).contains("CAUGHT without `cs %r0,%r5,0(%r1)` [P5]");
    }
}
