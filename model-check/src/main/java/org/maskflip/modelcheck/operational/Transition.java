package org.maskflip.modelcheck.operational;

/** The labels of the machine's transitions: the CPU, what it does, and which of several ways. */
final class Transition {
    /** The CPU's next effect; the detail tells the copies that an instruction fetch takes. */
    static final int STEP = 0;

    /** A store of the queue goes to storage; the detail tells which, and which byte of it. */
    static final int DRAIN = 1;

    /** An interruption, or an accepted order, is taken. */
    static final int TAKE = 2;

    private static final int CPU_SHIFT = 20;
    private static final int KIND_SHIFT = 16;
    private static final int DETAIL = 0xFFFF;

    private Transition() {}

    /** @throws org.maskflip.modelcheck.program.NotModeledException if there are more than 65,536 ways */
    static int label(int cpu, int kind, int detail) {
        if (detail > DETAIL) {
            throw new org.maskflip.modelcheck.program.NotModeledException(
                    "more than 65,536 mixtures of copies of one instruction are not modeled");
        }
        return cpu << CPU_SHIFT | kind << KIND_SHIFT | detail;
    }

    static int cpu(int label) {
        return label >>> CPU_SHIFT;
    }

    static int kind(int label) {
        return label >>> KIND_SHIFT & 0xF;
    }

    static int detail(int label) {
        return label & DETAIL;
    }
}
