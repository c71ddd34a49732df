package org.maskflip.modelcheck.scenario;

/** A scenario that cannot be used; the message says where, what was found, and what was expected. */
public final class ScenarioProblem extends Exception {
    private static final long serialVersionUID = 1L;

    ScenarioProblem(String message) {
        super(message);
    }

    ScenarioProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
