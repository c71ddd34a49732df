package org.maskflip.modelcheck.cli;

/** What the process tells its caller; the numbers are part of the interface. */
public enum ExitCode {
    /** Every verdict is as expected. */
    AS_EXPECTED(0),
    /** At least one verdict is not as expected. */
    NOT_AS_EXPECTED(1),
    /** The input was refused: arguments, a file, a program. Nothing was decided. */
    BAD_INPUT(2),
    /** A bound was hit before a verdict was reached, and nothing unexpected was seen until then. */
    UNKNOWN(3),
    /** A defect of Maskflip itself; the number is what sysexits calls an internal software error. */
    DEFECT(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process's exit status, 0 to 255. */
    public int number() {
        return number;
    }
}
