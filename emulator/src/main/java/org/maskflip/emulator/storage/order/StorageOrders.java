package org.maskflip.emulator.storage.order;

import java.util.function.IntFunction;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.storage.AbsoluteStorage;

/** The storage order of one machine: the part that its CPUs share, and the engine of each CPU. */
public final class StorageOrders {
    private final StorageOrder[] engines;

    private StorageOrders(int cpus, IntFunction<StorageOrder> engine) {
        engines = new StorageOrder[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            engines[cpu] = engine.apply(cpu);
        }
    }

    /**
     * The order of a machine, of any kind, with choices drawn from a seed.
     *
     * @param observer may be {@code null}; only the weak order has something to tell
     */
    public static StorageOrders create(
            OrderKind kind,
            AbsoluteStorage storage,
            int cpus,
            Facilities facilities,
            long seed,
            AdversaryPolicy policy,
            Threading threading,
            OrderObserver observer) {
        switch (kind) {
            case WEAK:
                return weak(storage, cpus, facilities, policy, threading, seeded(seed, policy, threading), observer);
            case HOST:
            case HOST_STRICT:
                QuadwordLocks locks = new QuadwordLocks();
                HostOrder.OwnStores own =
                        kind == OrderKind.HOST ? HostOrder.OwnStores.FORWARDED : HostOrder.OwnStores.FENCED;
                return new StorageOrders(cpus, cpu -> new HostOrder(storage, locks, own));
            case SEQUENTIAL:
                Object turn = new Object();
                return new StorageOrders(cpus, cpu -> new SequentialOrder(storage, turn));
            default:
                throw new IllegalArgumentException("unknown order " + kind);
        }
    }

    /**
     * The weak order with given choosers.
     *
     * @param choosers the chooser of each CPU; with {@link Threading#DETERMINISTIC} it may be the same for all
     * @param observer may be {@code null}
     */
    public static StorageOrders weak(
            AbsoluteStorage storage,
            int cpus,
            Facilities facilities,
            AdversaryPolicy policy,
            Threading threading,
            IntFunction<Chooser> choosers,
            OrderObserver observer) {
        WeakStorage shared = new WeakStorage(storage, cpus, facilities, threading, observer);
        return new StorageOrders(cpus, cpu -> new WeakOrder(shared, cpu, policy, choosers.apply(cpu)));
    }

    /** Choosers that draw from one seed: a stream per CPU on free threads, one stream for all on one thread. */
    public static IntFunction<Chooser> seeded(long seed, AdversaryPolicy policy, Threading threading) {
        if (threading == Threading.DETERMINISTIC) {
            Chooser single = new SeededChooser(seed, policy);
            return cpu -> single;
        }
        return cpu -> new SeededChooser(seed, cpu, policy);
    }

    /** The number of CPUs. */
    public int cpus() {
        return engines.length;
    }

    /** The engine of a CPU, 0 to {@link #cpus()} - 1. To be used by that CPU's thread only. */
    public StorageOrder cpu(int cpu) {
        return engines[cpu];
    }
}
