package org.maskflip.modelcheck.generate;

/** A cycle cannot be made into a test. The message says what was found and what was expected. */
public final class CycleProblem extends Exception {
    private static final long serialVersionUID = 1L;

    CycleProblem(String message) {
        super(message);
    }
}
