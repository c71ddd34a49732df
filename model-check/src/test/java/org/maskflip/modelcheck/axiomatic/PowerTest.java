package org.maskflip.modelcheck.axiomatic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.modelcheck.axiomatic.TwoModels.Verdict;
import org.maskflip.modelcheck.litmus.LitmusTest;

/** Wrong axioms are noticed, each by at least one test; the table of which by which is in the documentation. */
class PowerTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "axioms.md");
    private static final String BEGIN = "<!-- power: begin -->\n";
    private static final String END = "<!-- power: end -->";

    private static List<String> caught(Set<Variation> wrong) {
        return RuleTests.all().stream()
                .filter(test -> TwoModels.compare(test.test().program(), wrong) == Verdict.DIFFERENT)
                .map(RandomLitmus::name)
                .toList();
    }

    @Test
    void rightAxioms_agreeOnEachOfTheTests() {
        assertThat(RuleTests.all())
                .allSatisfy(test -> assertThat(TwoModels.compare(test.test().program(), Set.of()))
                        .as(test.name())
                        .isEqualTo(Verdict.EQUAL));
    }

    @ParameterizedTest
    @EnumSource(Variation.class)
    void wrongAxioms_areCaught(Variation wrong) {
        assertThat(caught(EnumSet.of(wrong))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "WITHOUT_F_REAL, F-own-real+later",
        "OWN_LATER, F-own-later",
        "WITHOUT_HOLD, SB+laa+cs-fails",
        "WITHOUT_SPECIFIC, SB+laa"
    })
    void sectionFiveAsWritten_isWeakerThanTheAbstractMachine(Variation asWritten, String name) {
        RandomLitmus test = RuleTests.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(TwoModels.difference(test.test(), EnumSet.of(asWritten)))
                .contains("axiomatic only")
                .doesNotContain("operational only");
    }

    /** Section 4 by the letter drains the whole group that an unaligned store is; both models take the weaker reading. */
    @Test
    void unalignedOwnStore_isWaitedForByteByByte() {
        LitmusTest test = RuleTests.all().stream()
                .filter(each -> each.name().equals("unaligned+own"))
                .findFirst()
                .orElseThrow()
                .test();

        assertThat(TwoModels.operational(test.program()).outcomes().keySet())
                .extracting(test::describe)
                .anyMatch(words -> words.contains("0:r2=1; 0:r3=0;") && words.contains("1:r2=0;"));
    }

    static String table() {
        StringBuilder table = new StringBuilder("| wrong axioms | caught by |\n|---|---|\n");
        for (Variation each : Variation.values()) {
            table.append("| ")
                    .append(each.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" | ")
                    .append(caught(EnumSet.of(each)).stream().collect(Collectors.joining(", ")))
                    .append(" |\n");
        }
        return table.toString();
    }

    @Test
    void tableInTheDocumentation_isUpToDate() throws IOException {
        String text = Files.readString(DOCUMENT);
        String shown = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));

        assertThat(shown).as("docs/axioms.md; expected:\n" + table()).isEqualTo(table());
    }
}
