package org.maskflip.emulator.interrupt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The interruption conditions and signal-processor orders pending in one CPU. Any thread posts; only the CPU's own thread takes.
 * Nothing allocates.
 *
 * <p>Every condition has a bit in the {@link Attention} word, which the run loop reads before each instruction. A poster first
 * makes its condition, then sets the bit, then wakes the CPU if it is parked; a taker first clears the bit, then looks for the
 * condition, and sets the bit again if more is left. Hence no condition is ever pending without its bit for longer than a post
 * lasts.
 *
 * <p>Source: PoP chapter 6, "External Interruption"; chapter 4, "CPU Signaling and Response"; Model Z section 6.
 */
public final class PendingInterruptions {
    private static final int NONE = -1;
    private static final VarHandle ATTENTION;
    private static final VarHandle EXTERNAL_CALL;
    private static final VarHandle MACHINE_CHECK;
    private static final VarHandle PARKED;
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ATTENTION = lookup.findVarHandle(PendingInterruptions.class, "attention", int.class);
            EXTERNAL_CALL = lookup.findVarHandle(PendingInterruptions.class, "externalCall", int.class);
            MACHINE_CHECK = lookup.findVarHandle(PendingInterruptions.class, "machineCheck", long.class);
            PARKED = lookup.findVarHandle(PendingInterruptions.class, "parked", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whether an order that can be refused was. */
    public enum Posting {
        ACCEPTED,
        /** An earlier condition of this kind is still pending; nothing has changed. */
        REFUSED
    }

    private final FloatingInterruptions floating;

    /** Bits of {@link Attention}. Reached through {@link #ATTENTION} only. */
    @SuppressWarnings("unused")
    private int attention;

    /** The address of the CPU whose external call is pending, or {@link #NONE}. Reached through its VarHandle only. */
    @SuppressWarnings("unused")
    private int externalCall = NONE;

    /** The machine-check-interruption code, 0 for none. Reached through its VarHandle only. */
    @SuppressWarnings("unused")
    private long machineCheck;

    /** The CPU's thread while it is parked, else {@code null}. Reached through its VarHandle only. */
    @SuppressWarnings("unused")
    private Thread parked;

    /** One bit per sending CPU, address 0 lowest. */
    private final long[] emergencySignals;

    /** One bit per CPU that entered the check-stop state, address 0 lowest. */
    private final long[] malfunctionAlerts;

    /**
     * Nothing pending.
     *
     * @param cpuAddresses one more than the highest CPU address of the machine, 1-65536
     * @param floating the machine's floating conditions, of which this CPU will be told from now on
     */
    public PendingInterruptions(int cpuAddresses, FloatingInterruptions floating) {
        int words = (cpuAddresses + Long.SIZE - 1) / Long.SIZE;
        emergencySignals = new long[words];
        malfunctionAlerts = new long[words];
        this.floating = floating;
        floating.add(this);
    }

    // ------------------------------------------------------------------------------------------------ posting

    /** EXTERNAL CALL from a CPU. Only one can be pending: a second is refused, whoever sends it. */
    public Posting postExternalCall(int sender) {
        // ORDER volatile compare-and-set: the sender, before the attention bit; pairs with takeExternalCall.
        //   Without it: two senders both believe that theirs is pending. Shown by: PendingInterruptionsTest.
        if (!EXTERNAL_CALL.compareAndSet(this, NONE, sender)) {
            return Posting.REFUSED;
        }
        raise(Attention.EXTERNAL_CALL);
        return Posting.ACCEPTED;
    }

    /** Whether an external call is pending (SENSE). */
    public boolean isExternalCallPending() {
        // ORDER volatile: an answer for SENSE; no data hangs on it. Partner: postExternalCall.
        return (int) EXTERNAL_CALL.getVolatile(this) != NONE;
    }

    /** EMERGENCY SIGNAL from a CPU: one per sender can be pending, a second of the same sender merges with it. */
    public void postEmergencySignal(int sender) {
        set(emergencySignals, sender);
        raise(Attention.EMERGENCY_SIGNAL);
    }

    /** A CPU has entered the check-stop state. */
    public void postMalfunctionAlert(int sender) {
        set(malfunctionAlerts, sender);
        raise(Attention.MALFUNCTION_ALERT);
    }

    /** A machine check; codes of conditions that are pending together are ORed. {@code code} is not zero. */
    public void postMachineCheck(long code) {
        // ORDER volatile: the code before the attention bit; pairs with takeMachineCheck. Without it: a check with code
        // 0.
        MACHINE_CHECK.getAndBitwiseOr(this, code);
        raise(Attention.MACHINE_CHECK);
    }

    /**
     * Sets attention bits and wakes the CPU if it is parked: orders ({@link Attention#STOP}, {@link Attention#RESTART} ...), and
     * the timers' hints {@link Attention#CLOCK_COMPARATOR} and {@link Attention#CPU_TIMER}, after which the CPU asks its {@link
     * TimerConditions}.
     */
    public void raise(int bits) {
        // ORDER volatile or: publishes the condition made before it, and stands before the look at the parked thread
        // below;
        //   pairs with await, which announces the thread before it looks at the word.
        //   Without it: both look before either has written, and the CPU sleeps for ever. Shown by: CpuThreadsTest.
        ATTENTION.getAndBitwiseOr(this, bits);
        // ORDER volatile: see above.
        Thread waiting = (Thread) PARKED.getVolatile(this);
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    // ------------------------------------------------------------------------------------------------ looking

    /** The attention word, cheaply: a bit may be seen late, but not for ever not. */
    public int attentionOpaque() {
        // ORDER opaque: read before each instruction; publishes nothing, takers use stronger accesses. Partner: raise.
        //   Without it (plain): the run loop may hoist the load and never see a bit. Shown by: CpuThreadsTest.
        return (int) ATTENTION.getOpaque(this);
    }

    /** The attention word, with everything that the posters did before they set its bits. */
    public int attention() {
        // ORDER volatile: acquires what the posters did; last look before parking. Partner: raise. Shown by:
        // CpuThreadsTest.
        return (int) ATTENTION.getVolatile(this);
    }

    /** Clears attention bits; the caller looks for their conditions afterwards. Returns which of them were on. */
    public int lower(int bits) {
        // ORDER volatile and: before the look at the conditions; pairs with raise, after which it sees the condition.
        //   Without it: a condition is made between look and clearing and stays without its bit. Shown by:
        // CpuThreadsTest.
        return (int) ATTENTION.getAndBitwiseAnd(this, ~bits) & bits;
    }

    /**
     * Parks the calling thread, the CPU's own, until one of the bits is on. The caller has brought its stores to storage.
     */
    public void await(int bits) {
        // ORDER volatile: announces the thread before the looks below; pairs with raise. Shown by: CpuThreadsTest.
        PARKED.setVolatile(this, Thread.currentThread());
        while ((attention() & bits) == 0) {
            LockSupport.park(this);
        }
        // ORDER volatile: a poster that still saw the thread wakes it in vain, which the loop above allows for.
        PARKED.setVolatile(this, null);
    }

    // ------------------------------------------------------------------------------------------------ taking

    /**
     * Takes the external condition of highest priority that is enabled and still there.
     *
     * @param enabled the attention bits that the masks allow
     * @param timers asked whether a timer's condition holds
     * @param into what to store
     * @return whether there was one
     */
    public boolean takeExternal(int enabled, TimerConditions timers, ExternalInterruption into) {
        int bits = attention() & enabled & Attention.EXTERNAL;
        for (int left = bits; left != 0; left &= left - 1) {
            if (take(Integer.lowestOneBit(left), timers, into)) {
                return true;
            }
        }
        return false;
    }

    private boolean take(int bit, TimerConditions timers, ExternalInterruption into) {
        return switch (bit) {
            case Attention.INTERRUPT_KEY -> takeInterruptKey(into);
            case Attention.MALFUNCTION_ALERT ->
                takeSender(bit, malfunctionAlerts, ExternalInterruption.MALFUNCTION_ALERT, into);
            case Attention.EMERGENCY_SIGNAL ->
                takeSender(bit, emergencySignals, ExternalInterruption.EMERGENCY_SIGNAL, into);
            case Attention.EXTERNAL_CALL -> takeExternalCall(into);
            case Attention.CLOCK_COMPARATOR -> takeClockComparator(timers, into);
            case Attention.CPU_TIMER -> takeCpuTimer(timers, into);
            default -> takeServiceSignal(into);
        };
    }

    private boolean takeInterruptKey(ExternalInterruption into) {
        lower(Attention.INTERRUPT_KEY);
        into.set(ExternalInterruption.INTERRUPT_KEY, 0, 0);
        return floating.takeInterruptKey();
    }

    /** Lowest sender first, one per interruption. */
    private boolean takeSender(int bit, long[] senders, int code, ExternalInterruption into) {
        lower(bit);
        int sender = first(senders);
        if (sender == NONE) {
            return false;
        }
        // ORDER volatile and: takes this sender's bit; pairs with set. A signal sent after it is a new one.
        WORDS.getAndBitwiseAnd(senders, sender / Long.SIZE, ~(1L << sender));
        into.set(code, sender, 0);
        if (first(senders) != NONE) {
            raise(bit);
        }
        return true;
    }

    private boolean takeExternalCall(ExternalInterruption into) {
        lower(Attention.EXTERNAL_CALL);
        // ORDER volatile swap: makes room for the next call; pairs with postExternalCall, whose bit comes after the one
        // cleared
        //   above. Without it: a call accepted here loses its bit. Shown by: PendingInterruptionsTest.
        int sender = (int) EXTERNAL_CALL.getAndSet(this, NONE);
        into.set(ExternalInterruption.EXTERNAL_CALL, Math.max(sender, 0), 0);
        return sender != NONE;
    }

    private boolean takeClockComparator(TimerConditions timers, ExternalInterruption into) {
        lower(Attention.CLOCK_COMPARATOR);
        if (!timers.isClockComparatorDue()) {
            return false;
        }
        raise(Attention.CLOCK_COMPARATOR);
        into.set(ExternalInterruption.CLOCK_COMPARATOR, 0, 0);
        return true;
    }

    private boolean takeCpuTimer(TimerConditions timers, ExternalInterruption into) {
        lower(Attention.CPU_TIMER);
        if (!timers.isCpuTimerDue()) {
            return false;
        }
        raise(Attention.CPU_TIMER);
        into.set(ExternalInterruption.CPU_TIMER, 0, 0);
        return true;
    }

    private boolean takeServiceSignal(ExternalInterruption into) {
        lower(Attention.SERVICE_SIGNAL);
        long signal = floating.takeServiceSignal();
        into.set(ExternalInterruption.SERVICE_SIGNAL, 0, (int) signal);
        return signal != 0;
    }

    /** The I/O interruption of highest priority whose subclass is enabled, or {@code null}. */
    public IoInterruption takeIo(int enabled) {
        int bits = attention() & enabled & Attention.IO;
        for (int left = bits; left != 0; left &= left - 1) {
            int bit = Integer.lowestOneBit(left);
            int subclass = Integer.numberOfTrailingZeros(bit / Attention.IO_SUBCLASS_0);
            lower(bit);
            IoInterruption interruption = floating.takeIo(subclass);
            if (floating.isIoPending(subclass)) {
                raise(bit);
            }
            if (interruption != null) {
                return interruption;
            }
        }
        return null;
    }

    /** The machine-check-interruption code, or 0 if none is pending. */
    public long takeMachineCheck() {
        lower(Attention.MACHINE_CHECK);
        // ORDER volatile swap: takes all conditions posted so far; pairs with postMachineCheck. Shown by:
        // PendingInterruptionsTest.
        return (long) MACHINE_CHECK.getAndSet(this, 0L);
    }

    /** What a CPU reset clears: this CPU's conditions and orders; not the floating ones, nor the reset request itself. */
    public void clear() {
        lower(Attention.CLEARED_BY_RESET);
        // ORDER volatile: after the bits; a post that races with the reset may leave a bit without condition, which
        // takers allow.
        EXTERNAL_CALL.setVolatile(this, NONE);
        // ORDER volatile: as above.
        MACHINE_CHECK.setVolatile(this, 0L);
        for (int word = 0; word < emergencySignals.length; word++) {
            // ORDER volatile: as above.
            WORDS.setVolatile(emergencySignals, word, 0L);
            // ORDER volatile: as above.
            WORDS.setVolatile(malfunctionAlerts, word, 0L);
        }
    }

    /** What is pending, while nobody posts and the CPU executes nothing. Requests of other threads do not count. */
    public PendingConditions conditions() {
        // ORDER volatile: a look at a CPU that stands still; whoever posted did so before it was brought to stand.
        return new PendingConditions(
                attention() & ~(Attention.RENDEZVOUS | Attention.TERMINATE),
                (int) EXTERNAL_CALL.getVolatile(this),
                // ORDER volatile: as above.
                (long) MACHINE_CHECK.getVolatile(this),
                Arrays.stream(emergencySignals).boxed().toList(),
                Arrays.stream(malfunctionAlerts).boxed().toList());
    }

    /** Makes exactly these conditions pending, of a CPU with as many addresses around it. */
    public void restore(PendingConditions conditions) {
        lower(~(Attention.RENDEZVOUS | Attention.TERMINATE));
        clear();
        // ORDER volatile: conditions before their bits, as in posting; pairs with the takers.
        EXTERNAL_CALL.setVolatile(this, conditions.externalCall());
        // ORDER volatile: as above.
        MACHINE_CHECK.setVolatile(this, conditions.machineCheck());
        for (int word = 0; word < emergencySignals.length; word++) {
            // ORDER volatile: as above.
            WORDS.setVolatile(
                    emergencySignals, word, (long) conditions.emergencySignals().get(word));
            // ORDER volatile: as above.
            WORDS.setVolatile(malfunctionAlerts, word, (long)
                    conditions.malfunctionAlerts().get(word));
        }
        raise(conditions.attention());
    }

    private static void set(long[] senders, int sender) {
        // ORDER volatile or: the sender's bit before the attention bit; pairs with first, after the attention bit was
        // cleared.
        //   Without it: the taker finds no sender and the signal waits for the next one. Shown by:
        // PendingInterruptionsTest.
        WORDS.getAndBitwiseOr(senders, sender / Long.SIZE, 1L << sender);
    }

    private static int first(long[] senders) {
        for (int word = 0; word < senders.length; word++) {
            // ORDER volatile: sees every sender whose attention bit was cleared before. Partner: set.
            long bits = (long) WORDS.getVolatile(senders, word);
            if (bits != 0) {
                return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
            }
        }
        return NONE;
    }
}
