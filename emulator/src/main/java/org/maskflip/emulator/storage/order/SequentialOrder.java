package org.maskflip.emulator.storage.order;

import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * One reference at a time, in one order that all CPUs agree on; instructions are fetched from storage at every execution. Every
 * reference holds the machine's turn, a monitor, which also makes quadwords one event. For bisecting: what happens here is not a
 * matter of order. <em>May miss</em> all that Model Z allows beyond it.
 */
public final class SequentialOrder extends StorageOrder {
    private final AbsoluteStorage storage;
    /** Held during every reference of every CPU of the machine. */
    private final Object turn;

    private long epoch;

    SequentialOrder(AbsoluteStorage storage, Object turn) {
        this.storage = storage;
        this.turn = turn;
    }

    private long get(long absolute, int size) {
        // ORDER volatile: loaders and devices store without the turn; everyone else holds it.
        return storage.getVolatile(absolute, size);
    }

    private void set(long absolute, int size, long value) {
        // ORDER volatile: devices and audits read without the turn; everyone else holds it.
        storage.setVolatile(absolute, size, value);
    }

    @Override
    public long fetch(long absolute, int size) {
        synchronized (turn) {
            return get(absolute, size);
        }
    }

    @Override
    public void store(long virtual, long absolute, int size, long value) {
        synchronized (turn) {
            set(absolute, size, value);
        }
    }

    @Override
    public void storeBytes(long virtual, long absolute, int count, long restAbsolute, int size, long value) {
        for (int i = 0; i < size; i++) {
            store(virtual, i < count ? absolute + i : restAbsolute + i - count, 1, StoredBytes.at(value, size, i));
        }
    }

    @Override
    public long update(
            long virtual, long absolute, int size, Update kind, Operation operation, long second, long third) {
        synchronized (turn) {
            long old = get(absolute, size);
            set(absolute, size, operation.apply(old, second, third) & StoredBytes.mask(size));
            return old;
        }
    }

    @Override
    public long compareAndSwap(long virtual, long absolute, int size, long expected, long replacement) {
        synchronized (turn) {
            // ORDER compare-and-exchange, volatile: also against devices, which store without the turn.
            return storage.compareAndExchange(absolute, size, expected, replacement);
        }
    }

    @Override
    public Quadword fetchQuadword(long absolute) {
        synchronized (turn) {
            return new Quadword(get(absolute, 8), get(absolute + 8, 8));
        }
    }

    @Override
    public void storeQuadword(long virtual, long absolute, Quadword value) {
        synchronized (turn) {
            set(absolute, 8, value.high());
            set(absolute + 8, 8, value.low());
        }
    }

    @Override
    public Quadword compareAndSwapQuadword(long virtual, long absolute, Quadword expected, Quadword replacement) {
        synchronized (turn) {
            Quadword old = fetchQuadword(absolute);
            if (old.equals(expected)) {
                storeQuadword(virtual, absolute, replacement);
            }
            return old;
        }
    }

    @Override
    public void serialize() {
        // Nothing is pending and no copy is kept.
    }

    @Override
    public void discardCopies() {
        // No copy is kept.
    }

    @Override
    public void step() {
        // Nothing is pending.
    }

    @Override
    public void drain() {
        // Nothing is pending.
    }

    /** A new number at every call: no copy is executed twice. */
    @Override
    public long copyEpoch() {
        return ++epoch;
    }

    @Override
    public long fetchInstruction(long virtual, long absolute, int length) {
        synchronized (turn) {
            long bytes = 0;
            for (int i = 0; i < length; i += 2) {
                bytes |= get(absolute + i, 2) << 48 - 8 * i;
            }
            return bytes;
        }
    }

    @Override
    public boolean isStable() {
        return false;
    }

    @Override
    public long fetchTableEntry(long absolute) {
        synchronized (turn) {
            return get(absolute, 8);
        }
    }
}
