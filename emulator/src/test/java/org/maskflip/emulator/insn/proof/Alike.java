package org.maskflip.emulator.insn.proof;

import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.RandomCases;

/** Whether two rows' columns are the same function, as far as many values tell: then one is no mutant of the other. */
final class Alike {
    private static final int VALUES = 2000;
    private static final int SEED = 42;

    private Alike() {}

    static boolean operations(Instruction row, Instruction other) {
        RandomCases random = new RandomCases(SEED);
        for (int i = 0; i < VALUES; i++) {
            long first = random.value();
            long second = random.value();
            long third = random.value();
            if (row.operation().apply(first, second, third) != other.operation().apply(first, second, third)) {
                return false;
            }
        }
        return true;
    }

    static boolean conditions(Instruction row, Instruction other) {
        RandomCases random = new RandomCases(SEED);
        for (int i = 0; i < VALUES; i++) {
            long first = random.value();
            long second = random.value();
            long third = random.value();
            long result = row.operation().apply(first, second, third);
            if (row.conditionRule().of(first, second, third, result)
                    != other.conditionRule().of(first, second, third, result)) {
                return false;
            }
        }
        return true;
    }
}
