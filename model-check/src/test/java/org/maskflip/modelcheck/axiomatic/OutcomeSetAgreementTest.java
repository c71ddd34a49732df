package org.maskflip.modelcheck.axiomatic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.modelcheck.agreement.OutcomeSetFile;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.agreement.Translation;
import org.maskflip.modelcheck.program.Outcome;

/** Whole outcome sets made elsewhere against the axiomatic model. */
class OutcomeSetAgreementTest {
    static List<OutcomeSetTest> read(String name) {
        try (InputStream file = OutcomeSetAgreementTest.class.getResourceAsStream("/oracle/" + name)) {
            return OutcomeSetFile.read(name, Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OutcomeSetFile.Unreadable e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<List<Long>> states(OutcomeSetTest test, Set<Variation> variations) {
        AxiomaticOutcomes found = new AxiomaticModel(Translation.of(test), variations).outcomes(Limits.DEFAULT);
        assertThat(found.isComplete()).as(test.name()).isTrue();
        Set<List<Long>> states = new HashSet<>();
        for (Outcome outcome : found.outcomes()) {
            assertThat(outcome.isOrderly()).as(test.name()).isTrue();
            states.add(outcome.values());
        }
        return states;
    }

    @ParameterizedTest
    @CsvSource({"operands.json, 1208", "fetches.json, 282"})
    void everyTest_hasExactlyTheOutcomesOfTheFile(String file, int count) {
        assertThat(read(file))
                .hasSize(count)
                .allSatisfy(test ->
                        assertThat(states(test, Set.of())).as(test.name()).isEqualTo(test.states()));
    }
}
