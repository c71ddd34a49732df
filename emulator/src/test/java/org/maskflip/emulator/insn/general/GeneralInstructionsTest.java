package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.CaseVectors;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuComparison;
import org.maskflip.emulator.insn.QemuGaps;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.RowHarness;
import org.maskflip.emulator.insn.TestCase;

/** The simple rows against QEMU's results, live where it is installed and recorded everywhere. */
class GeneralInstructionsTest {
    private static final List<Instruction> ROWS = new GeneralInstructions().rows();
    private static final Map<String, Instruction> BY_NAME =
            ROWS.stream().collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));
    private static final String VECTORS = "general-vectors.txt";
    private static final int VECTORS_PER_ROW = 5;
    private static final long VECTOR_SEED = 20260101;

    /** The file is written anew by {@code mvn test -pl emulator -Dtest=GeneralInstructionsTest -Dmaskflip.writeVectors=FILE}. */
    @Test
    void writeVectors_whenAsked() throws IOException {
        String file = System.getProperty("maskflip.writeVectors");
        assumeTrue(file != null, "-Dmaskflip.writeVectors=FILE writes the recorded cases anew");
        RandomCases random = new RandomCases(VECTOR_SEED);
        List<TestCase> cases = new ArrayList<>();
        for (Instruction row : ROWS) {
            for (int i = 0; i < VECTORS_PER_ROW; i++) {
                cases.add(CaseVectors.sparse(random.one(row, QemuComparison.address(cases.size()))));
            }
        }
        List<MachineState> after = QemuComparison.run(cases);
        List<String> lines = new ArrayList<>();
        lines.add("# Results of qemu-s390x; written by GeneralInstructionsTest.writeVectors_whenAsked.");
        for (int i = 0; i < cases.size(); i++) {
            if (!QemuGaps.covers(cases.get(i))) {
                lines.add(CaseVectors.format(cases.get(i), after.get(i)));
            }
        }
        Files.write(Path.of(file), lines);
    }

    @Test
    void everyRecordedCase_matches() {
        List<String> wrong = new ArrayList<>();
        for (String line : Comparisons.vectors(GeneralInstructionsTest.class, VECTORS)) {
            CaseVectors.Vector vector = CaseVectors.parse(line, BY_NAME);
            String difference = RowHarness.run(vector.testCase()).differenceTo(vector.after());
            if (!difference.isEmpty()) {
                wrong.add(line + ":" + difference);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRow_hasRecordedCases() {
        Map<String, Long> counts = Comparisons.vectors(GeneralInstructionsTest.class, VECTORS).stream()
                .collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(' ')), Collectors.counting()));
        assertThat(counts.keySet()).isEqualTo(BY_NAME.keySet());
        assertThat(counts.values()).allMatch(count -> count >= 2);
    }

    @Test
    void verificationList_saysQemuForEveryRow() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(Comparisons.verification().getProperty(row.mnemonic()))
                        .as(row.mnemonic())
                        .isEqualTo("qemu"));
    }

    @Test
    void mnemonicsAndAliases_areUnique() {
        Set<String> names = new HashSet<>();
        for (Instruction row : ROWS) {
            assertThat(names.add(row.mnemonic())).as(row.mnemonic()).isTrue();
            for (Alias alias : row.aliases()) {
                assertThat(names.add(alias.mnemonic())).as(alias.mnemonic()).isTrue();
            }
        }
    }
}
