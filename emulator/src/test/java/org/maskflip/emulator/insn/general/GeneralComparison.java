package org.maskflip.emulator.insn.general;

import java.util.List;
import java.util.Map;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuGap;
import org.maskflip.emulator.insn.QemuGaps;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.TestCase;

/** The simple general rows, all of which QEMU has. */
public final class GeneralComparison extends RowComparison {
    @Override
    public List<Instruction> rows() {
        return new GeneralInstructions().rows();
    }

    @Override
    public Map<String, QemuGap> leftOut() {
        return Map.of();
    }

    @Override
    protected Cases cases(long seed) {
        return new RandomCases(seed)::one;
    }

    @Override
    protected QemuGap adjust(TestCase testCase, MachineState ours, MachineState theirs) {
        if (!QemuGaps.covers(testCase)) {
            return null;
        }
        theirs.conditionCode = ours.conditionCode;
        return QemuGap.ROTATE_THEN_TEST;
    }
}
