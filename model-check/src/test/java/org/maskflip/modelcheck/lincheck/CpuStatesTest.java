package org.maskflip.modelcheck.lincheck;

import static org.maskflip.modelcheck.lincheck.Checking.call;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.interrupt.Attention;

/** {@code Cpu}: requests of other threads beside the units of the CPU's own. */
class CpuStatesTest {
    /** The shipped CPU. */
    public static class Actual {
        final SleepyMachine machine = new SleepyMachine();

        @Operation
        public void start() {
            machine.cpu.start();
        }

        @Operation
        public void stop() {
            machine.cpu.stop();
        }

        @Operation
        public void restart() {
            machine.cpu.restart();
        }

        @Operation
        public String look() {
            return machine.cpu.state().name();
        }

        @Operation
        public String unit() {
            return machine.unit();
        }

        /** The CPU's own loop, with its parking, until it is terminated. */
        @Operation
        public String run() {
            machine.cpu.run();
            return machine.cpu.state().name();
        }

        /** Each order goes out when the one before it is done, as a program does it that asks until the CPU is not busy. */
        @Operation
        public String startAndStop() {
            machine.cpu.start();
            awaitDone();
            String started = look();
            machine.cpu.stop();
            awaitDone();
            String stopped = look();
            machine.cpu.terminate();
            return started + " " + stopped;
        }

        private void awaitDone() {
            while (machine.cpu.isBusy()) {
                Thread.onSpinWait();
            }
        }
    }

    /** After a unit it lowers all orders, as if it had done those that came meanwhile. */
    public static final class LowersTooMuch extends Actual {
        @Override
        public String unit() {
            String done = super.unit();
            machine.cpu.pending().lower(Attention.START | Attention.STOP);
            return done;
        }
    }

    private static Checking startsAndStops(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(OneAfterTheOther.class)
                .thread(call("start"), call("stop"), call("look"))
                .thread(call("unit"), call("unit"))
                .after(call("unit"), call("unit"), call("look"));
    }

    private static Checking running(Class<?> subject) {
        return Checking.of(subject)
                .satisfies((scenario, result) -> result.getParallelResultsWithClock()
                        .get(1)
                        .get(0)
                        .getResult()
                        .toString()
                        .equals("OPERATING STOPPED"))
                .thread(call("run"))
                .thread(call("startAndStop"));
    }

    @Test
    void startAndStop_losesNoOrder() {
        startsAndStops(Actual.class).inBuildAtMost(100).run().passes();
    }

    @Test
    void stop_besideStart_isOneAfterTheOther() {
        Checking.of(Actual.class)
                .linearizes(OneAfterTheOther.class)
                .before(call("start"), call("unit"))
                .thread(call("stop"), call("look"))
                .thread(call("start"), call("look"))
                .thread(call("unit"))
                .after(call("unit"), call("unit"), call("look"))
                .inBuildAtMost(100)
                .run()
                .passes();
    }

    @Test
    void restart_besideStop_isTaken() {
        Checking.of(Actual.class)
                .linearizes(OneAfterTheOther.class)
                .before(call("start"), call("unit"))
                .thread(call("stop"), call("restart"))
                .thread(call("unit"), call("unit"))
                .after(call("unit"), call("unit"), call("look"))
                .inBuildAtMost(100)
                .run()
                .passes();
    }

    /** A known gap, said in the shipped class: one that comes while the first is in progress has no defined sequence to it. */
    @Test
    void secondRestart_whileTheFirstIsInProgress_isLost() {
        Checking.of(Actual.class)
                .linearizes(OneAfterTheOther.class)
                .before(call("restart"))
                .thread(call("look"), call("restart"))
                .thread(call("unit"))
                .after(call("unit"), call("unit"))
                .run()
                .fails("restart");
    }

    @Test
    void sleepingCpu_doesEachOrderThatIsAwaited() {
        running(Actual.class).inBuildAtMost(50).run().passes();
    }

    @Test
    void orderLoweredUnseen_isFound() {
        startsAndStops(LowersTooMuch.class).run().fails("unit");
    }
}
