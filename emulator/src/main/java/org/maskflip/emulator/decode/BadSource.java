package org.maskflip.emulator.decode;

/** Ends the assembly of one statement; the assembler knows where it stands. */
final class BadSource extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSource(String message) {
        super(message, null, false, false);
    }
}
