package org.maskflip.modelcheck.operational;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A way to leave out interleavings that cannot make a difference; the outcome set is the same without. */
public enum Reduction {
    /** Steps that no other CPU can notice or influence any more are taken at once. */
    EAGER_STEPS,
    /** With eager steps: so are the ways to storage of stores that no other CPU can notice any more. */
    EAGER_DRAINS,
    /**
     * What a CPU may still do is judged from where it stands, not from all that it ever does; and copies of instructions that it
     * never executes again are forgotten.
     */
    FORESIGHT,
    /** Of steps that cannot influence each other not all orders are tried: a persistent set of each state's steps is enough. */
    PERSISTENT_SETS,
    /** CPUs that begin alike are interchangeable: of states that differ only in which of them is which, one is enough. */
    SYMMETRY;

    /** Its name in commands: lower case, with hyphens. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All of them. */
    public static Set<Reduction> all() {
        return EnumSet.allOf(Reduction.class);
    }
}
