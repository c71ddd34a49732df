package org.maskflip.modelcheck.cli;

/** The user's input cannot be used; the message is one line that says what was found, where, and what to do. */
public final class BadInput extends RuntimeException {
    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
