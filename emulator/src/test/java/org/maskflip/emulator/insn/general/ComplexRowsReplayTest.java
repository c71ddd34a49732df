package org.maskflip.emulator.insn.general;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.CaseVectors;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.ReplayRule;
import org.maskflip.emulator.insn.TestCase;

/** The rules of a routine on cases that reach deep into the long and string instructions. */
class ComplexRowsReplayTest {
    private static final long SEED = 7;
    private static final int CASES = 6;
    private static final long ADDRESS = 0x0200_0008L;

    static List<Instruction> rows() {
        return new ComplexComparison().rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void routine_withOperandsInStorage_replays(Instruction row) {
        ComplexCases cases = new ComplexCases(SEED);
        for (int i = 0; i < CASES; i++) {
            check(cases.one(row, ADDRESS));
        }
    }

    @Test
    void routine_ofEveryExample_replays() {
        Map<String, Instruction> byName = new ComplexGeneralInstructions()
                .rows().stream().collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));
        for (String line : Comparisons.vectors(ComplexRowsTest.class, ComplexRowsTest.EXAMPLES)) {
            check(CaseVectors.parse(line, byName).testCase());
        }
    }

    private static void check(TestCase each) {
        Environment environment = DullEnvironment.highest();
        Decoded insn = new Decoded(each.row(), each.bytes(), each.address(), Level.Z13.facilities());
        if (!insn.hasEvenRegisters()) {
            // The engines refuse it before the routine is called.
            return;
        }
        Registers registers = new Registers();
        for (int r = 0; r < 16; r++) {
            registers.setGr(r, each.before().general[r]);
        }
        registers.setCc(each.before().conditionCode);
        registers.setInstructionAddress(each.address());
        registers.setNextAddress(each.address() + insn.length());
        ReplayRule.check(insn, registers, each.before().scratch, MachineState.SCRATCH, () -> environment);
    }
}
