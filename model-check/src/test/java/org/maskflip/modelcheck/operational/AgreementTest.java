package org.maskflip.modelcheck.operational;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.modelcheck.agreement.Agreement;
import org.maskflip.modelcheck.agreement.Agreement.Verdict;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;

/** Whole outcome sets made elsewhere against the operational model, and against wrong ones. */
class AgreementTest {
    @ParameterizedTest
    @CsvSource({"operands.json, 1208, 41100, 56301", "fetches.json, 282, 9165, 14513"})
    void everyTest_hasExactlyTheOutcomesOfTheFile(String file, int count, long states, long transitions) {
        List<Agreement> all = OutcomeSets.read(file).stream()
                .map(test -> OutcomeSets.compare(test, OutcomeSets.all()))
                .toList();

        assertThat(all)
                .hasSize(count)
                .allSatisfy(agreement -> assertThat(agreement.verdict())
                        .as(() -> agreement.test().name() + ": missing " + agreement.missing() + ", extra "
                                + agreement.extra())
                        .isEqualTo(Verdict.EQUAL));
        assertThat(all.stream().mapToLong(each -> each.exploration().states()).sum())
                .isEqualTo(states);
        assertThat(all.stream()
                        .mapToLong(each -> each.exploration().transitions())
                        .sum())
                .isEqualTo(transitions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operands.json", "fetches.json"})
    void withoutReductions_theOutcomesAreTheSame(String file) {
        List<OutcomeSetTest> small = OutcomeSets.read(file).stream()
                .filter(test -> test.threads().size() <= 2)
                .toList();

        assertThat(small)
                .hasSizeGreaterThan(50)
                .allSatisfy(test -> assertThat(OutcomeSets.compare(test, EnumSet.noneOf(Reduction.class))
                                .verdict())
                        .as(test.name())
                        .isEqualTo(Verdict.EQUAL));
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {
                "INTERRUPTION_KEEPS_COPIES",
                "SEQUENTIAL_FETCHING_IGNORED",
                "SEQUENTIAL_FETCHING_WITHOUT_FACILITY",
                "SIGNAL_DISCARDS_AT_ONCE",
                "SPECIFIC_UPDATE_AT_ONCE",
                "UNALIGNED_STORE_WHOLE"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void wrongModel_isCaughtByTheSets(Deviation deviation) {
        long caught = List.of("operands.json", "fetches.json").stream()
                .flatMap(file -> OutcomeSets.read(file).stream())
                .filter(test -> test.threads().size() <= 2)
                .filter(test ->
                        OutcomeSets.compare(test, OutcomeSets.all(), deviation).verdict() == Verdict.DIFFERENT)
                .count();

        System.out.println(deviation + ": caught by " + caught + " tests");
        assertThat(caught).isPositive();
    }

    @Test
    void changedSet_isReportedOnBothSides() {
        OutcomeSetTest test = OutcomeSets.read("operands.json").get(0);
        List<Long> invented = test.variables().stream().map(variable -> 77L).toList();
        OutcomeSetTest changed = new OutcomeSetTest(
                test.name(), test.threads(), test.locations(), test.variables(), java.util.Set.of(invented));

        Agreement agreement = OutcomeSets.compare(changed, OutcomeSets.all());

        assertThat(agreement.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(agreement.missing()).containsExactly(invented);
        assertThat(agreement.extra()).isEqualTo(test.states());
    }
}
