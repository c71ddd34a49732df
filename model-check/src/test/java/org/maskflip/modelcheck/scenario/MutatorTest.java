package org.maskflip.modelcheck.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What mutants are made of. */
class MutatorTest {
    /** A CPU saves its own registers, or makes up an instruction that is executed in another place. */
    private static final Set<String> OWN = Set.of(
            "parts/signal.s: stg %r14,16(%r15)",
            "parts/signal.s: stg %r8,24(%r15)",
            "parts/signal.s: stmg %r14,%r5,LC_SAVE",
            "parts/signal.s: stmg %r8,%r9,LC_SAVE+64",
            "parts/write.s: mvc 0(1,%r9),0(%r3)",
            "signals.s: stg %r14,32(%r15)",
            "whole.s: stmg %r14,%r1,0x210");

    /** Loops over CPUs, calls and doublewords, which wait for nobody; and what does nothing. */
    private static final Set<String> LOOPS = Set.of(
            "parts/signal.s: j 3b",
            "parts/signal.s: jl 1b",
            "parts/signal.s: jl 5b",
            "parts/caller.s: nopr %r0",
            "parts/stages.s: nopr %r0",
            "parts/whole.s: nopr %r0");

    /** The question, not the protocol: what a CPU is doing when the update comes, and that the update has returned. */
    private static final Set<String> QUESTION = Set.of(
            "queue.s: mvc 0x130(16),0(%r1)",
            "signals.s: stgrl %r1,other_done", "targets.s: lpswe 0(%r1)", "targets.s: stc %r1,0(%r2)");

    /** In parts that only unsafe scenarios have, or the body of a macro that is a step as a whole. */
    private static final Set<String> ELSEWHERE = Set.of(
            "hotplug.s: mvc 1(1,%r2),1(%r1)",
            "neighbours.s: stgrl %r3,site",
            "parts/signal.s: stg %r0,CALL_LOCKED(%r3)",
            "parts/signal.s: stg %r0,PC_EC_MASK(%r5)",
            "targets.s: lpswe 0x130",
            "whole.s: stgrl %r1,released");

    @Test
    void leftAlone_ofAllSafeScenarios_isNoPartOfAProtocol() {
        Set<String> found = new TreeSet<>();
        ScenarioCatalogue.all().stream()
                .filter(each -> each.expectation() == Scenario.Expectation.SAFE)
                .forEach(each -> found.addAll(Mutator.leftAlone(each)));
        found.removeIf(each -> each.endsWith(": stgrl %r1,done"));
        Set<String> known = new TreeSet<>(OWN);
        known.addAll(LOOPS);
        known.addAll(QUESTION);
        known.addAll(ELSEWHERE);
        assertThat(found).isEqualTo(known);
    }

    @Test
    void mutants_ofEverySafeScenario_exist() {
        assertThat(ScenarioCatalogue.all())
                .filteredOn(each -> each.expectation() == Scenario.Expectation.SAFE)
                .allSatisfy(each -> assertThat(Mutator.mutants(each)).isNotEmpty());
    }
}
