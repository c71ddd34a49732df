package org.maskflip.emulator.device;

/** The two consoles of the service processor. */
public enum ConsoleMode {
    /** A character stream in ASCII: event type 1A. */
    VT220,
    /** Lines in EBCDIC: messages of event type 02, operator commands of type 01. */
    LINE
}
