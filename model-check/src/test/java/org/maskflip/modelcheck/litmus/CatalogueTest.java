package org.maskflip.modelcheck.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.program.Outcome;

/** Every test of the catalogue under the operational model, against its own expectation and a table of numbers. */
class CatalogueTest {
    private static final Set<String> RULES = Set.of(
            "R-R",
            "R-W",
            "W-W",
            "W-R",
            "W-R-same",
            "MCA",
            "block",
            "two-operands",
            "update",
            "interlocked",
            "specific",
            "ser",
            "ser-discard",
            "ser-who",
            "ser-int",
            "ser-not",
            "F-piecemeal",
            "F-prefetch",
            "F-address",
            "F-early",
            "F-before-later",
            "F-unordered",
            "F-own",
            "F-discard",
            "F-seq");

    /** What signals do is told in section 6 of Model Z, whose rules have no names. */
    private static final String SIGNALS = "SIGP";

    @Test
    void catalogue_explored_isAsExpectedAndHasTheOutcomesOfTheTable() throws IOException {
        List<String> found = new ArrayList<>();
        for (LitmusTest test : Catalogue.tests()) {
            Set<Outcome> outcomes = LitmusFileTest.outcomes(test);
            Expectation verdict = Expectation.of(outcomes, test.condition());
            assertThat(verdict).as(test.name()).isEqualTo(test.expectation());
            found.add(test.name() + " " + outcomes.size() + " " + verdict.word());
        }
        assertThat(String.join("\n", found)).isEqualTo(table().strip());
    }

    private static String table() throws IOException {
        try (InputStream stream = CatalogueTest.class.getResourceAsStream("/litmus/outcomes.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The instruction-fetch shapes of the literature, restated for Z, each beside the one that forbids what it allows. */
    private static final List<String> FETCH_SHAPES = List.of(
            "SM",
            "SM+sturg",
            "SM+sturg+bcr15",
            "CoFF",
            "CoFF+bcr15",
            "CoRF",
            "CoRF+bcr15",
            "CoFR",
            "MP.RF",
            "MP.RF+bcr15",
            "MP.FR",
            "MP.FF",
            "MP.FF+bcr15",
            "SB.F",
            "SB.F+bcr15",
            "IRIW.F",
            "IRIW.F+bcr15",
            "FOW");

    /** What the catalogue is to have besides: the classics, and what is particular to this machine. */
    private static final Map<String, List<String>> FAMILIES = Map.of(
            "classics",
                    List.of("SB", "MP", "LB", "S", "R", "2+2W", "WRC", "RWC", "ISA2", "IRIW", "W+RWC", "WWC", "Z6.0"),
            "coherence", List.of("CoRR", "CoWW", "CoRW", "CoWR"),
            "mixed sizes", List.of("MIX+SB", "MIX+CoRR", "MIX+st4+l8", "MIX+st8+l4", "MIX+neighbours"),
            "unaligned", List.of("UNALIGNED+stg", "UNALIGNED+st+torn", "UNALIGNED+st+inside"),
            "moves and multiples", List.of("MVC", "XC", "CLC", "STMG+LMG", "STMG+LG", "LM+MP"),
            "updates", List.of("CS+CS", "CSG-fails", "SB+cs-fails", "LAAG+LAAG", "NI+NI", "NI+NI+z196", "TS+TS"),
            "execute", List.of("EX+modifier", "MP.RF+ex", "MP.RF+exrl", "SM+exrl"),
            "pages", List.of("PAGE+FOW", "PAGE+SM", "PAGE+MP.RF+bcr15"),
            "signals and interruptions",
                    List.of(
                            "SIGP+handler",
                            "SIGP+wait",
                            "SIGP+MP.RF",
                            "SIGP+acknowledge",
                            "SVC+MP.RF",
                            "PGM+serialize"),
            "sequential instruction fetching", List.of("FOW+seq", "FOW+sth+seq", "FOW+sturg+seq", "CoFF+seq"));

    @Test
    void catalogue_hasEveryShape() {
        List<String> names = Catalogue.tests().stream().map(LitmusTest::name).toList();
        assertThat(names).doesNotHaveDuplicates().containsAll(FETCH_SHAPES);
        FAMILIES.forEach((family, shapes) -> assertThat(names).as(family).containsAll(shapes));
    }

    /** A CPU that ends by an accident makes "never" true for no good reason. */
    @Test
    void catalogue_exploredWithoutAskingForEndings_endsNormally() {
        for (LitmusTest test : Catalogue.tests()) {
            if (!test.condition().text().contains("ending")) {
                for (Outcome outcome : LitmusFileTest.outcomes(test)) {
                    assertThat(outcome.isOrderly())
                            .as(test.name() + ": " + test.describe(outcome))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void catalogue_printed_readsEqual() throws LitmusProblem {
        for (LitmusTest test : Catalogue.tests()) {
            assertThat(LitmusFile.read(test.name(), LitmusPrinter.print(test))).isEqualTo(test);
        }
    }

    @Test
    void catalogue_reasons_nameRules() {
        for (LitmusTest test : Catalogue.tests()) {
            Set<String> words = new HashSet<>(List.of(test.reason().split("[\\s(),.:;]+")));
            words.retainAll(RULES);
            assertThat(!words.isEmpty() || test.name().startsWith(SIGNALS))
                    .as("%s names a rule: %s", test.name(), test.reason())
                    .isTrue();
            assertThat(test.comment()).as(test.name()).isNotBlank();
        }
    }

    @Test
    void catalogue_hasBothVerdictsInQuantity() {
        assertThat(Catalogue.names()).hasSizeGreaterThan(150).doesNotHaveDuplicates();
        assertThat(Catalogue.tests().stream().filter(test -> test.expectation() == Expectation.NEVER))
                .hasSizeGreaterThan(50);
        assertThat(Catalogue.tests().stream().filter(test -> test.expectation() == Expectation.SOMETIMES))
                .hasSizeGreaterThan(50);
    }
}
