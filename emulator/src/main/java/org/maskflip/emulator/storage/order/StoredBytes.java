package org.maskflip.emulator.storage.order;

/** The bytes of an operand of 1 to 8 bytes that stands right-aligned in a {@code long}. */
final class StoredBytes {
    private StoredBytes() {}

    /** Byte {@code index} of the operand, 0 being the leftmost. */
    static long at(long value, int size, int index) {
        return value >>> 8 * (size - 1 - index) & 0xFF;
    }

    /** Ones in the low {@code size} bytes. */
    static long mask(int size) {
        return -1L >>> 64 - 8 * size;
    }
}
