package org.maskflip.modelcheck.litmus;

import java.util.Collection;
import java.util.Locale;
import org.maskflip.modelcheck.program.Outcome;

/** In how many of a program's outcomes a condition holds. */
public enum Expectation {
    /** In none. */
    NEVER,
    /** In some, but not in all. */
    SOMETIMES,
    /** In all, of which there is one at least. */
    ALWAYS;

    /** What a complete set of outcomes shows. */
    public static Expectation of(Collection<Outcome> outcomes, Condition condition) {
        long satisfying = outcomes.stream().filter(condition::holds).count();
        if (satisfying == 0) {
            return NEVER;
        }
        return satisfying < outcomes.size() ? SOMETIMES : ALWAYS;
    }

    /** As in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
