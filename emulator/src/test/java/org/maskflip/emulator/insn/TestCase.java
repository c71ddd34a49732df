package org.maskflip.emulator.insn;

/**
 * One instruction and the state before it.
 *
 * @param row the row that the bytes are an instance of
 * @param bytes the instruction, left-aligned in a doubleword
 * @param address where it stands; a branch that is to be recognized goes to {@code address + BRANCH_DISTANCE}
 * @param before the state before it; nobody changes it
 */
public record TestCase(Instruction row, long bytes, long address, MachineState before) {
    /** Where a branching instruction is pointed, in bytes from itself. */
    public static final int BRANCH_DISTANCE = 32;

    @Override
    public String toString() {
        int length = row.format().length();
        return String.format("%s %0" + 2 * length + "x at %x with %s", row, bytes >>> 64 - 8 * length, address, before);
    }
}
