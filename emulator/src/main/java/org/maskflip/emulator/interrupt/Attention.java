package org.maskflip.emulator.interrupt;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Psw;

/**
 * The bits of a CPU's attention word: what may make it leave its instruction stream. A bit is a hint that is never missing when
 * its condition is pending; who takes the condition clears the bit first and looks afterwards.
 */
public final class Attention {
    /** Another CPU asks for something at an instruction boundary. */
    public static final int RENDEZVOUS = 1;
    /** The CPU's thread shall end. */
    public static final int TERMINATE = 1 << 1;

    public static final int CPU_RESET = 1 << 2;
    public static final int INITIAL_CPU_RESET = 1 << 3;
    public static final int STOP = 1 << 4;
    /** Goes with {@link #STOP}: the status is stored once the CPU has stopped. */
    public static final int STORE_STATUS = 1 << 5;

    public static final int START = 1 << 6;
    public static final int RESTART = 1 << 7;
    public static final int MACHINE_CHECK = 1 << 8;
    public static final int INTERRUPT_KEY = 1 << 9;
    public static final int MALFUNCTION_ALERT = 1 << 10;
    public static final int EMERGENCY_SIGNAL = 1 << 11;
    public static final int EXTERNAL_CALL = 1 << 12;
    public static final int CLOCK_COMPARATOR = 1 << 13;
    public static final int CPU_TIMER = 1 << 14;
    public static final int SERVICE_SIGNAL = 1 << 15;
    /** I/O-interruption subclass 0; subclass n has the n-th bit above it. */
    public static final int IO_SUBCLASS_0 = 1 << 16;

    /** All I/O-interruption subclasses. */
    public static final int IO = 0xFF * IO_SUBCLASS_0;
    /** All external-interruption conditions. */
    public static final int EXTERNAL = INTERRUPT_KEY
            | MALFUNCTION_ALERT
            | EMERGENCY_SIGNAL
            | EXTERNAL_CALL
            | CLOCK_COMPARATOR
            | CPU_TIMER
            | SERVICE_SIGNAL;
    /** What no mask holds back while the CPU operates. */
    public static final int UNMASKED =
            RENDEZVOUS | TERMINATE | CPU_RESET | INITIAL_CPU_RESET | STOP | STORE_STATUS | START | RESTART;
    /** What a stopped CPU looks at. */
    public static final int WHILE_STOPPED = UNMASKED;
    /** What a CPU in the check-stop state looks at. */
    public static final int WHILE_CHECK_STOPPED = RENDEZVOUS | TERMINATE | CPU_RESET | INITIAL_CPU_RESET;
    /** Signal-processor orders that are not finished while their bit is on. */
    public static final int ORDERS = CPU_RESET | INITIAL_CPU_RESET | STOP | STORE_STATUS | START | RESTART;
    /** What a CPU reset clears: pending interruption conditions of this CPU, and orders. */
    static final int CLEARED_BY_RESET = MACHINE_CHECK
            | MALFUNCTION_ALERT
            | EMERGENCY_SIGNAL
            | EXTERNAL_CALL
            | STOP
            | STORE_STATUS
            | START
            | RESTART;

    private static final int IO_MASK_SHIFT = 24;

    private Attention() {}

    /** The bits that an operating CPU with these masks looks at: PSW masks, CR0 (external) and CR6 (I/O) subclass masks. */
    public static int enabled(long pswMask, long cr0, long cr6) {
        int bits = UNMASKED;
        if ((pswMask & Psw.EXTERNAL) != 0) {
            bits |= external(cr0);
        }
        if ((pswMask & Psw.IO) != 0) {
            bits |= io(cr6);
        }
        if ((pswMask & Psw.MACHINE_CHECK) != 0) {
            bits |= MACHINE_CHECK;
        }
        return bits;
    }

    private static int external(long cr0) {
        int bits = 0;
        bits |= (cr0 & ControlBits.CR0_INTERRUPT_KEY) != 0 ? INTERRUPT_KEY : 0;
        bits |= (cr0 & ControlBits.CR0_MALFUNCTION_ALERT) != 0 ? MALFUNCTION_ALERT : 0;
        bits |= (cr0 & ControlBits.CR0_EMERGENCY_SIGNAL) != 0 ? EMERGENCY_SIGNAL : 0;
        bits |= (cr0 & ControlBits.CR0_EXTERNAL_CALL) != 0 ? EXTERNAL_CALL : 0;
        bits |= (cr0 & ControlBits.CR0_CLOCK_COMPARATOR) != 0 ? CLOCK_COMPARATOR : 0;
        bits |= (cr0 & ControlBits.CR0_CPU_TIMER) != 0 ? CPU_TIMER : 0;
        bits |= (cr0 & ControlBits.CR0_SERVICE_SIGNAL) != 0 ? SERVICE_SIGNAL : 0;
        return bits;
    }

    /** CR6 bits 32-39 are the masks of subclasses 0-7; the attention word has subclass 0 lowest. */
    private static int io(long cr6) {
        int masks = (int) (cr6 >>> IO_MASK_SHIFT) & 0xFF;
        return (Integer.reverse(masks) >>> IO_MASK_SHIFT) * IO_SUBCLASS_0;
    }
}
