package org.maskflip.emulator.insn.proof;

import java.util.function.UnaryOperator;

/**
 * One way to break a row.
 *
 * @param row the row's mnemonic
 * @param name the way, in words; the same words for the same way in every row
 * @param accessor the accessor of the row whose value changes
 * @param change makes the broken value of the right one
 */
record Mutant(String row, String name, String accessor, UnaryOperator<Object> change) {
    @Override
    public String toString() {
        return row + ": " + name;
    }
}
