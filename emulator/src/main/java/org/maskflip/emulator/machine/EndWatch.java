package org.maskflip.emulator.machine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuListener;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.device.Alarm;
import org.maskflip.emulator.device.CpuClocks;

/**
 * Knows whether the machine has come to its end. CPUs tell it of states and waits on their threads; who awaits the end looks, again and
 * again, whether all CPUs are idle.
 *
 * <p>An idle CPU leaves its wait only for something that another CPU, a timer or a console makes pending, and tells of that before it
 * is away again. Hence: if all CPUs are found idle, twice, and none told anything meanwhile, and no timer runs, then nothing can happen
 * any more.
 */
final class EndWatch implements CpuListener {
    /** How long to wait for news before looking again. */
    private static final long LOOK_MILLIS = 5;

    static final String DEFECT = "the emulator failed";

    private final List<Cpu> cpus;
    private final List<CpuClocks> clocks;
    private final long maximumInstructions;

    /** Counts what CPUs told. Guarded by this. */
    private long generation;

    /** Guarded by this. */
    private ConsoleInput input;

    /** The end of the present run, or {@code null}. Guarded by this. */
    private Ending ending;

    /** The CPU that entered the check-stop state in this run, or {@code null}. Guarded by this. */
    private Cpu failed;

    EndWatch(List<Cpu> cpus, List<CpuClocks> clocks, ConsoleInput input, long maximumInstructions) {
        this.cpus = cpus;
        this.clocks = clocks;
        this.input = input;
        this.maximumInstructions = maximumInstructions;
    }

    @Override
    public void stateChanged(Cpu cpu, CpuState from, CpuState to, String reason) {
        CpuClocks own = clocks.get(cpu.address());
        if (to == CpuState.OPERATING) {
            own.operate();
        } else {
            own.halt();
        }
        synchronized (this) {
            if (to == CpuState.CHECK_STOP && failed == null) {
                failed = cpu;
            }
        }
        tell();
    }

    @Override
    public void waitBegun(Cpu cpu, Waiting waiting) {
        tell();
    }

    @Override
    public void waitEnded(Cpu cpu) {
        tell();
    }

    private synchronized void tell() {
        generation++;
        notifyAll();
    }

    synchronized void closeInput() {
        input = ConsoleInput.CLOSED;
        tell();
    }

    synchronized boolean isInputOpen() {
        return input == ConsoleInput.OPEN;
    }

    /** A run begins. */
    synchronized void begin() {
        ending = null;
        failed = null;
    }

    /** Takes the end of the run, unless it has one already. */
    synchronized void end(Ending how) {
        if (ending == null) {
            ending = how;
            notifyAll();
        }
    }

    synchronized Ending ending() {
        return ending;
    }

    /**
     * The end of the run, or one of kind {@code TIMEOUT}, after which the run goes on.
     *
     * @param look looks for the end, where nobody else does
     */
    Ending await(Duration limit, Runnable look) throws InterruptedException {
        long deadline = System.nanoTime() + saturatedNanos(limit);
        while (true) {
            look.run();
            synchronized (this) {
                if (ending != null) {
                    return ending;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Idleness.ending(Ending.Kind.TIMEOUT, cpus.get(0), "after " + limit, cpus);
                }
                wait(Math.max(1, Math.min(LOOK_MILLIS, TimeUnit.NANOSECONDS.toMillis(left))));
            }
        }
    }

    private static long saturatedNanos(Duration limit) {
        return limit.compareTo(Duration.ofDays(1000)) < 0
                ? limit.toNanos()
                : Duration.ofDays(1000).toNanos();
    }

    /** Ends the run if it has come to its end. */
    void look() {
        if (ending() != null) {
            return;
        }
        Ending failure = failure();
        if (failure != null) {
            end(failure);
            return;
        }
        if (cpus.stream().mapToLong(Cpu::instructionCount).sum() >= maximumInstructions) {
            end(Idleness.ending(Ending.Kind.INSTRUCTION_LIMIT, cpus.get(0), "", cpus));
            return;
        }
        long before = told();
        boolean wereIdle = areIdle();
        if (wereIdle && areIdle() && told() == before) {
            Ending found = Idleness.ending(cpus);
            if (found.kind() != Ending.Kind.DEADLOCK || !isInputOpen()) {
                end(found);
            }
        }
    }

    /** A check stop ends the run at once, whatever the other CPUs do. */
    Ending failure() {
        Cpu cpu;
        synchronized (this) {
            cpu = failed;
        }
        if (cpu == null) {
            return null;
        }
        Ending.Kind kind = cpu.reason().startsWith(DEFECT) ? Ending.Kind.DEFECT : Ending.Kind.CHECK_STOP;
        return Idleness.ending(kind, cpu, cpu.reason(), cpus);
    }

    private synchronized long told() {
        return generation;
    }

    private boolean areIdle() {
        return cpus.stream().allMatch(this::isIdleForGood);
    }

    private boolean isIdleForGood(Cpu cpu) {
        return Idleness.isIdle(cpu)
                && clocks.get(cpu.address()).poll(Idleness.interest(cpu)) == Alarm.NEVER
                && Idleness.isIdle(cpu);
    }
}
