package org.maskflip.emulator.cpu;

import java.util.Arrays;
import org.maskflip.emulator.arch.Registers;

/**
 * Notices that a CPU does nothing but take program interruptions. Three kinds: without an instruction in between, which no
 * interruption ends; with handlers that load no PSW, so that nobody returns from them; and with a handler that returns to the same
 * instruction and finds the same registers each time. The first is certain. The other two <em>may cry wolf</em> over a guest that
 * takes {@value #LONG} such interruptions on purpose, and <em>may miss</em> a loop in which other interruptions are taken, or whose
 * handler both returns and counts in a register. Thread: the CPU's own.
 */
final class ProgramLoop {
    /** So many program interruptions in a row, without an instruction executed, are a loop: real chains have two or three. */
    static final int CHAIN = 16;

    /** So many with instructions in between are one. */
    static final int LONG = 100_000;

    private static final int REGISTERS = 16;

    private final long[] seen = new long[REGISTERS];
    private long seenMask;
    private long seenAddress;
    private int seenCode;
    private long executedBefore = -1;
    private int chained;
    private int unreturned;
    private int repeated;

    /** Another interruption was taken: what it leads to may end the loop. */
    void interrupted() {
        unreturned = 0;
        repeated = 0;
    }

    /** An instruction loaded the PSW or changed a control: a handler may have returned. */
    void returned() {
        unreturned = 0;
    }

    /**
     * A program interruption is about to be taken.
     *
     * @param executed the number of instructions executed so far
     * @return {@code null}, or how the guest loops, in words that follow the interruption's name
     */
    String loop(Registers registers, int code, long executed) {
        chained = executed == executedBefore ? chained + 1 : 0;
        executedBefore = executed;
        unreturned++;
        repeated = isAsBefore(registers, code) ? repeated + 1 : 0;
        if (chained >= CHAIN) {
            return "no instruction is executed between one and the next";
        }
        if (repeated >= LONG) {
            return String.format("%,d times in a row with the same registers", repeated);
        }
        return unreturned < LONG
                ? null
                : String.format("%,d program interruptions in a row, and no handler loaded a PSW", unreturned);
    }

    /** Begins to count anew, for a CPU that is started again. */
    void reset() {
        chained = 0;
        interrupted();
    }

    private boolean isAsBefore(Registers registers, int code) {
        long address = registers.instructionAddress();
        long mask = registers.pswMask();
        boolean isSame = address == seenAddress && code == seenCode && mask == seenMask;
        for (int i = 0; i < REGISTERS && isSame; i++) {
            isSame = registers.gr(i) == seen[i];
        }
        if (!isSame) {
            seenAddress = address;
            seenCode = code;
            seenMask = mask;
            Arrays.setAll(seen, registers::gr);
        }
        return isSame;
    }
}
