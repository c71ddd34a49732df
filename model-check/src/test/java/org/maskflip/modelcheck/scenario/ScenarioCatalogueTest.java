package org.maskflip.modelcheck.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.trial.Trial;
import org.maskflip.modelcheck.trial.TrialPlan;
import org.maskflip.modelcheck.trial.TrialResult;
import org.maskflip.modelcheck.verdict.Verdict;

/**
 * Every scenario of the catalogue has the verdict that its file expects, found in the number of states that is listed; and the machines
 * show nothing else than the model allows.
 */
class ScenarioCatalogueTest {
    private static final int WEAK_RUNS = 100;
    private static final int HOST_RUNS = 10;
    private static final int MOST_UNITS = 50_000;
    private static final int MOST_UNITS_FREE = 5_000_000;
    private static final long MOST_STATES = 20_000_000;

    /** What the largest need, 8 GiB and some. */
    private static final long LARGE_HEAP = 8L << 30;

    /** A scenario at some bounds, and how many states decide it. */
    private record Row(Scenario scenario, long states) {}

    private static Scenario scenario(String name) {
        return ScenarioCatalogue.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no scenario " + name));
    }

    /** Lines {@code NAME CPUS CALLS UPDATES STATES}. */
    private static List<Row> rows(String file) throws IOException {
        try (InputStream in = ScenarioCatalogueTest.class.getResourceAsStream("/scenario/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(ScenarioCatalogueTest::row)
                    .toList();
        }
    }

    private static Row row(String line) {
        String[] words = line.split(" ");
        int[] numbers = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
        Bounds bounds = new Bounds(numbers[0], numbers[1], numbers[2]);
        return new Row(scenario(words[0]).withBounds(bounds), numbers[3]);
    }

    private static DynamicTest test(Row row) {
        Scenario scenario = row.scenario();
        return DynamicTest.dynamicTest(scenario.name() + " on " + scenario.bounds(), () -> {
            Decision decision = Decision.of(
                    new ScenarioProgram(scenario),
                    Reduction.all(),
                    Budget.DEFAULT.withStates(MOST_STATES),
                    Progress.NONE);
            assertThat(decision.verdict()).as("%s found", decision.violated()).isEqualTo(Verdict.PASS);
            assertThat(decision.exploration().states()).isEqualTo(row.states());
            assertNothingElse(decision, OrderKind.WEAK, Scheduler.DETERMINISTIC, WEAK_RUNS, MOST_UNITS);
            assertNothingElse(decision, OrderKind.HOST, Scheduler.FREE, HOST_RUNS, MOST_UNITS_FREE);
        });
    }

    private static void assertNothingElse(
            Decision decision, OrderKind order, Scheduler scheduler, long runs, int units) {
        TrialPlan plan = new TrialPlan(order, scheduler, 0, runs, Duration.ofMinutes(1), units);
        TrialResult result = Trial.run(decision.program().program(), plan);
        assertThat(decision.exploration().outcomes().keySet())
                .as("allowed, of what the %s machine showed", order)
                .containsAll(result.outcomes());
    }

    @TestFactory
    Stream<DynamicTest> decision_everyScenario_isAsExpectedInSoManyStates() throws IOException {
        List<Row> rows = rows("states.txt");
        assertThat(rows)
                .extracting(each -> each.scenario() + " on " + each.scenario().bounds())
                .containsExactlyElementsOf(ScenarioCatalogue.all().stream()
                        .map(each -> each + " on " + each.bounds())
                        .toList());
        return rows.stream().map(ScenarioCatalogueTest::test);
    }

    @TestFactory
    Stream<DynamicTest> decision_onThreeCpus_isAsExpectedInSoManyStates() throws IOException {
        return rows("states-3-cpus.txt").stream().map(ScenarioCatalogueTest::test);
    }

    /** Minutes: {@code -Dmaskflip.scenarios.large=true}. */
    @TestFactory
    @EnabledIfSystemProperty(named = "maskflip.scenarios.large", matches = "true")
    Stream<DynamicTest> decision_onThreeCpusInManyStates_isAsExpectedInSoManyStates() throws IOException {
        return rows("states-3-cpus-large.txt").stream().map(ScenarioCatalogueTest::test);
    }

    /** Two rounds of signals on three CPUs: more than ten million states each, and a heap of 9 GiB. */
    @TestFactory
    @EnabledIfSystemProperty(named = "maskflip.scenarios.large", matches = "true")
    Stream<DynamicTest> decision_onThreeCpusInTheMostStates_isAsExpectedInSoManyStates() throws IOException {
        assumeThat(Runtime.getRuntime().maxMemory())
                .as("the heap: JAVA_TOOL_OPTIONS=-Xmx9g makes it large enough")
                .isGreaterThan(LARGE_HEAP);
        return rows("states-3-cpus-largest.txt").stream().map(ScenarioCatalogueTest::test);
    }

    /** A scenario that is about one CPU has a twin with two, which is decided on three. */
    @Test
    void catalogue_everyScenarioOfTwoCpus_isListedOnThree() throws IOException {
        List<String> three = Stream.of("states-3-cpus.txt", "states-3-cpus-large.txt", "states-3-cpus-largest.txt")
                .flatMap(ScenarioCatalogueTest::lines)
                .toList();
        List<String> wanted = ScenarioCatalogue.all().stream()
                .filter(each -> each.bounds().cpus() == 2)
                .map(Scenario::name)
                .toList();
        assertThat(three).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static Stream<String> lines(String file) {
        try {
            return rows(file).stream().map(each -> each.scenario().name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each says itself why and where from; what it models, asks and expects it may share with the first of its file. */
    @Test
    void catalogue_everyScenario_hasAWholeHeader() {
        List<Scenario> all = ScenarioCatalogue.all();
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(each -> {
            assertThat(each.texts()).containsKeys("models", "property", "expected", "bounds", "reason", "origin");
            assertThat(each.texts().values())
                    .allSatisfy(text -> assertThat(text).isNotBlank());
            String own = header(each);
            assertThat(own).contains("\n# reason: ", "\n# origin: ");
        });
    }

    /** The block of the header that begins with the scenario's name. */
    private static String header(Scenario scenario) {
        String text = scenario.sources().files().read(scenario.sources().main());
        return Arrays.stream(text.split("(?m)^(?=# (scenario|variant): )"))
                .filter(block -> block.lines().findFirst().orElse("").endsWith(": " + scenario.name()))
                .findFirst()
                .orElseThrow();
    }
}
