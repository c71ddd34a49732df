package org.maskflip.emulator.insn.decimal;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuGap;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.TestCase;

/** TEST DECIMAL: QEMU 7.2 has no other decimal instruction. */
public final class DecimalComparison extends RowComparison {
    @Override
    public List<Instruction> rows() {
        return TestRows.rows();
    }

    @Override
    public Map<String, QemuGap> leftOut() {
        return new DecimalInstructions()
                .rows().stream()
                        .map(Instruction::mnemonic)
                        .filter(name -> !name.equals("tp"))
                        .collect(Collectors.toMap(name -> name, name -> QemuGap.ABSENT));
    }

    @Override
    protected Cases cases(long seed) {
        RandomCases plain = new RandomCases(seed);
        Random random = new Random(seed);
        return (row, address) -> decimal(plain.one(row, address), random);
    }

    private static TestCase decimal(TestCase plain, Random random) {
        MachineState state = plain.before().copy();
        for (int i = 0; i < MachineState.SCRATCH_LENGTH; i++) {
            int limit = random.nextInt(40) == 0 ? 16 : 10;
            state.scratch[i] = (byte) (random.nextInt(limit) << 4 | random.nextInt(limit));
        }
        Decoded insn = new Decoded(plain.row(), plain.bytes(), 0, Level.Z13.facilities());
        int last = (int) (state.general[insn.base()] + insn.displacement() - MachineState.SCRATCH) + insn.length1();
        state.scratch[last] |= (byte) (random.nextInt(4) == 0 ? 0 : 0xC);
        return new TestCase(plain.row(), plain.bytes(), plain.address(), state);
    }
}
