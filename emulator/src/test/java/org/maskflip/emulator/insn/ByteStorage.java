package org.maskflip.emulator.insn;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;

/** A byte array as storage: every space is the same, no key protects, and what lies outside is an addressing exception. */
public final class ByteStorage implements Access {
    private final byte[] bytes;
    private final long origin;

    /** The array stands at the given address; it is changed in place. */
    public ByteStorage(byte[] bytes, long origin) {
        this.bytes = bytes;
        this.origin = origin;
    }

    private int at(long address, long length) {
        long offset = address - origin;
        if (offset < 0 || offset + length > bytes.length) {
            throw ProgramInterruption.of(ProgramCode.ADDRESSING);
        }
        return (int) offset;
    }

    @Override
    public long fetch(long address, int size) {
        int offset = at(address, size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value;
    }

    @Override
    public void store(long address, int size, long value) {
        int offset = at(address, size);
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >> 8 * (size - 1 - i));
        }
    }

    @Override
    public long fetch(Space space, int key, long address, int size) {
        return fetch(address, size);
    }

    @Override
    public void store(Space space, int key, long address, int size, long value) {
        store(address, size, value);
    }

    @Override
    public Quadword fetchQuadword(long address) {
        return new Quadword(fetch(address, 8), fetch(address + 8, 8));
    }

    @Override
    public void storeQuadword(long address, Quadword value) {
        at(address, 16);
        store(address, 8, value.high());
        store(address + 8, 8, value.low());
    }

    @Override
    public long compareAndSwap(long address, int size, long expected, long replacement) {
        long old = fetch(address, size);
        if (old == expected) {
            store(address, size, replacement);
        }
        return old;
    }

    @Override
    public Quadword compareAndSwapQuadword(long address, Quadword expected, Quadword replacement) {
        Quadword old = fetchQuadword(address);
        if (old.equals(expected)) {
            storeQuadword(address, replacement);
        }
        return old;
    }

    @Override
    public long update(long address, int size, Update kind, Operation operation, long second, long third) {
        long old = fetch(address, size);
        store(address, size, operation.apply(old, second, third));
        return old;
    }

    @Override
    public void probeFetch(Space space, int key, long address, long length) {
        if (length > 0) {
            at(address, length);
        }
    }

    @Override
    public void probeStore(Space space, int key, long address, long length) {
        if (length > 0) {
            at(address, length);
        }
    }

    @Override
    public Translation translate(Space space, long address) {
        return new Translation(0, address, false);
    }

    @Override
    public int storageKey(long absolute) {
        return 0;
    }

    @Override
    public void setStorageKey(long absolute, int key) {
        throw new UnsupportedOperationException("storage without keys");
    }

    @Override
    public long realToAbsolute(long real) {
        at(real, 1);
        return real;
    }
}
