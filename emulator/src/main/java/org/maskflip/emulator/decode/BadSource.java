package org.maskflip.emulator.decode;

/** Ends the assembly of one statement; the assembler knows where it stands. */
final class BadSource extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;

    BadSource(String message) {
        super(shortened(message), null, false, false);
    }

    /** A message that quotes a long text keeps its beginning and its end. */
    private static String shortened(String message) {
        return message.length() <= LONGEST
                ? message
                : message.substring(0, LONGEST / 2) + " ... " + message.substring(message.length() - LONGEST / 2);
    }
}
