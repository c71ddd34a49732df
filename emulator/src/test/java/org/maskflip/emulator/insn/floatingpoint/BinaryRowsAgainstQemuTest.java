package org.maskflip.emulator.insn.floatingpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuComparison;
import org.maskflip.emulator.insn.RowHarness;
import org.maskflip.emulator.insn.TestCase;

/** Every floating-point row that QEMU has, on numbers of all classes in all modes. */
class BinaryRowsAgainstQemuTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);

    static final Facilities FACILITIES = Level.ZEC12.facilities();

    private static final Environment ENVIRONMENT = DullEnvironment.with(FACILITIES);

    static List<Instruction> rows() {
        return new FloatingPointInstructions()
                .rows().stream()
                        .filter(row -> !BinaryQemuGaps.LACKING.contains(row.mnemonic()))
                        .toList();
    }

    static List<String> differences(List<Instruction> rows, long seed, int casesPerRow) {
        BinaryCases cases = new BinaryCases(seed, FACILITIES);
        List<String> found = new ArrayList<>();
        List<TestCase> batch = new ArrayList<>();
        for (Instruction row : rows) {
            for (int i = 0; i < casesPerRow; i++) {
                batch.add(cases.one(row, QemuComparison.address(batch.size())));
                if (batch.size() == QemuComparison.MOST_CASES) {
                    found.addAll(differences(batch));
                    batch.clear();
                }
            }
        }
        found.addAll(differences(batch));
        return found;
    }

    private static List<String> differences(List<TestCase> batch) {
        List<String> found = new ArrayList<>();
        if (batch.isEmpty()) {
            return found;
        }
        List<MachineState> expected = QemuComparison.run(batch);
        for (int i = 0; i < batch.size(); i++) {
            TestCase each = batch.get(i);
            MachineState ours = RowHarness.run(each, ENVIRONMENT);
            MachineState theirs = expected.get(i);
            BinaryQemuGaps.adjust(each, ours, theirs);
            String difference = ours.differenceTo(theirs);
            if (!difference.isEmpty()) {
                found.add(each + String.format(" fpc=%08x:", each.before().fpc) + difference);
            }
        }
        return found;
    }

    @Test
    void everyRow_randomAndBoundaryNumbers_agreesWithQemu() {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        int count = Comparisons.casesPerRow();
        System.out.println("floating-point rows against QEMU: seed " + SEED + ", " + count + " cases per row");
        assertThat(differences(rows(), SEED, count)).isEmpty();
    }

    /** Rows of one shape, so that each can do another's work. */
    @ParameterizedTest
    @CsvSource({
        "adbr, sdbr",
        "sdbr, adbr",
        "meebr, debr",
        "debr, meebr",
        "mxbr, dxbr",
        "axbr, sxbr",
        "sqdbr, mdbr",
        "madbr, msdbr",
        "maeb, mseb",
        "cdbr, kdbr",
        "kebr, cebr",
        "lpxbr, lnxbr",
        "ltdbr, lpdbr",
        "lcebr, lnebr",
        "cegbra, celgbr",
        "cdlfbr, cdfbra",
        "cgdbra, clgdbr",
        "cfebra, cgebra",
        "ldebr, ltdbr",
        "lexbra, ldxbra",
        "fidbra, fiebra",
        "tcdb, tceb",
        "sfpc, sfasr",
        "lpdfr, lcdfr"
    })
    void row_withAnothersRoutine_isNoticed(String mnemonic, String other) {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        Map<String, Instruction> rows =
                rows().stream().collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));
        Instruction wrong = rows.get(mnemonic).withRoutine(rows.get(other).routine());
        assertThat(differences(List.of(wrong), SEED, 200)).isNotEmpty();
    }
}
