package org.maskflip.emulator.insn;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;

/** Every complex row of every chapter obeys the rules of a routine, on random cases. */
class EveryRoutineReplaysTest {
    private static final long SEED = 20_240_607L;
    private static final int CASES = 12;
    private static final long ADDRESS = 0x0200_0008L;

    static Stream<Instruction> complexRows() {
        List<Instruction> rows = new ArrayList<>();
        for (Chapter chapter : ServiceLoader.load(Chapter.class)) {
            rows.addAll(chapter.rows());
        }
        return rows.stream().filter(Instruction::isComplex);
    }

    @ParameterizedTest
    @MethodSource("complexRows")
    void routine_stoppedAndReplayed_changesNothingEarlyAndEndsTheSame(Instruction row) {
        RandomCases cases = new RandomCases(SEED);
        for (int i = 0; i < CASES; i++) {
            check(cases.one(row, ADDRESS));
        }
    }

    static void check(TestCase testCase) {
        Environment environment = constant();
        Decoded insn = new Decoded(testCase.row(), testCase.bytes(), testCase.address(), Level.Z13.facilities());
        if (!insn.hasEvenRegisters()) {
            // The engines refuse it before the routine is called.
            return;
        }
        Registers registers = new Registers();
        MachineState before = testCase.before();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, before.general[i]);
            registers.setAr(i, before.access[i]);
            registers.setFpr(i, before.floating[i]);
        }
        registers.setCr(0, ControlBits.CR0_AFP_REGISTERS | ControlBits.CR0_SECONDARY_SPACE);
        registers.setCc(before.conditionCode);
        registers.setInstructionAddress(testCase.address());
        registers.setNextAddress(testCase.address() + insn.length());
        ReplayRule.check(insn, registers, before.scratch, MachineState.SCRATCH, () -> environment);
    }

    /** Answers everything with the facilities, zero or nothing. */
    private static Environment constant() {
        return (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (self, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    Class<?> type = method.getReturnType();
                    if (method.getName().equals("facilities")) {
                        return Level.Z13.facilities();
                    }
                    return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
                });
    }
}
