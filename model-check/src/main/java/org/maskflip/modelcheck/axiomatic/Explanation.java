package org.maskflip.modelcheck.axiomatic;

import java.util.List;

/**
 * Why an outcome can or cannot be.
 *
 * @param verdict which of the two
 * @param lines in words: the axiom and its cycle, or the execution
 * @param picture the same to be drawn; {@code null} if there is no candidate execution at all
 * @param candidates candidate executions with the outcome that were looked at
 */
public record Explanation(Verdict verdict, List<String> lines, Picture picture, long candidates) {
    /** What is known of an outcome. */
    public enum Verdict {
        /** Some execution has it. */
        ALLOWED,
        /** Every candidate execution that has it breaks an axiom. */
        FORBIDDEN,
        /** No choice of what fetches take gives it, axioms or not. */
        NO_CANDIDATE,
        /** A bound was hit, or the program is not covered. */
        UNKNOWN
    }

    public Explanation {
        lines = List.copyOf(lines);
    }
}
