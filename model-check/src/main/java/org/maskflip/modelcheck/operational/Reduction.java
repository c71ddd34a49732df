package org.maskflip.modelcheck.operational;

/** A way to leave out interleavings that cannot make a difference; the outcome set is the same without. */
public enum Reduction {
    /** Steps that no other CPU can notice or influence are taken at once. */
    EAGER_STEPS,
    /** Stores into bytes that no other CPU ever touches go to storage at once, where they are the oldest. */
    INVISIBLE_DRAINS
}
