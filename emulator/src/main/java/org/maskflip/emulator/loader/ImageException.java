package org.maskflip.emulator.loader;

/** A file cannot be loaded. The message names the file, what was found, what was expected, and what to do. */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }

    /** {@code file: found; expected}. */
    static ImageException of(String file, String found, String expected) {
        return new ImageException(file + ": " + found + "; expected " + expected);
    }
}
