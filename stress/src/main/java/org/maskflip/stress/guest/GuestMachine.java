package org.maskflip.stress.guest;

import java.util.Arrays;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.trial.TrialMachine;

/**
 * One machine with the program of a litmus test, used again and again. Each actor runs a CPU as far as it goes; what is left then, an
 * interruption on its way, a loop that waits for a CPU that has gone to sleep, one thread does to the end when all actors are done.
 */
final class GuestMachine {
    /** More units than any program needs that does not wait for another CPU. */
    private static final int MOST_UNITS = 400;

    /** Looks at what is pending, by a CPU that sleeps, before it leaves the rest to the end. */
    private static final int MOST_LOOKS = 200;

    /** A run with more units than this shows nothing. */
    private static final int MOST_UNITS_AT_END = 4_000;

    private static final int TABLE = 1 << 10;

    /** What all machines of one program share. */
    static final class Kind {
        private final LitmusTest test;
        private final PackedStorage.Layout layout;

        Kind(String name) {
            test = GuestTests.test(name);
            layout = new PackedStorage.Layout(test.program());
        }
    }

    private final Kind kind;
    private final TrialMachine machine;
    private final int cpus;
    private final long[] row;

    /** The rows met so far, by hash, and their words: nothing is allocated for an outcome that has been met. */
    private final long[][] rows = new long[TABLE][];

    private final String[] words = new String[TABLE];

    GuestMachine(Kind kind) {
        this.kind = kind;
        machine = TrialMachine.bare(kind.test.program(), new PackedStorage(kind.layout));
        cpus = kind.test.program().cpus().size();
        row = new long[machine.width()];
        machine.restore();
    }

    /** An actor: runs a CPU until it has come to its end, or sleeps, or has done too much. */
    void run(int cpu) {
        int looks = 0;
        for (int units = 0; units < MOST_UNITS; units++) {
            while (!machine.canGo(cpu)) {
                if (looks++ == MOST_LOOKS || !isAsleep(cpu)) {
                    return;
                }
                Thread.onSpinWait();
            }
            machine.unit(cpu, -1);
        }
    }

    private boolean isAsleep(int number) {
        Cpu cpu = machine.cpu(number);
        return cpu.state() == CpuState.STOPPED || cpu.registers().isMaskSet(Psw.WAIT);
    }

    /** Brings the run to its end, and the machine back to its beginning; when all actors are done. */
    String end() {
        boolean isFinished = finish();
        machine.read(row);
        machine.restore();
        return isFinished ? words() : "unfinished";
    }

    private boolean finish() {
        int units = 0;
        boolean isMoving = true;
        while (isMoving) {
            isMoving = false;
            for (int cpu = 0; cpu < cpus; cpu++) {
                if (machine.canGo(cpu)) {
                    machine.unit(cpu, -1);
                    isMoving = true;
                    if (++units > MOST_UNITS_AT_END) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private String words() {
        int slot = Arrays.hashCode(row) * 0x9E37_79B9 >>> 22;
        while (rows[slot] != null) {
            if (Arrays.equals(rows[slot], row)) {
                return words[slot];
            }
            slot = slot + 1 & TABLE - 1;
        }
        rows[slot] = row.clone();
        words[slot] = GuestTests.words(kind.test, machine.outcome(row)).intern();
        return words[slot];
    }
}
