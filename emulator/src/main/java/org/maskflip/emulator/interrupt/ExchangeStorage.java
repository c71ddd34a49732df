package org.maskflip.emulator.interrupt;

/**
 * Absolute storage as the PSW exchange sees it: references of one CPU in its storage order, without protection and translation.
 * Addresses are on the boundary of their size (1, 2, 4 or 8 bytes) and installed.
 */
public interface ExchangeStorage {
    /** Rules ser and ser-discard. */
    void serialize();

    long fetch(long absolute, int size);

    void store(long absolute, int size, long value);
}
