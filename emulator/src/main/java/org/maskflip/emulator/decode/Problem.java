package org.maskflip.emulator.decode;

/**
 * One thing wrong with a source file.
 *
 * @param file the file's name
 * @param line from 1
 * @param message what was found, what was expected, what to do
 */
public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
