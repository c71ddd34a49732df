package org.maskflip.emulator.insn;

import java.util.Arrays;

/** What a comparison loads before an instruction and looks at after it. Mutable; for tests. */
public final class MachineState {
    /** Length of the scratch area in bytes. */
    public static final int SCRATCH_LENGTH = 1024;
    /** Address of the scratch area, the same for every case. */
    public static final long SCRATCH = 0x0700_0000L;
    /** The instruction went on to the next one. */
    public static final int NEXT = 0;
    /** The instruction branched to where its case pointed it. */
    public static final int TAKEN = 1;
    /** Plus the signal number: the instruction was interrupted. */
    public static final int SIGNAL = 256;
    /** The instruction went to an address that is neither: never correct. */
    public static final int LOST = -1;

    public final long[] general = new long[16];
    public final int[] access = new int[16];
    public final long[] floating = new long[16];
    public final byte[] scratch = new byte[SCRATCH_LENGTH];
    /** The floating-point-control register. */
    public int fpc;

    public int conditionCode;
    public int programMask;
    public int outcome;

    /** What Linux says about the signal, which depends on the program-interruption code; 0 where nobody says. */
    public int signalCode;

    public MachineState copy() {
        MachineState copy = new MachineState();
        copy.take(this);
        return copy;
    }

    /** Becomes equal to another state. */
    public void take(MachineState other) {
        System.arraycopy(other.general, 0, general, 0, 16);
        System.arraycopy(other.access, 0, access, 0, 16);
        System.arraycopy(other.floating, 0, floating, 0, 16);
        System.arraycopy(other.scratch, 0, scratch, 0, SCRATCH_LENGTH);
        fpc = other.fpc;
        conditionCode = other.conditionCode;
        programMask = other.programMask;
        outcome = other.outcome;
        signalCode = other.signalCode;
    }

    /** Whether two states agree in everything. */
    public boolean isSame(MachineState other) {
        return conditionCode == other.conditionCode
                && programMask == other.programMask
                && outcome == other.outcome
                && (signalCode == other.signalCode || signalCode == 0 || other.signalCode == 0)
                && fpc == other.fpc
                && Arrays.equals(general, other.general)
                && Arrays.equals(scratch, other.scratch)
                && Arrays.equals(floating, other.floating)
                && Arrays.equals(access, other.access);
    }

    /** The first difference between two states in words, or an empty string if there is none. */
    public String differenceTo(MachineState expected) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (general[i] != expected.general[i]) {
                text.append(String.format(" gr%d %016x, expected %016x;", i, general[i], expected.general[i]));
            }
            if (access[i] != expected.access[i]) {
                text.append(String.format(" ar%d %08x, expected %08x;", i, access[i], expected.access[i]));
            }
            if (floating[i] != expected.floating[i]) {
                text.append(String.format(" fr%d %016x, expected %016x;", i, floating[i], expected.floating[i]));
            }
        }
        if (fpc != expected.fpc) {
            text.append(String.format(" fpc %08x, expected %08x;", fpc, expected.fpc));
        }
        int at = Arrays.mismatch(scratch, expected.scratch);
        if (at >= 0) {
            text.append(String.format(" scratch+%x %02x, expected %02x;", at, scratch[at], expected.scratch[at]));
        }
        if (conditionCode != expected.conditionCode) {
            text.append(String.format(" cc %d, expected %d;", conditionCode, expected.conditionCode));
        }
        if (programMask != expected.programMask) {
            text.append(String.format(" program mask %x, expected %x;", programMask, expected.programMask));
        }
        if (outcome != expected.outcome) {
            text.append(String.format(" outcome %d, expected %d;", outcome, expected.outcome));
        }
        if (signalCode != expected.signalCode && signalCode != 0 && expected.signalCode != 0) {
            text.append(String.format(" signal code %d, expected %d;", signalCode, expected.signalCode));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append(String.format("r%d=%x ", i, general[i]));
        }
        return text.append(String.format("cc=%d pm=%x", conditionCode, programMask))
                .toString();
    }
}
