package org.maskflip.modelcheck.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusPrinter;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.Outcome;

/** Tests of outcome-set files, written as litmus files. */
class LitmusTranslationTest {
    @ParameterizedTest
    @ValueSource(strings = {"operands", "fetches"})
    void litmus_ofEveryTest_printedAndReadAgain_hasTheSameSet(String file) throws Exception {
        List<OutcomeSetTest> tests;
        try (InputStream stream = getClass().getResourceAsStream("/oracle/" + file + ".json")) {
            tests = OutcomeSetFile.read(file, stream);
        }
        for (OutcomeSetTest test : tests) {
            LitmusTest read = LitmusFile.read(test.name(), Translation.litmus(test));
            LitmusTest again = LitmusFile.read(test.name(), LitmusPrinter.print(read));
            assertThat(again).isEqualTo(read);
            Set<Outcome> outcomes = new Search<>(new ModelZ(again.program()), Budget.DEFAULT)
                    .run()
                    .outcomes()
                    .keySet();
            Set<List<Long>> states = new HashSet<>();
            outcomes.forEach(outcome -> states.add(outcome.values()));
            assertThat(states).as(test.name()).isEqualTo(test.states());
            assertThat(again.isAsExpected(outcomes)).as(test.name()).isTrue();
        }
    }
}
