package org.maskflip.stress.jmm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/** A few bytes outside the heap, and the views through which the emulator's direct storage reaches its chunks. */
final class HostStorage {
    private static final VarHandle DOUBLEWORDS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int LINE = 64;

    /** Four lines to be used, and one that keeps the places of two states apart. */
    private static final int PLACE = 5 * LINE;

    /** More than states live at a time, so that nobody uses a place any more when its turn comes again. */
    private static final int PLACES = 1 << 16;

    private static final ByteBuffer BYTES =
            ByteBuffer.allocateDirect(PLACES * PLACE + LINE).alignedSlice(LINE);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int base;

    /** Zeros. */
    HostStorage() {
        // ORDER volatile add: each state a place of its own; the harness publishes the state itself.
        base = (NEXT.getAndIncrement() & PLACES - 1) * PLACE;
        for (int line = 0; line < PLACE; line += LINE) {
            BYTES.putLong(base + line, 0);
        }
    }

    long fetch(int at) {
        // ORDER acquire: as DirectStorage.getAcquire, eight bytes; pairs with store(). Shown by: MessagePassing.
        return (long) DOUBLEWORDS.getAcquire(BYTES, base + at);
    }

    void store(int at, long value) {
        // ORDER release: as DirectStorage.setRelease, eight bytes; pairs with fetch(). Shown by: MessagePassing.
        DOUBLEWORDS.setRelease(BYTES, base + at, value);
    }

    int fetchWord(int at) {
        // ORDER acquire: as DirectStorage.getAcquire, four bytes; pairs with storeWord(). Shown by: MixedSizes.
        return (int) WORDS.getAcquire(BYTES, base + at);
    }

    void storeWord(int at, int value) {
        // ORDER release: as DirectStorage.setRelease, four bytes; pairs with fetchWord(). Shown by: MixedSizes.
        WORDS.setRelease(BYTES, base + at, value);
    }

    int fetchByte(int at) {
        int value = BYTES.get(base + at);
        // ORDER acquire: as DirectStorage.getAcquire, a byte; pairs with storeByte(). Shown by: MessagePassing.
        VarHandle.acquireFence();
        return value;
    }

    void storeByte(int at, int value) {
        // ORDER release: as DirectStorage.setRelease, a byte; pairs with fetchByte(). Shown by: MessagePassing.
        VarHandle.releaseFence();
        BYTES.put(base + at, (byte) value);
    }

    long exchange(int at, long expected, long replacement) {
        // ORDER compare-and-exchange, volatile: as DirectStorage.compareAndExchange; pairs with all. Shown by:
        // Interlocked.
        return (long) DOUBLEWORDS.compareAndExchange(BYTES, base + at, expected, replacement);
    }

    int exchangeWord(int at, int expected, int replacement) {
        // ORDER compare-and-exchange, volatile: as DirectStorage.compareAndExchange; pairs with all. Shown by:
        // Interlocked.
        return (int) WORDS.compareAndExchange(BYTES, base + at, expected, replacement);
    }
}
