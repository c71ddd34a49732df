package org.maskflip.modelcheck.operational;

/** The labels of the machine's transitions: the CPU, what it does, and which of several ways. */
final class Transition {
    /** The CPU's next effect; the detail tells the copies that an instruction fetch takes. */
    static final int STEP = 0;

    /** A store of the queue goes to storage; the detail tells which, and which byte of it. */
    static final int DRAIN = 1;

    /** An interruption, or an accepted order, is taken. */
    static final int TAKE = 2;

    private static final int CPU_BITS = 6;
    private static final int KIND_BITS = 2;
    private static final int MOST_DETAIL = (1 << 31 - CPU_BITS - KIND_BITS) - 1;

    private Transition() {}

    /** @throws org.maskflip.modelcheck.program.NotModeledException if there are more than eight million ways */
    static int label(int cpu, int kind, int detail) {
        if (detail > MOST_DETAIL) {
            throw new org.maskflip.modelcheck.program.NotModeledException(
                    "more than " + MOST_DETAIL + " mixtures of copies of one instruction are not modeled");
        }
        return detail << CPU_BITS + KIND_BITS | kind << CPU_BITS | cpu;
    }

    static int cpu(int label) {
        return label & (1 << CPU_BITS) - 1;
    }

    static int kind(int label) {
        return label >>> CPU_BITS & (1 << KIND_BITS) - 1;
    }

    static int detail(int label) {
        return label >>> CPU_BITS + KIND_BITS;
    }
}
