package org.maskflip.emulator.insn.proof;

import java.util.List;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.decimal.DecimalComparison;
import org.maskflip.emulator.insn.floatingpoint.BinaryComparison;
import org.maskflip.emulator.insn.general.ComplexComparison;
import org.maskflip.emulator.insn.general.GeneralComparison;

/** The comparisons of all chapters with QEMU. */
final class AllComparisons {
    private AllComparisons() {}

    static List<RowComparison> list() {
        return List.of(
                new GeneralComparison(), new ComplexComparison(), new DecimalComparison(), new BinaryComparison());
    }
}
