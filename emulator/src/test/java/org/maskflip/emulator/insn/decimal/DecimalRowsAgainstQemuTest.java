package org.maskflip.emulator.insn.decimal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.QemuComparison;

/** The decimal rows against QEMU. */
class DecimalRowsAgainstQemuTest {
    @Test
    void everyComparedRow_agreesWithQemu() {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        long seed = Long.getLong("maskflip.seed", 1);
        assertThat(Comparisons.withQemu(new DecimalInstructions().rows(), seed, Comparisons.casesPerRow()))
                .isEmpty();
    }
}
