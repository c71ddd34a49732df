package org.maskflip.modelcheck.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.scenario.Scenario.Expectation;

/** Headers of scenario files. */
class ScenarioFileTest {
    private static final String GOOD = """
            # scenario: first
            # models: one line
            #   and another
            # property: P1 P3
            # expected: safe
            # bounds: CPUS=3 CALLS=2
            # define: A B=0x10
            #
            # variant: second
            # property: P2
            # expected: unsafe
            # level: z10

            end: nopr %r0
            """;

    private static List<Scenario> read(String text) throws ScenarioProblem {
        return ScenarioFile.read(new Sources("t.s", Map.of("t.s", text)::get));
    }

    @Test
    void read_variant_hasEverythingOfTheFirstButWhatItSaysItselfAndNoSymbols() throws ScenarioProblem {
        List<Scenario> scenarios = read(GOOD);

        Scenario first = scenarios.get(0);
        Scenario second = scenarios.get(1);
        assertThat(first.texts()).containsEntry("models", "one line and another");
        assertThat(first.sortedProperties()).containsExactly(Property.P1, Property.P3);
        assertThat(first.symbols()).isEqualTo(Map.of("A", 1L, "B", 16L));
        assertThat(second.name()).isEqualTo("second");
        assertThat(second.bounds()).isEqualTo(first.bounds()).isEqualTo(new Bounds(3, 2, 1));
        assertThat(second.symbols()).isEmpty();
        assertThat(second.expectation()).isEqualTo(Expectation.UNSAFE);
        assertThat(second.facilities()).isNotEqualTo(first.facilities());
    }

    @Test
    void read_mistake_isNamedWithItsLine() {
        assertThatThrownBy(() -> read(GOOD.replace("P1 P3", "P9")))
                .hasMessageContaining("unknown property \"P9\"; expected P1 to P6");
        assertThatThrownBy(() -> read(GOOD.replace("# models", "# modells")))
                .hasMessageStartingWith("t.s:2: unknown key \"modells\"");
        assertThatThrownBy(() -> read(GOOD.replace("expected: safe", "expected: maybe")))
                .hasMessageContaining("\"maybe\"; expected safe or unsafe");
        assertThatThrownBy(() -> read(GOOD.replace("CPUS=3", "CPUS=9")))
                .hasMessageContaining("9 CPUs; expected 1 to 8");
        assertThatThrownBy(() -> read("end: nopr %r0\n")).hasMessageContaining("found no header");
    }

    @Test
    void program_withoutEnd_isRefused() {
        assertThatThrownBy(() ->
                        new ScenarioProgram(read(GOOD.replace("end:", "fin:")).get(0)))
                .isInstanceOf(ScenarioProblem.class)
                .hasMessage("t.s: found no label \"end\"");
    }
}
