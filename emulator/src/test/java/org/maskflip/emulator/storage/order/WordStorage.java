package org.maskflip.emulator.storage.order;

import java.util.concurrent.atomic.AtomicLongArray;
import org.maskflip.emulator.storage.AbsoluteStorage;

/** A small absolute storage for tests of the orders alone: doublewords, every access volatile. */
final class WordStorage implements AbsoluteStorage {
    private final AtomicLongArray words;

    WordStorage(int size) {
        words = new AtomicLongArray(size / 8);
    }

    @Override
    public long size() {
        return 8L * words.length();
    }

    private static int shift(long absolute, int size) {
        return 64 - 8 * (((int) absolute & 7) + size);
    }

    @Override
    public long getVolatile(long absolute, int size) {
        return words.get((int) (absolute >>> 3)) >>> shift(absolute, size) & StoredBytes.mask(size);
    }

    @Override
    public void setVolatile(long absolute, int size, long value) {
        if (size == 8) {
            words.set((int) (absolute >>> 3), value);
            return;
        }
        int shift = shift(absolute, size);
        long mask = StoredBytes.mask(size) << shift;
        words.updateAndGet((int) (absolute >>> 3), word -> word & ~mask | value << shift & mask);
    }

    @Override
    public long getAcquire(long absolute, int size) {
        return words.getAcquire((int) (absolute >>> 3)) >>> shift(absolute, size) & StoredBytes.mask(size);
    }

    @Override
    public void setRelease(long absolute, int size, long value) {
        if (size == 8) {
            words.setRelease((int) (absolute >>> 3), value);
        } else {
            setVolatile(absolute, size, value);
        }
    }

    @Override
    public long compareAndExchange(long absolute, int size, long expected, long replacement) {
        int index = (int) (absolute >>> 3);
        int shift = shift(absolute, size);
        long mask = StoredBytes.mask(size) << shift;
        while (true) {
            long word = words.get(index);
            long old = (word & mask) >>> shift;
            if (old != expected) {
                return old;
            }
            if (words.compareAndSet(index, word, word & ~mask | replacement << shift & mask)) {
                return old;
            }
        }
    }

    @Override
    public void write(long absolute, byte[] source, int offset, int length) {
        for (int i = 0; i < length; i++) {
            setVolatile(absolute + i, 1, source[offset + i]);
        }
    }

    @Override
    public void read(long absolute, byte[] target, int offset, int length) {
        for (int i = 0; i < length; i++) {
            target[offset + i] = (byte) getVolatile(absolute + i, 1);
        }
    }

    @Override
    public boolean isTouched(long absolute) {
        return true;
    }
}
