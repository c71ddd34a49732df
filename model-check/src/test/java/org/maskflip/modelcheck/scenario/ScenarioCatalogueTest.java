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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.verdict.Verdict;

/** Every scenario of the catalogue has the verdict that its file expects, found in the number of states that is listed. */
class ScenarioCatalogueTest {
    /** Lines {@code NAME STATES}, in the order of the catalogue. */
    private static Map<String, Long> states(String file) throws IOException {
        Map<String, Long> states = new TreeMap<>();
        try (InputStream in = ScenarioCatalogueTest.class.getResourceAsStream("/scenario/" + file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] words = line.split(" ");
                states.put(words[0], Long.parseLong(words[1]));
            }
        }
        return states;
    }

    private static DynamicTest test(Scenario scenario, long states) {
        return DynamicTest.dynamicTest(scenario.name() + " on " + scenario.bounds(), () -> {
            Decision decision = Decision.of(
                    new ScenarioProgram(scenario),
                    Reduction.all(),
                    Budget.DEFAULT.withStates(2_000_000),
                    Progress.NONE);
            assertThat(decision.verdict()).as("%s found", decision.violated()).isEqualTo(Verdict.PASS);
            assertThat(decision.exploration().states()).isEqualTo(states);
        });
    }

    private static Stream<DynamicTest> onThreeCpus(String file) throws IOException {
        Map<String, Long> states = states(file);
        return ScenarioCatalogue.all().stream()
                .filter(each -> states.containsKey(each.name()))
                .map(each -> test(
                        each.withBounds(new Bounds(
                                3, each.bounds().calls(), each.bounds().updates())),
                        states.get(each.name())));
    }

    @TestFactory
    Stream<DynamicTest> decision_everyScenario_isAsExpectedInSoManyStates() throws IOException {
        Map<String, Long> states = states("states.txt");
        assertThat(states.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ScenarioCatalogue.all().stream().map(Scenario::name).toList());
        return ScenarioCatalogue.all().stream().map(each -> test(each, states.get(each.name())));
    }

    @TestFactory
    Stream<DynamicTest> decision_onThreeCpus_isAsExpectedInSoManyStates() throws IOException {
        return onThreeCpus("states-3-cpus.txt");
    }

    /** Minutes: {@code -Dmaskflip.scenarios.large=true}. */
    @TestFactory
    @EnabledIfSystemProperty(named = "maskflip.scenarios.large", matches = "true")
    Stream<DynamicTest> decision_withSignalsOnThreeCpus_isAsExpectedInSoManyStates() throws IOException {
        return onThreeCpus("states-3-cpus-large.txt");
    }

    @Test
    void catalogue_everyScenario_hasNameReasonAndOrigin() {
        List<Scenario> all = ScenarioCatalogue.all();
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(each -> assertThat(each.texts()).containsKeys("models", "reason", "origin"));
    }
}
