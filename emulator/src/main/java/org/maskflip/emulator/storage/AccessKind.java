package org.maskflip.emulator.storage;

/** What a storage reference does, as far as access exceptions depend on it. */
public enum AccessKind {
    /** A fetch of an operand. */
    FETCH,
    /** A store, or an update: it is checked as a store. */
    STORE,
    /** The fetch of an instruction. */
    INSTRUCTION
}
