package org.maskflip.emulator.insn.floatingpoint;

import java.util.List;
import java.util.Map;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuGap;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.RowHarness;
import org.maskflip.emulator.insn.TestCase;

/** Every floating-point row that QEMU has, on numbers of all classes in all modes. */
public final class BinaryComparison extends RowComparison {
    private static final Facilities FACILITIES = Level.ZEC12.facilities();
    private static final Environment ENVIRONMENT = DullEnvironment.with(FACILITIES);

    @Override
    public List<Instruction> rows() {
        return new FloatingPointInstructions()
                .rows().stream()
                        .filter(row -> !BinaryQemuGaps.LACKING.containsKey(row.mnemonic()))
                        .toList();
    }

    @Override
    public Map<String, QemuGap> leftOut() {
        return BinaryQemuGaps.LACKING;
    }

    @Override
    protected Cases cases(long seed) {
        return new BinaryCases(seed, FACILITIES)::one;
    }

    @Override
    public MachineState run(TestCase testCase) {
        return RowHarness.run(testCase, ENVIRONMENT);
    }

    @Override
    protected QemuGap adjust(TestCase testCase, MachineState ours, MachineState theirs) {
        return BinaryQemuGaps.adjust(testCase, ours, theirs);
    }
}
