package org.maskflip.modelcheck.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.maskflip.emulator.machine.OrderLayer;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * Runs a program with a host thread per CPU; choices come from the seed, but who is first is the host's affair, so a seed does not
 * repeat a run. The caller's thread is that of CPU 0. All threads meet before and after each run.
 */
final class FreeTrial implements Gate, AutoCloseable {
    private static final int[] DELAY_ONE_IN = {0, 0, 0, 2, 8, 32};
    private static final int LONGEST_DELAY = 256;
    private static final int LONGEST_HEAD_START = 64;
    private static final int[] DEFER_ONE_IN = {0, 2, 8};
    private static final int MOST_DEFERRED = 64;
    private static final int TIRED_AFTER = 20_000;

    /** What one thread draws its delays from. */
    private static final class Pace {
        private final Randomness random = new Randomness();
        private int delayOneIn;
        private int deferOneIn;
        private int deferred;
        private int units;

        void start(long seed, int stream) {
            random.start(seed, stream);
            delayOneIn = DELAY_ONE_IN[random.below(DELAY_ONE_IN.length)];
            deferOneIn = DEFER_ONE_IN[random.below(DEFER_ONE_IN.length)];
            deferred = 0;
            units = 0;
        }

        void delay(int longest) {
            for (int i = random.below(longest); i > 0; i--) {
                Thread.onSpinWait();
            }
        }
    }

    private final TrialMachine machine;
    private final Adversary[] adversaries;
    private final Pace[] paces;
    private final int mostUnits;
    private final List<Thread> threads = new ArrayList<>();
    private final Meeting meeting;
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();

    // ORDER volatile: written by whoever finds that all CPUs have come to rest; read by the threads that wait for that.
    private volatile boolean isAtRest;

    // ORDER volatile: written by a CPU that takes too long; read by the others, which then give up.
    private volatile boolean isOverrun;

    // ORDER volatile: written before the meeting that lets the threads go; read after it.
    private volatile boolean isOver;

    // ORDER volatile: the first failure of a thread, written before it comes to the meeting that ends the run.
    private volatile Throwable failure;

    FreeTrial(GuestProgram program, OrderKind order, OrderLayer layer, int mostUnits) {
        this.mostUnits = mostUnits;
        int cpus = program.cpus().size();
        adversaries = new Adversary[cpus];
        paces = new Pace[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            adversaries[cpu] = new Adversary(cpu + 1);
            paces[cpu] = new Pace();
        }
        meeting = new Meeting(cpus);
        machine = new TrialMachine(program, order, Scheduler.FREE, cpu -> adversaries[cpu], this, layer);
        for (int cpu = 1; cpu < cpus; cpu++) {
            int number = cpu;
            Thread thread = new Thread(() -> serve(number), "trial CPU " + cpu);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    TrialMachine machine() {
        return machine;
    }

    /** One run; false if it did not come to rest in time. Afterwards the machine can be read. */
    boolean run(long seed) {
        for (int cpu = 0; cpu < paces.length; cpu++) {
            paces[cpu].start(seed, 100 + cpu);
            adversaries[cpu].start(seed);
        }
        machine.restore();
        isAtRest = false;
        isOverrun = false;
        // ORDER volatile: nobody but this thread is past the last meeting.
        idle.set(0);
        meeting.await();
        execute(0);
        meeting.await();
        if (failure != null) {
            throw new IllegalStateException("a CPU's thread failed", failure);
        }
        return !isOverrun;
    }

    private void serve(int cpu) {
        while (true) {
            meeting.await();
            if (isOver) {
                return;
            }
            execute(cpu);
            meeting.await();
        }
    }

    private void execute(int cpu) {
        try {
            paces[cpu].delay(LONGEST_HEAD_START);
            do {
                goOn(cpu);
            } while (!rest(cpu));
        } catch (RuntimeException | Error e) {
            failure = e;
            isOverrun = true;
        }
    }

    private void goOn(int cpu) {
        Pace pace = paces[cpu];
        while (machine.canGo(cpu) && !isOverrun) {
            machine.unit(cpu, machine.isPending(cpu) ? interest(pace) : -1);
            if (++pace.units == TIRED_AFTER) {
                adversaries[cpu].tire();
            } else if (pace.units > mostUnits) {
                isOverrun = true;
            }
        }
        while (machine.isQueued(cpu)) {
            pace.delay(LONGEST_DELAY);
            machine.drainOne(cpu);
        }
    }

    private static int interest(Pace pace) {
        if (pace.deferOneIn == 0 || pace.deferred >= MOST_DEFERRED || !pace.random.isOneIn(pace.deferOneIn)) {
            return -1;
        }
        pace.deferred++;
        return 0;
    }

    /** Waits until every CPU has come to rest (true), or this one can go on (false). */
    private boolean rest(int cpu) {
        // ORDER volatile: after all that this CPU did, which may have made something pending in another one.
        idle.incrementAndGet();
        int spins = 0;
        while (!isAtRest && !isOverrun) {
            if (machine.canGo(cpu)) {
                // ORDER volatile: tells whoever looks at all CPUs that one of them has gone on; before it does.
                wakes.incrementAndGet();
                // ORDER volatile: as above.
                idle.decrementAndGet();
                return false;
            }
            if (areAllAtRest()) {
                isAtRest = true;
            }
            spins = Meeting.pause(spins);
        }
        return true;
    }

    /** Only a CPU that executes makes anything pending; so if all rest, and none could go on, none ever will. */
    private boolean areAllAtRest() {
        // ORDER volatile: read before and behind the look at the CPUs, which stood still if it has not changed.
        int before = wakes.get();
        // ORDER volatile: pairs with the increments, after which each CPU stands still.
        if (idle.get() < paces.length) {
            return false;
        }
        for (int cpu = 0; cpu < paces.length; cpu++) {
            if (machine.canGo(cpu)) {
                return false;
            }
        }
        // ORDER volatile: as above.
        return wakes.get() == before && idle.get() == paces.length;
    }

    @Override
    public boolean isFetchingAnew() {
        return false;
    }

    @Override
    public void before(int cpu, Reference reference, long absolute, int size) {
        Pace pace = paces[cpu];
        if (pace.delayOneIn != 0 && pace.random.isOneIn(pace.delayOneIn)) {
            pace.delay(LONGEST_DELAY);
        }
    }

    @Override
    public void close() {
        isOver = true;
        if (!threads.isEmpty()) {
            meeting.await();
        }
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
