package org.maskflip.modelcheck.lincheck;

import static org.maskflip.modelcheck.lincheck.Checking.call;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.sigp.SignalOrder;

/** {@code SignalProcessor}: CPUs 1 and 2 signal CPU 0, which does what it is told in units of its own. */
class SignalsTest {
    /** The shipped signaling facility. */
    public static class Actual {
        final SleepyMachine machine = new SleepyMachine();

        @Operation
        public String signal(int sender, SignalOrder order) {
            return machine.signal(sender, order);
        }

        @Operation
        public void start() {
            machine.cpu.start();
        }

        @Operation
        public String unit() {
            return machine.unit();
        }
    }

    /** Says yes to an external call although one is pending, which the new one replaces. */
    public static final class TakesAnyCall extends Actual {
        @Override
        public String signal(int sender, SignalOrder order) {
            String answer = super.signal(sender, order);
            return order == SignalOrder.EXTERNAL_CALL && answer.equals("1.80") ? "0.0" : answer;
        }
    }

    /** Does not look whether an order is in progress, and thereby does two as one. */
    public static final class NeverBusy extends Actual {
        @Override
        public String signal(int sender, SignalOrder order) {
            if (order == SignalOrder.RESTART) {
                machine.cpu.pending().raise(Attention.RESTART);
                return "0.0";
            }
            return super.signal(sender, order);
        }
    }

    private static Checking calls(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(OneAfterTheOther.class)
                .before(call("start"), call("unit"))
                .thread(call("signal", 1, SignalOrder.EXTERNAL_CALL))
                .thread(call("signal", 2, SignalOrder.EXTERNAL_CALL))
                .thread(call("unit"))
                .after(call("unit"), call("unit"));
    }

    private static Checking restarts(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(OneAfterTheOther.class)
                .thread(call("signal", 1, SignalOrder.RESTART), call("signal", 1, SignalOrder.RESTART))
                .thread(call("unit"))
                .after(call("unit"), call("unit"));
    }

    @Test
    void callsOfTwoCpus_areAnsweredOneAtATime() {
        calls(Actual.class).inBuildAtMost(100).run().passes();
    }

    @Test
    void emergencySignals_besideCalls_areEachTaken() {
        Checking.of(Actual.class)
                .linearizes(OneAfterTheOther.class)
                .before(call("start"), call("unit"))
                .thread(call("signal", 1, SignalOrder.EMERGENCY_SIGNAL))
                .thread(call("signal", 2, SignalOrder.EMERGENCY_SIGNAL), call("signal", 2, SignalOrder.EXTERNAL_CALL))
                .thread(call("unit"))
                .after(call("unit"), call("unit"), call("unit"), call("unit"))
                .inBuildAtMost(100)
                .run()
                .passes();
    }

    @Test
    void ordersOfOneCpu_areDoneOrBusy() {
        restarts(Actual.class).inBuildAtMost(100).run().passes();
    }

    @Test
    void stopAndSense_ofOneCpu_agree() {
        Checking.of(Actual.class)
                .linearizes(OneAfterTheOther.class)
                .before(call("start"), call("unit"))
                .thread(call("signal", 1, SignalOrder.STOP), call("signal", 1, SignalOrder.SENSE))
                .thread(call("unit"), call("unit"))
                .after(call("signal", 2, SignalOrder.SENSE))
                .inBuildAtMost(100)
                .run()
                .passes();
    }

    /**
     * What does not hold: two CPUs whose restarts come at the same time may both be told that theirs is accepted, and one restart is
     * done. The look whether the CPU is busy and the request are two events.
     */
    @Test
    void ordersOfTwoCpusAtOnce_mayBothBeAcceptedAndDoneAsOne() {
        Checking.of(Actual.class)
                .linearizes(OneAfterTheOther.class)
                .thread(call("signal", 1, SignalOrder.RESTART))
                .thread(call("signal", 2, SignalOrder.RESTART))
                .after(call("unit"), call("unit"))
                .run()
                .fails("signal");
    }

    @Test
    void secondCallAccepted_isFound() {
        calls(TakesAnyCall.class).run().fails("signal");
    }

    @Test
    void busyCpuNotAskedFor_isFound() {
        restarts(NeverBusy.class).run().fails("signal");
    }
}
