package org.maskflip.stress.drive;

/** A run that was refused: its message is for the user, who can mend it. */
final class BadRun extends Exception {
    private static final long serialVersionUID = 1;

    BadRun(String message) {
        super(message);
    }

    BadRun(String message, Throwable cause) {
        super(message, cause);
    }
}
