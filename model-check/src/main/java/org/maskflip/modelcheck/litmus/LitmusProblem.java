package org.maskflip.modelcheck.litmus;

/** A litmus file cannot be used. The message is one line: where, what was found, what was expected, what to do. */
public final class LitmusProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String text;

    LitmusProblem(String file, int line, int column, String text) {
        super(file + ":" + line + ":" + column + ": " + text);
        this.file = file;
        this.line = line;
        this.column = column;
        this.text = text;
    }

    public String file() {
        return file;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** In characters from 1. */
    public int column() {
        return column;
    }

    /** The message without the place. */
    public String text() {
        return text;
    }
}
