package org.maskflip.modelcheck.program;

import java.util.Arrays;
import java.util.Objects;
import org.maskflip.emulator.arch.Registers;

/**
 * One CPU between two effects: its registers and PSW as they were when the current instruction or interruption began, what the model
 * has answered since, and the effect it wants next. Immutable, and equal by content, the effect following from the rest.
 *
 * <p>The breaking-event address is left out, so that loops close.
 */
public final class CpuState {
    private static final int MASK = 16;
    private static final int ADDRESS = 17;
    private static final int PREFIX = 18;
    private static final int FPC = 19;
    private static final int CONTROL = 20;
    private static final int FLOATING = 36;
    private static final int ACCESS = 52;
    private static final int LENGTH = 60;
    private static final long LOW = 0xFFFF_FFFFL;

    private final long[] registers;
    private final Interruption interruption;
    private final long[] log;
    private final Effect effect;

    /** What was executed before the current instruction, of what is observed. */
    private final long[] executed;

    /** The same, with the current instruction as soon as its bytes are known; follows from the rest. */
    private final long[] executing;

    private final Executions observed;
    private final int hash;

    CpuState(Point from, long[] log, Effect effect, long[] executing) {
        observed = from.observed();
        registers = from.registers();
        interruption = from.interruption();
        executed = from.executed();
        this.log = log;
        this.effect = effect;
        this.executing = executing;
        hash = 31 * (31 * (31 * Arrays.hashCode(registers) + Arrays.hashCode(log)) + Objects.hashCode(interruption))
                + Arrays.hashCode(executed);
    }

    /**
     * A CPU between two instructions, or before an interruption.
     *
     * @param registers saved registers
     * @param interruption the one that is taken next, or {@code null}
     * @param observed which of its executions are recorded
     * @param executed the record
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
    record Point(long[] registers, Interruption interruption, Executions observed, long[] executed) {}

    Point point() {
        return new Point(registers, interruption, observed, executed);
    }

    /** The bytes of an observed execution, the current instruction included; 0 if it has not happened. */
    long executed(Observation observation) {
        return observed.bytes(executing, observation);
    }

    /** What this CPU wants next. */
    public Effect effect() {
        return effect;
    }

    /** Whether it stands between two instructions, where interruptions are taken. */
    public boolean isBetweenInstructions() {
        return log.length == 0 && interruption == null;
    }

    /** How many answers the current instruction or interruption has had. */
    public int answers() {
        return log.length;
    }

    /** The interruption whose PSW exchange is under way, or {@code null}. */
    public Interruption interruption() {
        return interruption;
    }

    /** General register 0-15 as it was when the current instruction began. */
    public long gr(int number) {
        return registers[number];
    }

    /** PSW bits 0-63. */
    public long pswMask() {
        return registers[MASK];
    }

    public long instructionAddress() {
        return registers[ADDRESS];
    }

    /** The prefix: the absolute address of the CPU's prefix area. */
    public long prefix() {
        return registers[PREFIX];
    }

    /** Control register 0-15. */
    public long cr(int number) {
        return registers[CONTROL + number];
    }

    /** A fixed order of states of the same program: 0 only for equal ones. */
    public int compareContent(CpuState that) {
        int order = Arrays.compare(registers, that.registers);
        order = order != 0 ? order : Arrays.compare(log, that.log);
        order = order != 0 ? order : Arrays.compare(executed, that.executed);
        return order != 0 ? order : String.valueOf(interruption).compareTo(String.valueOf(that.interruption));
    }

    long[] log() {
        return log;
    }

    static long[] save(Registers from) {
        long[] saved = new long[LENGTH];
        for (int i = 0; i < 16; i++) {
            saved[i] = from.gr(i);
            saved[CONTROL + i] = from.cr(i);
            saved[FLOATING + i] = from.fpr(i);
        }
        for (int i = 0; i < 8; i++) {
            saved[ACCESS + i] = (long) from.ar(2 * i) << 32 | from.ar(2 * i + 1) & LOW;
        }
        saved[MASK] = from.pswMask();
        saved[ADDRESS] = from.instructionAddress();
        saved[PREFIX] = from.prefix();
        saved[FPC] = from.fpc();
        return saved;
    }

    static Registers restore(long[] saved) {
        Registers to = new Registers();
        for (int i = 0; i < 16; i++) {
            to.setGr(i, saved[i]);
            to.setCr(i, saved[CONTROL + i]);
            to.setFpr(i, saved[FLOATING + i]);
        }
        for (int i = 0; i < 8; i++) {
            to.setAr(2 * i, (int) (saved[ACCESS + i] >>> 32));
            to.setAr(2 * i + 1, (int) saved[ACCESS + i]);
        }
        to.setPswMask(saved[MASK]);
        to.setInstructionAddress(saved[ADDRESS]);
        to.setPrefix(saved[PREFIX]);
        to.setFpc((int) saved[FPC]);
        to.setControlChanged(false);
        return to;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuState that
                && hash == that.hash
                && Arrays.equals(log, that.log)
                && Arrays.equals(registers, that.registers)
                && Arrays.equals(executed, that.executed)
                && observed.equals(that.observed)
                && Objects.equals(interruption, that.interruption);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return String.format("%x: %s", registers[ADDRESS], effect);
    }
}
