package org.maskflip.modelcheck.axiomatic;

/**
 * The names of the axioms' parts: what puts one event before another, and what a candidate execution must not do. The words are
 * those of Model Z; rules without a word there are derived, with the reason.
 */
public enum Rule {
    /** A fetch precedes later fetches of its CPU. */
    R_R("R-R"),
    /** A fetch precedes later stores of its CPU. */
    R_W("R-W"),
    /** A store precedes later stores of its CPU. */
    W_W("W-W"),
    /** A store precedes later fetches of its CPU from the same bytes. */
    W_R_SAME("W-R-same"),
    /** What precedes a serializing function, and what follows it. */
    SER("ser"),
    /** Instruction fetches precede an earlier or follow a later serializing function: its copies are discarded. */
    SER_DISCARD("ser-discard"),
    /** An instruction fetch precedes the operand references of its own and of later instructions. */
    F_BEFORE_LATER("F-before-later"),
    /** Earlier stores precede the fetch of a specific update (table of section 1; section 5 is silent). */
    SPECIFIC("specific"),
    /**
     * No interlocked fetch of another CPU falls between the fetch and the store of a specific update (section 1 and section 4;
     * section 5 forbids only stores there).
     */
    HOLD("specific-hold"),
    /** No store of another CPU falls between the fetch and the store of an interlocked update. */
    INTERLOCKED("interlocked"),
    /** Own stores by virtual address are seen by later own instruction fetches. */
    F_OWN("F-own"),
    /**
     * An instruction fetch that takes an own store by real address follows it (section 4: it enters with the drain, like anybody's;
     * section 5 as written orders only other CPUs' stores).
     */
    F_REAL("F-own-real"),
    /** With facility 85 an instruction fetch sees a store within an aligned doubleword whole or not at all. */
    F_SEQ("F-seq"),
    /** A fetch follows the store it takes its value from. */
    RF("rf"),
    /** An instruction fetch follows the other CPU's store that it takes its byte from. */
    IRF("irf"),
    /** The order in which stores to a byte reach storage. */
    CO("co"),
    /** A fetch precedes the stores that overwrite what it took. */
    FR("fr"),
    /** An instruction fetch precedes the stores that overwrite what it took. */
    IFR("ifr"),
    /** An aligned single-access reference is one event. */
    BLOCK("block");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /** The name as in Model Z. */
    @Override
    public String toString() {
        return words;
    }
}
