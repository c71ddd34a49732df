package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.insn.CaseVectors;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.RowHarness;

/** The complex rows against results worked out from the manual, for a machine without QEMU too. */
class ComplexRowsTest {
    static final String EXAMPLES = "complex-examples.txt";
    private static final List<Instruction> ROWS = new ComplexGeneralInstructions().rows();
    private static final Map<String, Instruction> BY_NAME =
            ROWS.stream().collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));

    /** Rows that need more than an example can say: {@link StateRowsTest}, {@link CompressionCallTest} and {@link LongOperandRowsTest}. */
    private static final Set<String> ELSEWHERE = Set.of(
            "lam", "lamy", "stam", "stamy", "ear", "sar", "cpya", "lae", "laey", "svc", "mc", "stck", "stckf", "stcke",
            "stfle", "mvpg", "ex", "exrl", "cmpsc");

    @Test
    void everyExample_hasTheResultOfTheManual() {
        List<String> wrong = new ArrayList<>();
        for (String line : Comparisons.vectors(ComplexRowsTest.class, EXAMPLES)) {
            CaseVectors.Vector vector = CaseVectors.parse(line, BY_NAME);
            String difference = RowHarness.run(vector.testCase()).differenceTo(vector.after());
            if (!difference.isEmpty()) {
                wrong.add(line + ":" + difference);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRow_hasAnExampleOrATestOfItsOwn() {
        Set<String> shown = Comparisons.vectors(ComplexRowsTest.class, EXAMPLES).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
        shown.addAll(ELSEWHERE);
        assertThat(shown).isEqualTo(BY_NAME.keySet());
    }

    @Test
    void wrongRoutine_isNoticed() {
        Instruction row = BY_NAME.get("clc");
        Instruction wrong = row.withRoutine((insn, registers, access, environment) -> {
            row.routine().execute(insn, registers, access, environment);
            registers.setCc(registers.cc() ^ 3);
        });
        List<String> lines = Comparisons.vectors(ComplexRowsTest.class, EXAMPLES);
        long noticed = lines.stream()
                .filter(line -> line.startsWith("clc "))
                .map(line -> CaseVectors.parse(line, Map.of("clc", wrong)))
                .filter(each -> !RowHarness.run(each.testCase())
                        .differenceTo(each.after())
                        .isEmpty())
                .count();
        assertThat(noticed).isEqualTo(3);
    }

    @Test
    void executeRows_areExecutedByTheEngine() {
        assertThat(List.of(BY_NAME.get("ex"), BY_NAME.get("exrl")))
                .allSatisfy(row -> assertThat(row.execution()).isEqualTo(Execution.EXECUTE));
    }

    @Test
    void verificationList_saysHowEachRowWasVerified() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(Comparisons.verification().getProperty(row.mnemonic()))
                        .as(row.mnemonic())
                        .isEqualTo(ComplexComparison.isCompared(row.mnemonic()) ? "qemu" : "written"));
    }
}
