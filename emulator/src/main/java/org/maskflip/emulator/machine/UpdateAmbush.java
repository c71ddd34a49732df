package org.maskflip.emulator.machine;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.maskflip.emulator.hotpatch.kernel.UpdateListener;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.storage.order.DelegatingOrder;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * An adversary for a kernel that patches itself, on free threads: it holds CPUs up where an update that does not synchronize would
 * show. It does nothing that Model Z forbids, which bounds neither the speed of a CPU nor the time from the fetch of an instruction
 * to its execution ({@code F-prefetch}).
 *
 * <p>Before some of an update's stores the CPU that patches stands still, until another CPU has fetched that very first stage, but
 * not for long. The other then stands still between that fetch and the execution, until the update is over, or somebody signals it,
 * as a kernel that synchronizes does: then it executes what it has fetched. Before some stores of an interceptor the CPU that patches
 * stands still too, so that the others run into a mask that was stored too early.
 */
public final class UpdateAmbush implements OrderLayer, UpdateListener {
    /** What a CPU that stands still does not let wait: all but timers and the console. */
    private static final int URGENT = Attention.UNMASKED
            | Attention.MACHINE_CHECK
            | Attention.EMERGENCY_SIGNAL
            | Attention.EXTERNAL_CALL
            | Attention.MALFUNCTION_ALERT;

    private static final int FIRST_STAGE = 6;
    /** The stores of an update that may be waited at with a great chance; at later ones it is small, lest updates of all sites never end. */
    private static final int EARLY_STORES = 16;

    private static final int LATE_ONE_IN = 1024;
    private static final long LONGEST_LURE = 3_000_000;
    private static final long LONGEST_HOLD = 5_000_000_000L;
    private static final long NAP = 20_000;

    private final SplittableRandom random;
    private Machine machine;
    /** Since the update's beginning; the patching CPU alone, under the kernel's own lock. */
    private int stores;

    /** The site at which a CPU is awaited, 0 for none. */
    private final AtomicLong lure = new AtomicLong();
    /** How often there was a new lure: copies of it that were fetched before are to be fetched again. */
    private final AtomicLong lures = new AtomicLong();
    /** How many updates have ended. */
    private final AtomicInteger ended = new AtomicInteger();
    /** How many CPUs stand still with a first stage fetched. */
    private final AtomicInteger holding = new AtomicInteger();
    /** How many ever did. */
    private final AtomicLong held = new AtomicLong();

    /**
     * An ambush that is not yet laid.
     *
     * @param seed what it draws from
     */
    public UpdateAmbush(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Lays it, in the machine whose builder was given this as its order layer. Before the machine starts. */
    public void lay(Machine made) {
        machine = made;
    }

    /** How often a CPU stood still between the fetch of a first stage and its execution. Any thread. */
    public long held() {
        // ORDER opaque: a count for a report.
        return held.getOpaque();
    }

    @Override
    public StorageOrder over(int cpu, StorageOrder order) {
        return new Ambushed(cpu, order);
    }

    @Override
    public void storingFirstStage(int cpu, long site) {
        if (isHolding() || !isChosen()) {
            return;
        }
        // ORDER volatile: the lure before the epoch that has all copies fetched again; pairs with copyEpoch().
        //   Without it: nobody comes by, and an error is missed. Shown by: UpdateAmbushTest.
        lure.set(site);
        // ORDER volatile: as above.
        lures.incrementAndGet();
        standStill(cpu, LONGEST_LURE, this::isHolding);
        // ORDER volatile: who comes later is not held.
        lure.set(0);
    }

    @Override
    public void storingInterceptor(int cpu, long site) {
        if (isChosen()) {
            standStill(cpu, LONGEST_LURE, () -> false);
        }
    }

    @Override
    public void ended() {
        stores = 0;
        // ORDER volatile: after the monitor has settled the sites; pairs with hold(). Without it: what is executed
        //   after the end is not held for late, and an error is missed. Shown by: UpdateAmbushTest.
        ended.incrementAndGet();
    }

    private boolean isChosen() {
        stores++;
        return stores <= EARLY_STORES ? random.nextInt(4) != 0 : random.nextInt(LATE_ONE_IN) == 0;
    }

    private boolean isHolding() {
        // ORDER volatile: whether somebody stands still by now; pairs with hold().
        return holding.get() > 0;
    }

    private void hold(int cpu) {
        // ORDER volatile: the update during which the copy was fetched; pairs with ended().
        int update = ended.get();
        // ORDER volatile: lets the CPU that patches go on; pairs with isHolding().
        holding.incrementAndGet();
        // ORDER opaque: a count for a report.
        held.getAndIncrement();
        // ORDER volatile: pairs with ended().
        standStill(cpu, LONGEST_HOLD, () -> ended.get() != update);
        // ORDER volatile: as above.
        holding.decrementAndGet();
    }

    /** On the CPU's own thread. */
    private void standStill(int cpu, long nanos, BooleanSupplier isOver) {
        long begun = System.nanoTime();
        while (!isOver.getAsBoolean()
                && (machine.cpu(cpu).pending().attention() & URGENT) == 0
                && System.nanoTime() - begun < nanos) {
            LockSupport.parkNanos(NAP);
        }
    }

    private final class Ambushed extends DelegatingOrder {
        private final int cpu;

        Ambushed(int cpu, StorageOrder order) {
            super(order);
            this.cpu = cpu;
        }

        @Override
        public long copyEpoch() {
            // ORDER opaque: a late look lets a lure pass. Partner: storingFirstStage().
            return order.copyEpoch() + lures.getOpaque();
        }

        @Override
        public long fetchInstruction(long virtual, long absolute, int length) {
            long copy = order.fetchInstruction(virtual, absolute, length);
            // ORDER opaque: as above; the copy has been fetched already.
            if (length == FIRST_STAGE && lure.getOpaque() == virtual) {
                hold(cpu);
            }
            return copy;
        }
    }
}
