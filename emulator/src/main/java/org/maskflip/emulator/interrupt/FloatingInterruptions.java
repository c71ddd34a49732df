package org.maskflip.emulator.interrupt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The interruption conditions that are pending in the machine rather than in one CPU: interrupt key, service signal and I/O. The
 * first CPU that is enabled takes each. Safe for any thread. Source: PoP chapter 6, "Floating Interruption Conditions".
 */
public final class FloatingInterruptions {
    private static final int SUBCLASSES = 8;
    private static final long PENDING = 1L << 32;
    private static final VarHandle SERVICE_SIGNAL;
    private static final VarHandle INTERRUPT_KEY;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SERVICE_SIGNAL = lookup.findVarHandle(FloatingInterruptions.class, "serviceSignal", long.class);
            INTERRUPT_KEY = lookup.findVarHandle(FloatingInterruptions.class, "interruptKey", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@link #PENDING} with the parameter in the low word, or 0. Reached through {@link #SERVICE_SIGNAL} only. */
    @SuppressWarnings("unused")
    private long serviceSignal;

    /** 1 while pending. Reached through {@link #INTERRUPT_KEY} only. */
    @SuppressWarnings("unused")
    private int interruptKey;

    private final List<Queue<IoInterruption>> io = new ArrayList<>();

    /** Those that are told: every CPU of the machine. */
    private final List<PendingInterruptions> cpus = new CopyOnWriteArrayList<>();

    /** No condition pending, no CPU yet: each {@link PendingInterruptions} adds itself. */
    public FloatingInterruptions() {
        for (int subclass = 0; subclass < SUBCLASSES; subclass++) {
            io.add(new ConcurrentLinkedQueue<>());
        }
    }

    void add(PendingInterruptions cpu) {
        cpus.add(cpu);
    }

    /**
     * Makes a service signal pending. While one is pending a second merges with it: the parameters are ORed, so that the event
     * bits of both survive (the service-call device refuses a second block while one is in progress).
     */
    public void postServiceSignal(int parameter) {
        // ORDER volatile: the signal, then every CPU's attention bit; pairs with takeServiceSignal, which clears the
        // bit first.
        //   Without it: a CPU clears its bit, sees no signal and never looks again. Shown by: PendingInterruptionsTest.
        SERVICE_SIGNAL.getAndBitwiseOr(this, PENDING | parameter & 0xFFFF_FFFFL);
        raise(Attention.SERVICE_SIGNAL);
    }

    /** Whether a service signal has not been taken yet. */
    public boolean isServiceSignalPending() {
        // ORDER volatile: a look at the word that takers empty; no data hangs on it. Partner: takeServiceSignal.
        return (long) SERVICE_SIGNAL.getVolatile(this) != 0;
    }

    /** Takes the service signal: {@link #PENDING} and the parameter, or 0 if another CPU was faster. */
    long takeServiceSignal() {
        // ORDER volatile swap: exactly one CPU gets the signal; pairs with postServiceSignal.
        //   Without it: two CPUs take one signal. Shown by: PendingInterruptionsTest.
        return (long) SERVICE_SIGNAL.getAndSet(this, 0L);
    }

    /** The operator presses the interrupt key. */
    public void postInterruptKey() {
        // ORDER volatile: the condition, then every CPU's attention bit; pairs with takeInterruptKey. Without it: a
        // lost key.
        INTERRUPT_KEY.setVolatile(this, 1);
        raise(Attention.INTERRUPT_KEY);
    }

    boolean takeInterruptKey() {
        // ORDER volatile swap: exactly one CPU gets it; pairs with postInterruptKey. Shown by:
        // PendingInterruptionsTest.
        return (int) INTERRUPT_KEY.getAndSet(this, 0) != 0;
    }

    /** Makes an I/O interruption pending; those of one subclass are taken in the order in which they were made. */
    public void postIo(IoInterruption interruption) {
        io.get(interruption.subclass()).add(interruption);
        raise(Attention.IO_SUBCLASS_0 << interruption.subclass());
    }

    /** The oldest condition of a subclass, or {@code null}. */
    IoInterruption takeIo(int subclass) {
        return io.get(subclass).poll();
    }

    boolean isIoPending(int subclass) {
        return !io.get(subclass).isEmpty();
    }

    /** A subsystem reset: no floating condition is pending any more. */
    public void clear() {
        // ORDER volatile: as in the take methods; a post that races with a reset may fall on either side of it.
        SERVICE_SIGNAL.setVolatile(this, 0L);
        // ORDER volatile: as above.
        INTERRUPT_KEY.setVolatile(this, 0);
        io.forEach(Queue::clear);
    }

    /** What is pending, while no CPU executes anything. */
    public FloatingConditions conditions() {
        // ORDER volatile: a look while all stand still; whoever posted did so before.
        long signal = (long) SERVICE_SIGNAL.getVolatile(this);
        // ORDER volatile: as above.
        boolean isKey = (int) INTERRUPT_KEY.getVolatile(this) != 0;
        return new FloatingConditions(
                signal != 0,
                (int) signal,
                isKey,
                io.stream().flatMap(Queue::stream).toList());
    }

    /** Makes exactly these conditions pending. */
    public void restore(FloatingConditions conditions) {
        clear();
        if (conditions.serviceSignal()) {
            postServiceSignal(conditions.parameter());
        }
        if (conditions.interruptKey()) {
            postInterruptKey();
        }
        conditions.io().forEach(this::postIo);
    }

    private void raise(int bit) {
        for (PendingInterruptions cpu : cpus) {
            cpu.raise(bit);
        }
    }
}
