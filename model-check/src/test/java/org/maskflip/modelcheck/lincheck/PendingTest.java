package org.maskflip.modelcheck.lincheck;

import static org.maskflip.modelcheck.lincheck.Checking.call;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.ExternalInterruption;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.interrupt.TimerConditions;

/** {@link PendingInterruptions}: posting is linearizable with masked taking. */
class PendingTest {
    private static final int BOTH = Attention.EXTERNAL_CALL | Attention.EMERGENCY_SIGNAL;

    private static final class NoTimers implements TimerConditions {
        @Override
        public boolean isClockComparatorDue() {
            return false;
        }

        @Override
        public boolean isCpuTimerDue() {
            return false;
        }
    }

    /** The shipped class; 0 is for "nothing taken". */
    public static class Actual {
        final PendingInterruptions pending = new PendingInterruptions(4, new FloatingInterruptions());
        private final ExternalInterruption into = new ExternalInterruption();
        private final TimerConditions timers = new NoTimers();

        @Operation
        public boolean externalCall(int sender) {
            return pending.postExternalCall(sender) == PendingInterruptions.Posting.ACCEPTED;
        }

        @Operation
        public void emergencySignal(int sender) {
            pending.postEmergencySignal(sender);
        }

        @Operation
        public int take(int enabled) {
            return pending.takeExternal(enabled, timers, into) ? into.code() << 4 | into.cpuAddress() : 0;
        }
    }

    /** Clears the bit after it has looked for the condition. */
    public static final class ClearsLate extends Actual {
        @Override
        public int take(int enabled) {
            int taken = super.take(enabled);
            pending.lower(enabled);
            return taken;
        }
    }

    /** One call, a set of signals; the signal has priority. */
    public static final class Sequential {
        private int caller = -1;
        private int senders;

        public boolean externalCall(int sender) {
            boolean isFree = caller < 0;
            caller = isFree ? sender : caller;
            return isFree;
        }

        public void emergencySignal(int sender) {
            senders |= 1 << sender;
        }

        public int take(int enabled) {
            if ((enabled & Attention.EMERGENCY_SIGNAL) != 0 && senders != 0) {
                int sender = Integer.numberOfTrailingZeros(senders);
                senders &= senders - 1;
                return ExternalInterruption.EMERGENCY_SIGNAL << 4 | sender;
            }
            if ((enabled & Attention.EXTERNAL_CALL) == 0 || caller < 0) {
                return 0;
            }
            int taken = ExternalInterruption.EXTERNAL_CALL << 4 | caller;
            caller = -1;
            return taken;
        }
    }

    private static Checking taking(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(Sequential.class)
                .before(call("emergencySignal", 3))
                .thread(call("emergencySignal", 1), call("emergencySignal", 2))
                .thread(call("take", Attention.EMERGENCY_SIGNAL), call("take", BOTH))
                .after(call("take", BOTH), call("take", BOTH));
    }

    @Test
    void signals_areTakenOnceEach() {
        taking(Actual.class).run().exhausts();
    }

    @Test
    void externalCalls_areAcceptedOneAtATime() {
        Checking.of(Actual.class)
                .linearizes(Sequential.class)
                .thread(call("externalCall", 1), call("take", BOTH))
                .thread(call("externalCall", 2))
                .after(call("take", BOTH), call("take", BOTH))
                .run()
                .exhausts();
    }

    @Test
    void maskedConditions_stayPending() {
        Checking.of(Actual.class)
                .linearizes(Sequential.class)
                .thread(call("externalCall", 1), call("emergencySignal", 2))
                .thread(call("take", Attention.EXTERNAL_CALL))
                .after(call("take", BOTH), call("take", BOTH))
                .run()
                .exhausts();
    }

    @Test
    void bitClearedAfterTheLook_isFound() {
        taking(ClearsLate.class).run().fails("take");
    }
}
