package org.maskflip.modelcheck.axiomatic;

/** A deliberate fault of the axioms: a rule too few or too many. Only for tests, which must notice it. */
enum Variation {
    WITHOUT_R_R,
    WITHOUT_R_W,
    WITHOUT_W_W,
    WITHOUT_W_R_SAME,
    WITHOUT_SER,
    WITHOUT_SER_DISCARD,
    WITHOUT_F_BEFORE_LATER,
    WITHOUT_SPECIFIC,
    WITHOUT_HOLD,
    WITHOUT_INTERLOCKED,
    WITHOUT_F_OWN,
    /** Facility 85 changes nothing. */
    WITHOUT_F_SEQ,
    /** As section 5 is written: taking an own store by real address does not come after it. */
    WITHOUT_F_REAL,
    /** As section 5 is written: an instruction fetch may take what its own CPU stores later. */
    OWN_LATER,
    /** References of several bytes are one event per byte. */
    WITHOUT_BLOCK,
    /** Taking a store's value does not come after the store: each CPU may see it at another time. */
    WITHOUT_RF,
    /** A fetch takes an own store before it is in storage, as on x86. */
    FORWARDING,
    /** A store precedes every later fetch. */
    SEQUENTIAL,
    /** Instruction fetches are ordered among themselves. */
    F_IN_ORDER,
    /** An instruction fetch follows the operand fetches of earlier instructions. */
    F_NOT_EARLY,
    /** A store by real address counts as one by virtual address. */
    REAL_IS_VIRTUAL,
    /** The bytes of one instruction are fetched together. */
    WHOLE_INSTRUCTION
}
