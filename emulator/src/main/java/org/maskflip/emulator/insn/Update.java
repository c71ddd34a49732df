package org.maskflip.emulator.insn;

/** How the fetch and the store of an operand that is both belong together. Source: Model Z, rules update and specific. */
public enum Update {
    /** Fetch, then store: another CPU's store in between is lost. Interlocked if the row's interlock facility is installed. */
    PLAIN,
    /** Interlocked and specific-operand serialized (LAA and its like): the store may follow later fetches. */
    SPECIFIC
}
