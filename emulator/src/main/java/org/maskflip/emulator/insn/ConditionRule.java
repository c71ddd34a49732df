package org.maskflip.emulator.insn;

/** The condition code of a row as a pure function of its inputs and its result. */
@FunctionalInterface
public interface ConditionRule {
    /** The condition code, 0-3. */
    int of(long first, long second, long third, long result);
}
