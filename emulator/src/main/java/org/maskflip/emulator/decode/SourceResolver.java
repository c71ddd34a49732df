package org.maskflip.emulator.decode;

/** Finds the text of a file that a source includes. */
@FunctionalInterface
public interface SourceResolver {
    /** A resolver that knows no file. */
    SourceResolver NONE = name -> null;

    /** The text of the file of that name, or {@code null} if there is none. */
    String read(String name);
}
