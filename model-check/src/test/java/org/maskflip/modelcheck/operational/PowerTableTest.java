package org.maskflip.modelcheck.operational;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.agreement.Translation;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/**
 * What the tests are worth: each wrong model must be caught by some of them, by an outcome that it has and Model Z has not, or the
 * other way round. The table in {@code docs/wrong-models.md} is what this test finds; write it anew with the property
 * {@code maskflip.regenerate}.
 */
class PowerTableTest {
    private static final Budget BUDGET = Budget.DEFAULT.withStates(3_000);
    private static final int NAMED = 4;
    private static final Path TABLE = Path.of("..", "docs", "wrong-models.md");
    private static final String HEAD = """
            # Wrong models, and which tests catch them

            Each line is a deliberate fault of the operational model. A test catches it if the set of outcomes is not that of Model Z. A fault
            that no test catches would be a rule that no test needs. Tests of up to two CPUs; a search that needs more than 3,000 states of the
            wrong model, which has no reductions, counts only by what it found. *Catalogue* are the litmus tests of the project, each as it is and,
            in brackets, on a machine with facility 85; *sets* are the outcome sets made elsewhere.

            | wrong model | catalogue | sets | caught by, among others |
            |---|---:|---:|---|
            """;
    private static final String FOOT = """

            This table is generated:
            `mvn -pl emulator,model-check -Dtest=PowerTableTest -Dmaskflip.regenerate=true -Dsurefire.failIfNoSpecifiedTests=false test`.
            """;

    private final Map<GuestProgram, Set<Outcome>> right = new HashMap<>();

    private boolean isCaught(GuestProgram program, Deviation deviation) {
        Set<Outcome> allowed = right.computeIfAbsent(
                program,
                each -> new Search<>(new ModelZ(each), Budget.DEFAULT)
                        .run()
                        .outcomes()
                        .keySet());
        Exploration<Outcome> wrong = new Search<>(new ModelZ(program, Set.of(), EnumSet.of(deviation)), BUDGET).run();
        return wrong.isComplete()
                ? !wrong.outcomes().keySet().equals(allowed)
                : !allowed.containsAll(wrong.outcomes().keySet());
    }

    private static List<GuestProgram> sets() {
        List<GuestProgram> programs = new ArrayList<>();
        for (String file : List.of("operands.json", "fetches.json")) {
            List<OutcomeSetTest> tests = OutcomeSets.read(file);
            // Every seventh: all of them are in AgreementTest.
            for (int i = 0; i < tests.size(); i += 7) {
                if (tests.get(i).threads().size() <= 2) {
                    programs.add(Translation.of(tests.get(i)));
                }
            }
        }
        return programs;
    }

    private String line(
            Deviation deviation, List<LitmusTest> catalogue, List<GuestProgram> facility85, List<GuestProgram> sets) {
        List<String> names = new ArrayList<>();
        int caught = 0;
        int caught85 = 0;
        for (int i = 0; i < catalogue.size(); i++) {
            if (isCaught(catalogue.get(i).program(), deviation)) {
                caught++;
                names.add(catalogue.get(i).name());
            } else if (isCaught(facility85.get(i), deviation)) {
                caught85++;
                names.add(catalogue.get(i).name() + " (facility 85)");
            }
        }
        long bySets =
                sets.stream().filter(program -> isCaught(program, deviation)).count();
        assertThat(names.size() + bySets).as(deviation.toString()).isPositive();
        String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return "| `%s` | %d (+%d) | %d of %d | %s |%n"
                .formatted(deviation, caught, caught85, bySets, sets.size(), some);
    }

    @Test
    void everyWrongModel_isCaught_andTheTableInTheDocumentsSaysBy() throws IOException {
        List<LitmusTest> catalogue = Catalogue.all().stream()
                .filter(test -> test.program().cpus().size() <= 2)
                .toList();
        List<GuestProgram> facility85 = catalogue.stream()
                .map(LitmusTest::program)
                .map(program -> program.with(Facility.SEQUENTIAL_INSTRUCTION_FETCHING))
                .toList();
        List<GuestProgram> sets = sets();
        StringBuilder table = new StringBuilder(HEAD);
        for (Deviation deviation : Deviation.values()) {
            table.append(line(deviation, catalogue, facility85, sets));
        }
        table.append(FOOT);
        if (Boolean.getBoolean("maskflip.regenerate")) {
            Files.writeString(TABLE, table);
        }
        assertThat(TABLE).content().isEqualTo(table.toString());
    }
}
