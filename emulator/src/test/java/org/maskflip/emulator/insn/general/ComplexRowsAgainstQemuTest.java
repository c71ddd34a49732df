package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.QemuComparison;
import org.maskflip.emulator.insn.TestCase;

/** Every complex general row that a problem-state program can try, against QEMU. */
class ComplexRowsAgainstQemuTest {
    /** Rows whose effect a program in QEMU's user mode cannot see, or sees differently: written tests check them. */
    private static final Set<String> NOT_COMPARABLE = Set.of(
            "ex", "exrl", "svc", "mc", "mvpg", "stck", "stckf", "stcke", "stfle", "ecag", "epsw", "bassm", "bsm",
            "sam24", "sam31", "sam64");

    /**
     * QEMU 7.2 knows no LMD, CVB, CVBY, CVBG, CVDG, CPYA, PLO, CUSE, CFC, UPT, TRTE and TRTRE; STMH stores zeros; PKA and PKU lose the leftmost digit; CSST ends
     * the emulator itself.
     */
    private static final Set<String> GAPS = Set.of(
            "lmd", "cvb", "cvby", "cvbg", "cvdg", "cpya", "stmh", "pka", "pku", "csst", "plo", "cuse", "cfc", "upt",
            "trte", "trtre");

    static boolean isCompared(String mnemonic) {
        return !NOT_COMPARABLE.contains(mnemonic) && !GAPS.contains(mnemonic);
    }

    static List<Instruction> rows() {
        return new ComplexGeneralInstructions()
                .rows().stream().filter(row -> isCompared(row.mnemonic())).toList();
    }

    @Test
    void everyComparedRow_agreesWithQemu() {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        long seed = Long.getLong("maskflip.seed", 1);
        int count = Comparisons.casesPerRow();
        System.out.println("complex rows against QEMU: seed " + seed + ", " + count + " cases per row");
        ComplexCases cases = new ComplexCases(seed);
        List<TestCase> batch = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (Instruction row : rows()) {
            for (int i = 0; i < count; i++) {
                batch.add(cases.one(row, QemuComparison.address(batch.size())));
                if (batch.size() == QemuComparison.MOST_CASES) {
                    differences.addAll(QemuComparison.differences(batch));
                    batch.clear();
                }
            }
        }
        differences.addAll(QemuComparison.differences(batch));
        assertThat(differences).isEmpty();
    }
}
