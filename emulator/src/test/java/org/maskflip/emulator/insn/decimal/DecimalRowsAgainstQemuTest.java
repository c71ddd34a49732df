package org.maskflip.emulator.insn.decimal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuComparison;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.TestCase;

/** TEST DECIMAL against QEMU, whose release 7 has no other decimal instruction. */
class DecimalRowsAgainstQemuTest {
    @Test
    void everyComparedRow_agreesWithQemu() {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        long seed = Long.getLong("maskflip.seed", 1);
        System.out.println("TP against QEMU: seed " + seed);
        int count = Math.min(Comparisons.casesPerRow(), QemuComparison.MOST_CASES);
        List<TestCase> cases = new ArrayList<>();
        Random random = new Random(seed);
        for (TestCase each : new RandomCases(seed).of(TestRows.rows().get(0), count, 0)) {
            MachineState state = each.before().copy();
            for (int i = 0; i < MachineState.SCRATCH_LENGTH; i++) {
                int limit = random.nextInt(40) == 0 ? 16 : 10;
                state.scratch[i] = (byte) (random.nextInt(limit) << 4 | random.nextInt(limit));
            }
            Decoded insn = new Decoded(each.row(), each.bytes(), 0, Level.Z13.facilities());
            int last = (int) (state.general[insn.base()] + insn.displacement() - MachineState.SCRATCH) + insn.length1();
            state.scratch[last] |= (byte) (random.nextInt(4) == 0 ? 0 : 0xC);
            cases.add(new TestCase(each.row(), each.bytes(), each.address(), state));
        }
        assertThat(QemuComparison.differences(cases)).isEmpty();
    }
}
