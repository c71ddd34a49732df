package org.maskflip.modelcheck.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.verdict.Verdict;

/** Every scenario of the catalogue has the verdict that its file expects, found in the number of states that is listed. */
class ScenarioCatalogueTest {
    /** Lines {@code NAME STATES}, in the order of the catalogue. */
    private static Map<String, Long> states() throws IOException {
        Map<String, Long> states = new TreeMap<>();
        try (InputStream in = ScenarioCatalogueTest.class.getResourceAsStream("/scenario/states.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] words = line.split(" ");
                states.put(words[0], Long.parseLong(words[1]));
            }
        }
        return states;
    }

    @TestFactory
    Stream<DynamicTest> decision_everyScenario_isAsExpectedInSoManyStates() throws IOException {
        Map<String, Long> states = states();
        return ScenarioCatalogue.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Decision decision = Decision.of(
                            new ScenarioProgram(each),
                            Reduction.all(),
                            Budget.DEFAULT.withStates(2_000_000),
                            Progress.NONE);
                    assertThat(decision.verdict())
                            .as("%s found", decision.violated())
                            .isEqualTo(Verdict.PASS);
                    assertThat(decision.exploration().states()).isEqualTo(states.get(each.name()));
                }));
    }

    @Test
    void catalogue_everyScenario_hasNameReasonAndOrigin() {
        List<Scenario> all = ScenarioCatalogue.all();
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(each -> assertThat(each.texts()).containsKeys("models", "reason", "origin"));
    }
}
