package org.maskflip.modelcheck.fetch;

/** A kernel cannot be had. The message says what was found, what was expected, and what to do. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }

    FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
