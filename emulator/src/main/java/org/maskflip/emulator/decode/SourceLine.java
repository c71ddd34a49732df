package org.maskflip.emulator.decode;

/** A line of source with where it came from; a line made by a macro keeps the place of the macro's call. */
record SourceLine(String file, int number, String text) {
    SourceLine withText(String replaced) {
        return new SourceLine(file, number, replaced);
    }
}
