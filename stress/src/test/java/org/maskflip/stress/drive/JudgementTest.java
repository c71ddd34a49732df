package org.maskflip.stress.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.maskflip.stress.drive.Judgement.Verdict;

class JudgementTest {
    private static final String FENCED = "org.maskflip.stress.jmm.StoreBuffering.Fenced";
    private static final String ACTUAL = "org.maskflip.stress.jmm.StoreBuffering.Actual";
    private static final String SKIPPED = "the budget is used up";

    private static Judgement judge(String test, Mode mode, String status, Map<String, Long> counts, String whySkipped) {
        Plan plan = Plan.of(mode, 0, new TreeMap<>(Map.of(test, 2)));
        List<ForkResult> results = status.isEmpty()
                ? List.of()
                : List.of(new ForkResult(
                        test, plan.forks().get(0).key(), status, new TreeMap<>(counts), List.of("a message")));
        return Judgement.of(test, plan, plan.forks(), results, whySkipped, 100);
    }

    @Test
    void allowedOutcomes_pass() {
        assertThat(judge(FENCED, Mode.QUICK, "NORMAL", Map.of("0, 1", 3L, "1, 1", 9L), null)
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void forbiddenOutcome_fails() {
        assertThat(judge(FENCED, Mode.QUICK, "NORMAL", Map.of("0, 0", 1L, "1, 1", 9L), null)
                        .verdict())
                .isEqualTo(Verdict.FORBIDDEN);
    }

    @Test
    void outcomeThatNoGradeNames_fails() {
        assertThat(judge(FENCED, Mode.QUICK, "NORMAL", Map.of("2, 0", 1L), null).verdict())
                .isEqualTo(Verdict.FORBIDDEN);
    }

    @Test
    void requiredOutcomeThatWasNeverSeen_failsFromQuickOn() {
        Map<String, Long> silent = Map.of("0, 1", 5L);

        assertThat(judge(ACTUAL, Mode.QUICK, "NORMAL", silent, null).verdict()).isEqualTo(Verdict.SILENT);
        assertThat(judge(ACTUAL, Mode.SANITY, "NORMAL", silent, null).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judge(ACTUAL, Mode.QUICK, "NORMAL", Map.of("0, 0", 1L), null).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void apiMismatch_isAnErrorAndNoSkip() {
        assertThat(judge(FENCED, Mode.QUICK, "API_MISMATCH", Map.of(), SKIPPED).verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void processWithoutSamples_isAnError() {
        assertThat(judge(FENCED, Mode.QUICK, "NORMAL", Map.of(), null).verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void testWithoutResult_isNotRunOrANamedSkip() {
        assertThat(judge(FENCED, Mode.QUICK, "", Map.of(), null).verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(judge(FENCED, Mode.QUICK, "", Map.of(), SKIPPED))
                .satisfies(skipped -> assertThat(skipped.verdict()).isEqualTo(Verdict.SKIPPED))
                .satisfies(skipped -> assertThat(skipped.messages())
                        .singleElement()
                        .asString()
                        .contains(SKIPPED));
    }

    @Test
    void report_countsWhatFailedInEveryForm() {
        Judgement failed = judge(FENCED, Mode.QUICK, "NORMAL", Map.of("0, 0", 1L), null);
        Judgement passed = judge(ACTUAL, Mode.QUICK, "NORMAL", Map.of("0, 0", 1L), null);
        Judgement skipped = judge(FENCED, Mode.QUICK, "", Map.of(), SKIPPED);
        Plan plan = Plan.of(Mode.QUICK, 3, new TreeMap<>(Map.of(FENCED, 2)));

        Report report = new Report(plan, List.of(failed, passed), 2, 2, 2, 1);

        assertThat(report.status()).isEqualTo(1);
        assertThat(new Report(plan, List.of(passed, skipped), 2, 2, 2, 1).status())
                .isEqualTo(3);
        assertThat(new Report(plan, List.of(passed), 1, 1, 2, 1).status()).isZero();
        assertThat(JunitXml.of(report))
                .contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"")
                .contains("again: ./maskflip stress -m quick -t 'jmm\\.StoreBuffering\\.Fenced$' --seed 3");
        assertThat(Sarif.of(report))
                .contains("\"ruleId\" : \"FORBIDDEN\"")
                .contains("stress/src/main/java/org/maskflip/stress/jmm/StoreBuffering.java");
        assertThat(report.markdown()).contains("| jmm.StoreBuffering.Fenced | FORBIDDEN | 2 | 1 |");
    }
}
