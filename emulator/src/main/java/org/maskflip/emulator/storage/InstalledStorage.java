package org.maskflip.emulator.storage;

/** What both backends have in common: the size and the copying of many bytes. */
abstract class InstalledStorage implements AbsoluteStorage {
    static final int PAGE_SHIFT = 12;

    private static final long MIB = 1L << 20;
    private static final long MAXIMUM = 1L << 32;

    private final long size;

    /** Checks the number of installed bytes. */
    InstalledStorage(long size) {
        if (size <= 0 || size > MAXIMUM || size % MIB != 0) {
            throw new IllegalArgumentException(
                    "storage of " + size + " bytes: a multiple of 1 MiB up to 4 GiB expected");
        }
        this.size = size;
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final void write(long absolute, byte[] source, int offset, int length) {
        int at = 0;
        while (at < length) {
            int unit = unit(absolute + at, length - at);
            long value = 0;
            for (int i = 0; i < unit; i++) {
                value = value << 8 | source[offset + at + i] & 0xFF;
            }
            // ORDER release: the bytes before; pairs with acquire in read() and with the guest's fetches.
            //   Without it: a device's later byte is seen before its earlier one. Shown by: StorageContractTest.
            setRelease(absolute + at, unit, value);
            at += unit;
        }
    }

    @Override
    public final void read(long absolute, byte[] target, int offset, int length) {
        int at = 0;
        while (at < length) {
            int unit = unit(absolute + at, length - at);
            // ORDER acquire: pairs with release in write() and with the guest's stores.
            //   Without it: a later byte is read older than an earlier one. Shown by: StorageContractTest.
            long value = getAcquire(absolute + at, unit);
            for (int i = unit - 1; i >= 0; i--) {
                target[offset + at + i] = (byte) value;
                value >>>= 8;
            }
            at += unit;
        }
    }

    /** Doublewords where they stand on their boundary, which is one of the ways to go byte by byte. */
    private static int unit(long absolute, int left) {
        return (absolute & 7) == 0 && left >= Long.BYTES ? Long.BYTES : 1;
    }

    /** The bits of an operand of 1, 2, 4 or 8 bytes. */
    static long bits(int size) {
        return -1L >>> Long.SIZE - Byte.SIZE * size;
    }
}
