package org.maskflip.modelcheck.generate;

/** What an event of a cycle does, by its letter. */
enum Kind {
    /** An operand fetch. */
    R,
    /** A store, by virtual address where it is to code. */
    W,
    /** Instruction fetch: it runs what stands at a code location. */
    F,
    /** A store to code by real address, STURG. */
    S,
    /** The store of an interlocked update, LAAG. */
    A;

    boolean isStore() {
        return this == W || this == S || this == A;
    }
}
