package org.maskflip.emulator.machine;

import java.util.List;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.device.Alarm;
import org.maskflip.emulator.device.CpuClocks;
import org.maskflip.emulator.device.VirtualTime;
import org.maskflip.emulator.storage.order.ChoiceKind;
import org.maskflip.emulator.storage.order.Chooser;

/**
 * Runs all CPUs on one thread: a chooser says which goes on and for how many units of operation. Time passes with instructions; where
 * no CPU can go on it jumps to the next timer. The same choices give the same run.
 */
final class DeterministicScheduler implements Runnable {
    /** TOD-clock units per instruction: 64 guest instructions take a microsecond. */
    static final long UNITS_PER_INSTRUCTION = 64;

    private static final int LONGEST_BURST = 16;

    /** Rounds between two looks at what other threads asked for. */
    private static final int ROUNDS = 256;

    private static final long INPUT_MILLIS = 2;

    private final List<Cpu> cpus;
    private final List<CpuClocks> clocks;
    private final VirtualTime time;
    private final Chooser chooser;
    private final EndWatch watch;
    private final long maximumInstructions;
    private final boolean[] isIdle;
    private final int[] ready;
    private long executed;

    DeterministicScheduler(
            List<Cpu> cpus,
            List<CpuClocks> clocks,
            VirtualTime time,
            Chooser chooser,
            EndWatch watch,
            long maximumInstructions) {
        this.cpus = cpus;
        this.clocks = clocks;
        this.time = time;
        this.chooser = chooser;
        this.watch = watch;
        this.maximumInstructions = maximumInstructions;
        isIdle = new boolean[cpus.size()];
        ready = new int[cpus.size()];
    }

    @Override
    public void run() {
        try {
            for (int round = 1; round % ROUNDS != 0 || watch.ending() == null; round++) {
                if (!advance()) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            watch.end(Idleness.ending(Ending.Kind.DEFECT, cpus.get(0), EndWatch.DEFECT + ": " + e, cpus));
            throw e;
        } finally {
            cpus.forEach(cpu -> cpu.order().drain());
        }
    }

    /** One round. False if the run has ended. */
    private boolean advance() {
        int count = ready();
        if (count == 0) {
            return await();
        }
        int number = ready[count == 1 ? 0 : chooser.choose(count, ChoiceKind.CPU)];
        int burst = count == 1 ? LONGEST_BURST : 1 + chooser.choose(LONGEST_BURST, ChoiceKind.BURST);
        burst(number, burst);
        Ending failure = watch.failure();
        if (failure != null) {
            watch.end(failure);
            return false;
        }
        if (executed >= maximumInstructions) {
            watch.end(Idleness.ending(Ending.Kind.INSTRUCTION_LIMIT, cpus.get(number), "", cpus));
            return false;
        }
        return true;
    }

    private int ready() {
        int count = 0;
        for (int i = 0; i < isIdle.length; i++) {
            if (isIdle[i] && Idleness.isWakeable(cpus.get(i))) {
                isIdle[i] = false;
            }
            if (!isIdle[i]) {
                ready[count++] = i;
            }
        }
        return withoutStalled(count);
    }

    /** Leaves out the CPUs that their order holds up, unless no other can go on. */
    private int withoutStalled(int all) {
        int count = 0;
        for (int i = 0; i < all; i++) {
            if (!cpus.get(ready[i]).order().isStalled()) {
                ready[count++] = ready[i];
            }
        }
        return count == 0 ? all : count;
    }

    private void burst(int number, int length) {
        Cpu cpu = cpus.get(number);
        CpuClocks own = clocks.get(number);
        for (int i = 0; i < length && executed < maximumInstructions; i++) {
            switch (cpu.step()) {
                case INSTRUCTION -> {
                    executed++;
                    time.advance(UNITS_PER_INSTRUCTION);
                }
                case INTERRUPTION -> {}
                case WAITING, WAITING_DISABLED, NOT_OPERATING -> {
                    isIdle[number] = true;
                    return;
                }
            }
            own.poll(0);
            if (cpu.order().isStalled()) {
                return;
            }
        }
    }

    /** No CPU can go on: stores reach storage, then time jumps, or the run has ended. */
    private boolean await() {
        cpus.forEach(cpu -> cpu.order().drain());
        long next = Alarm.NEVER;
        for (int i = 0; i < isIdle.length; i++) {
            next = Math.min(next, clocks.get(i).poll(Idleness.interest(cpus.get(i))));
        }
        if (cpus.stream().anyMatch(Idleness::isWakeable)) {
            return true;
        }
        if (next != Alarm.NEVER) {
            time.advance(next);
            clocks.forEach(clock -> clock.poll(0));
            return true;
        }
        Ending found = Idleness.ending(cpus);
        if (found.kind() == Ending.Kind.DEADLOCK && watch.isInputOpen()) {
            return pause();
        }
        watch.end(found);
        return false;
    }

    /** Gives who types some time. */
    private static boolean pause() {
        try {
            Thread.sleep(INPUT_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
