package org.maskflip.emulator.storage;

/**
 * Absolute storage: big-endian bytes, allocated as they are touched. Each method makes one access, atomic for its aligned
 * operand, in the memory-access mode of its name (JLS and {@link java.lang.invoke.VarHandle}); which mode a guest reference
 * needs is for {@code storage.order} to say. Sizes are 1, 2, 4 or 8 bytes, operands stand on their boundary, values are
 * right-aligned and zero-extended. A store never disturbs a neighbouring byte. Addresses are below {@link #size()}; the caller
 * has checked. Source: PoP chapter 3, "Storage Addressing".
 */
public interface AbsoluteStorage {
    /** The number of installed bytes, a multiple of 1 MiB, at most 4 GiB. */
    long size();

    long getAcquire(long absolute, int size);

    void setRelease(long absolute, int size, long value);

    long getVolatile(long absolute, int size);

    void setVolatile(long absolute, int size, long value);

    /** Stores the replacement if the operand equals the expected value; returns what was there. Volatile. */
    long compareAndExchange(long absolute, int size, long expected, long replacement);

    /** Copies bytes in, for loaders and devices: byte by byte, release. */
    void write(long absolute, byte[] source, int offset, int length);

    /** Copies bytes out, for devices and audits: byte by byte, acquire. */
    void read(long absolute, byte[] target, int offset, int length);

    /** Whether the 4 KiB block has ever been stored into; one that has not reads as zeros. */
    boolean isTouched(long absolute);
}
