package org.maskflip.modelcheck.trial;

import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.order.DelegatingOrder;
import org.maskflip.emulator.storage.order.StorageOrder;

/** A storage order that breaks one rule; the rest goes to the machine's own. */
abstract class SpoiledOrder extends DelegatingOrder {
    SpoiledOrder(StorageOrder order) {
        super(order);
    }

    /** {@code ser} broken: the queue stays. */
    static final class SerializationKeepsStores extends SpoiledOrder {
        SerializationKeepsStores(StorageOrder order) {
            super(order);
        }

        @Override
        public void serialize() {
            order.discardCopies();
        }
    }

    /** {@code ser-discard} broken: the copies stay. */
    static final class SerializationKeepsCopies extends SpoiledOrder {
        SerializationKeepsCopies(StorageOrder order) {
            super(order);
        }

        @Override
        public void serialize() {
            order.drain();
        }
    }

    /** {@code W-R-same} broken: the last own store is forwarded to a fetch of the same operand. */
    static final class Forwarding extends SpoiledOrder {
        private long lastAddress = -1;
        private long lastValue;

        Forwarding(StorageOrder order) {
            super(order);
        }

        @Override
        public void store(long virtual, long absolute, int size, long value) {
            lastAddress = absolute;
            lastValue = value;
            super.store(virtual, absolute, size, value);
        }

        @Override
        public long fetch(long absolute, int size) {
            if (absolute == lastAddress) {
                lastAddress = -1;
                return lastValue;
            }
            return super.fetch(absolute, size);
        }

        @Override
        public void serialize() {
            lastAddress = -1;
            super.serialize();
        }
    }

    /** {@code W-W} broken: a store waits for the next one, which goes first. */
    static final class Reordering extends SpoiledOrder {
        private static final int PATIENCE = 2;

        private Runnable held;
        private int patience;

        Reordering(StorageOrder order) {
            super(order);
        }

        private void release() {
            if (held != null) {
                held.run();
                held = null;
            }
        }

        @Override
        public void store(long virtual, long absolute, int size, long value) {
            boolean isSecond = held != null;
            if (isSecond) {
                super.store(virtual, absolute, size, value);
                release();
            } else {
                held = () -> super.store(virtual, absolute, size, value);
                patience = PATIENCE;
            }
        }

        @Override
        public void step() {
            if (patience-- == 0) {
                release();
            }
            super.step();
        }

        @Override
        public void serialize() {
            release();
            super.serialize();
        }
    }

    /** {@code F-own} broken: an own store is not seen by own fetches before it is in storage. */
    static final class OwnStoreUnseen extends SpoiledOrder {
        OwnStoreUnseen(StorageOrder order) {
            super(order);
        }

        @Override
        public void store(long virtual, long absolute, int size, long value) {
            super.store(BY_REAL, absolute, size, value);
        }
    }

    /** {@code interlocked} broken: an update is a fetch and a store. */
    static final class NoInterlock extends SpoiledOrder {
        NoInterlock(StorageOrder order) {
            super(order);
        }

        @Override
        public long update(
                long virtual, long absolute, int size, Update kind, Operation operation, long second, long third) {
            long old = order.fetch(absolute, size);
            order.store(virtual, absolute, size, operation.apply(old, second, third));
            return old;
        }
    }

    /** {@code block} broken: an aligned doubleword is fetched in two halves. */
    static final class TornFetch extends SpoiledOrder {
        TornFetch(StorageOrder order) {
            super(order);
        }

        @Override
        public long fetch(long absolute, int size) {
            return size < 8
                    ? super.fetch(absolute, size)
                    : order.fetch(absolute, 4) << 32 | order.fetch(absolute + 4, 4);
        }
    }
}
