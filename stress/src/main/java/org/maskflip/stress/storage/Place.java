package org.maskflip.stress.storage;

import java.util.concurrent.atomic.AtomicInteger;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.DirectStorage;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.emulator.storage.order.StorageOrders;
import org.maskflip.emulator.storage.order.Threading;

/** Two lines of one storage for one sample, zero at first, and the engines of two CPUs, each for one actor. */
final class Place {
    private static final int LINE = 64;
    private static final int LENGTH = 4 * LINE;
    private static final int PLACES = 1 << 16;
    private static final DirectStorage STORAGE = new DirectStorage((long) PLACES * LENGTH);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final StorageOrders HOST = orders(OrderKind.HOST);
    private static final StorageOrders WEAK = orders(OrderKind.WEAK);

    static final StorageOrder LEFT = HOST.cpu(0);
    static final StorageOrder RIGHT = HOST.cpu(1);
    static final StorageOrder WEAK_LEFT = WEAK.cpu(0);
    static final StorageOrder WEAK_RIGHT = WEAK.cpu(1);

    private final long address;

    Place() {
        // ORDER volatile add: no two samples that live at a time get the same place; the harness publishes the sample.
        address = (long) (NEXT.getAndIncrement() & PLACES - 1) * LENGTH;
        // ORDER release (both): zeros before the sample is published.
        STORAGE.setRelease(address, 8, 0);
        // ORDER release: as above.
        STORAGE.setRelease(address + 2 * LINE, 8, 0);
    }

    private static StorageOrders orders(OrderKind kind) {
        return StorageOrders.create(
                kind, STORAGE, 2, Level.ZEC12.facilities(), 1, AdversaryPolicy.DEFAULT, Threading.FREE, null);
    }

    AbsoluteStorage storage() {
        return STORAGE;
    }

    /** A doubleword. */
    long address() {
        return address;
    }

    /** A doubleword on another line. */
    long other() {
        return address + 2 * LINE;
    }

    /** As {@link #address}, in a storage of the same size. */
    long inArray() {
        return address;
    }
}
