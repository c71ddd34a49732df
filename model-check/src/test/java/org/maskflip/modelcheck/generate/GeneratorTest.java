package org.maskflip.modelcheck.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.litmus.Expectation;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.Outcome;

/** Tests from cycles: what the axioms say of the one execution is what the search finds. */
class GeneratorTest {
    /** Tests per size; raise it with {@code -Dmaskflip.generated=N}. */
    private static final int COUNT = Integer.getInteger("maskflip.generated", 150);

    private static final long SEED = Long.getLong("maskflip.seed", 20);

    private static Set<Outcome> outcomes(LitmusTest test) {
        return new Search<>(new ModelZ(test.program()), Budget.DEFAULT)
                .run()
                .outcomes()
                .keySet();
    }

    @ParameterizedTest
    @EnumSource(Sizes.class)
    void tests_explored_areAsTheAxiomsSay(Sizes sizes) {
        int never = 0;
        for (LitmusTest test : new Generator(SEED, sizes).tests(COUNT)) {
            Set<Outcome> outcomes = outcomes(test);
            Expectation verdict = Expectation.of(outcomes, test.condition());
            never += verdict == Expectation.NEVER ? 1 : 0;
            assertThat(verdict)
                    .as("maskflip generate --size %s --cycle \"%s\" (seed %d)", sizes.word(), test.name(), SEED)
                    .isEqualTo(test.expectation());
            assertThat(outcomes).as(test.name()).allMatch(Outcome::isOrderly);
        }
        assertThat(never).as("forbidden ones").isBetween(COUNT / 5, COUNT * 4 / 5);
    }

    @Test
    void tests_ofOneSeed_areTheSameAgainAndDiffer() {
        List<LitmusTest> tests = new Generator(7, Sizes.DOUBLEWORD).tests(2_000);
        assertThat(tests).hasSize(2_000);
        Set<String> names = new HashSet<>();
        tests.forEach(test -> names.add(test.name()));
        assertThat(names).hasSize(2_000);
        assertThat(new Generator(7, Sizes.DOUBLEWORD).tests(50)).isEqualTo(tests.subList(0, 50));
        assertThat(new Generator(8, Sizes.DOUBLEWORD).tests(50)).isNotEqualTo(tests.subList(0, 50));
    }

    @ParameterizedTest
    @CsvSource({
        "PodWR Fre PodWR Fre, SOMETIMES",
        "FencedWR Fre FencedWR Fre, NEVER",
        "Rfi PodRR Fre Rfi PodRR Fre, NEVER",
        "PodWW Rfe PodRR Fre, NEVER",
        "PodWW Rfe PodRF Ifre, SOMETIMES",
        "PodWW Rfe FencedRF Ifre, NEVER",
        "PodWW Irfe PodFR Fre, NEVER",
        "PodWW Irfe PodFF Ifre, SOMETIMES",
        "PosFF Ifre Irfe, SOMETIMES",
        "PosRR Fre Rfe, NEVER",
        "PodAR Fre PodAR Fre, SOMETIMES",
        "FencedAR Fre FencedAR Fre, NEVER",
        "Irfi PodFR Fre PodWR Fre, SOMETIMES",
    })
    void test_ofAWellKnownCycle_isExpectedAndExploredSo(String cycle, Expectation expected) throws CycleProblem {
        LitmusTest test = Generator.test(cycle, Sizes.DOUBLEWORD);
        assertThat(test.expectation()).isEqualTo(expected);
        assertThat(Expectation.of(outcomes(test), test.condition())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PodWR",
                "PodWR Fre",
                "PodWX Fre",
                "PodWR Rfe PodWR Fre",
                "Rfe Fre",
                "PosWA Coe PosWA Coe",
                "Coe Coe Coe PosWW Coe"
            })
    void test_ofNoCycle_saysWhatWasExpected(String cycle) {
        assertThatThrownBy(() -> Generator.test(cycle, Sizes.WORD))
                .isInstanceOf(CycleProblem.class)
                .hasMessageContaining("expected");
    }
}
