package org.maskflip.modelcheck.program;

/** A guest program did something that the models do not cover; nothing is decided about it. The message says what. */
public final class NotModeledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message names the instruction or the state, and what to do instead where there is something. */
    public NotModeledException(String message) {
        super(message);
    }
}
