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
    void mutants_ofTwoWriters_includeTheLockTakenLateAndReleasedEarly() throws ScenarioProblem {
        assertThat(mutants("neighbour-writers"))
                .contains(
                        "CAUGHT without `cs %r0,%r5,0(%r1)` [P5]",
                        "CAUGHT `cs %r0,%r5,0(%r1)` after `sturg %r0,%r6` [P5]",
                        "CAUGHT `sturg %r0,%r6` after `st %r0,0(%r1)` [P5]");
    }

    /** SIGP, waits, the arrival by COMPARE AND SWAP, the release, and LPSWE; each is needed. */
    @Test
    void mutants_ofStopMachine_areCaughtExceptRetriesAndTheLock() throws ScenarioProblem {
        assertThat(mutants("stop-machine"))
                .contains(
                        "CAUGHT without `sigp %r4,%r6,3` [P6]",
                        "CAUGHT without `stgrl %r1,released` [P6]",
                        "CAUGHT without `csg %r0,%r1,0(%r14)` [P6]",
                        "CAUGHT `csg %r0,%r1,0(%r14)` after `jne 4b` [P6]",
                        "CAUGHT without `lpswe 0x130` [P1]",
                        "CAUGHT without `jne 2b` [P1, P3]",
                        "CAUGHT without `jne 4b` [P1, P3]",
                        "HARMLESS without `jne 3b`");
    }

    /** What is published before it is filled in, and a signal before its reason, are mutants as well. */
    @Test
    void mutants_ofOneRound_includeWhatIsPublishedTooEarly() throws ScenarioProblem {
        assertThat(mutants("own-site/2-cpus"))
                .contains(
                        "CAUGHT `stg %r0,CALL_FUNCTION(%r8)` after `csg %r0,%r8,PC_QUEUE(%r7)` [P6]",
                        "CAUGHT `csg %r1,%r4,PC_EC_MASK(%r7)` after `sigp %r4,%r6,0(%r3)` [P6]");
    }
}
