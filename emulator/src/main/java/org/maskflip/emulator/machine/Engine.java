package org.maskflip.emulator.machine;

/** What executes instructions. */
public enum Engine {
    /** The row interpreter, always. */
    ROWS,
    /**
     * The row interpreter, and translated blocks for what is executed often. In {@code host} order on a thread for each CPU; a machine
     * of another order, or whose CPUs are stepped one by one, interprets all the same.
     */
    TRANSLATED
}
