package org.maskflip.stress.guest;

import java.util.concurrent.atomic.AtomicInteger;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.DirectStorage;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * The regions of one program in a piece of one direct storage that all machines share: the shipped accesses, without a MiB for each
 * machine. What a program has far apart lies in neighbouring blocks of {@value #BLOCK} bytes here.
 */
final class PackedStorage implements AbsoluteStorage {
    private static final int BLOCK_SHIFT = 8;
    private static final int BLOCK = 1 << BLOCK_SHIFT;
    private static final int NONE = -1;
    private static final long CAPACITY = 64L << 20;
    private static final DirectStorage SHARED = new DirectStorage(CAPACITY);
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** Which blocks of storage a program has. Shared by its machines. */
    static final class Layout {
        /** Per block of storage its place among those that there are, or {@link #NONE}. */
        private final int[] places;

        private final int count;

        Layout(GuestProgram program) {
            int bytes = program.contents().length;
            int last = 0;
            for (int i = 0; i < bytes; i++) {
                last = Math.max(last, (int) (program.address(i) >>> BLOCK_SHIFT));
            }
            places = new int[last + 1];
            java.util.Arrays.fill(places, NONE);
            int next = 0;
            for (int i = 0; i < bytes; i++) {
                int block = (int) (program.address(i) >>> BLOCK_SHIFT);
                if (places[block] == NONE) {
                    places[block] = next++;
                }
            }
            count = next;
        }
    }

    private final int[] places;
    private final long base;

    /** A piece of its own. */
    PackedStorage(Layout layout) {
        places = layout.places;
        // ORDER volatile add: no two machines get the same piece; nothing else hangs on it.
        long first = NEXT.getAndAdd(layout.count);
        base = first << BLOCK_SHIFT;
        if (base + ((long) layout.count << BLOCK_SHIFT) > CAPACITY) {
            throw new IllegalStateException("more machines than " + CAPACITY + " bytes of storage hold");
        }
    }

    private long shared(long absolute) {
        return base + ((long) places[(int) (absolute >>> BLOCK_SHIFT)] << BLOCK_SHIFT) + (absolute & BLOCK - 1);
    }

    @Override
    public long size() {
        return CAPACITY;
    }

    @Override
    public long getAcquire(long absolute, int size) {
        // ORDER acquire: passed on.
        return SHARED.getAcquire(shared(absolute), size);
    }

    @Override
    public void setRelease(long absolute, int size, long value) {
        // ORDER release: passed on.
        SHARED.setRelease(shared(absolute), size, value);
    }

    @Override
    public long getVolatile(long absolute, int size) {
        // ORDER volatile: passed on.
        return SHARED.getVolatile(shared(absolute), size);
    }

    @Override
    public void setVolatile(long absolute, int size, long value) {
        // ORDER volatile: passed on.
        SHARED.setVolatile(shared(absolute), size, value);
    }

    @Override
    public long compareAndExchange(long absolute, int size, long expected, long replacement) {
        // ORDER volatile: passed on.
        return SHARED.compareAndExchange(shared(absolute), size, expected, replacement);
    }

    @Override
    public void write(long absolute, byte[] source, int offset, int length) {
        for (int i = 0; i < length; i++) {
            SHARED.write(shared(absolute + i), source, offset + i, 1);
        }
    }

    @Override
    public void read(long absolute, byte[] target, int offset, int length) {
        for (int i = 0; i < length; i++) {
            SHARED.read(shared(absolute + i), target, offset + i, 1);
        }
    }

    @Override
    public boolean isTouched(long absolute) {
        return true;
    }
}
