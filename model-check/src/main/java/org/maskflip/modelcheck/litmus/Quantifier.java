package org.maskflip.modelcheck.litmus;

/** How a test asks about its condition, as herd does. */
public enum Quantifier {
    /** Some outcome satisfies it. */
    EXISTS("exists"),
    /** No outcome satisfies it. */
    NOT_EXISTS("~exists"),
    /** Every outcome satisfies it. */
    FORALL("forall");

    private final String word;

    Quantifier(String word) {
        this.word = word;
    }

    /** As in files. */
    public String word() {
        return word;
    }

    /** What a test without an {@code Expect} line expects: that the question is answered with yes. */
    public Expectation expectation() {
        return switch (this) {
            case EXISTS -> Expectation.SOMETIMES;
            case NOT_EXISTS -> Expectation.NEVER;
            case FORALL -> Expectation.ALWAYS;
        };
    }
}
