package org.maskflip.modelcheck.program;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;
import org.maskflip.emulator.insn.Update;
import org.maskflip.modelcheck.program.Effect.Kind;
import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * Storage as a replayed instruction sees it: the first effects are answered from the log, the one after them is kept and unwinds the
 * instruction. Addresses are real ones, and effects name absolute ones. Sources: Model Z, rule {@code block}; PoP chapter 3,
 * "Prefixing".
 */
final class ReplayAccess implements Access {
    /** Unwinds an instruction at the effect that has no answer yet. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unanswered() {
            super(null, null, false, false);
        }
    }

    private static final long PREFIX_AREA = 0x2000;

    private final GuestProgram program;
    private final long prefix;
    private final long[] log;
    private final Executions executions;
    private long[] executed;
    private int used;
    private Effect wanted;

    /** A replay on a CPU that has a certain prefix. */
    ReplayAccess(GuestProgram program, long prefix, long[] log, Executions executions, long[] executed) {
        this.program = program;
        this.prefix = prefix;
        this.log = log;
        this.executions = executions;
        this.executed = executed;
    }

    /** The bytes of an instruction are known, left-aligned, and it is executed. */
    void noteExecution(long address, long bytes) {
        executed = executions.after(executed, address, bytes);
    }

    /** The record of observed executions, up to here. */
    long[] executed() {
        return executed;
    }

    /** The effect at which the replay stopped. */
    Effect wanted() {
        return wanted;
    }

    /** The answer to an effect. */
    long perform(Effect effect) {
        if (used < log.length) {
            return log[used++];
        }
        wanted = effect;
        throw new Unanswered();
    }

    private Quadword performQuadword(Effect effect) {
        long high = perform(effect);
        return new Quadword(high, log[used++]);
    }

    /** Instruction bytes at a real address, right-aligned. */
    long instruction(long address, int size) {
        check(address, size);
        return perform(Effect.fetch(Kind.INSTRUCTION_FETCH, absolute(address), size));
    }

    /** Prefixing: the first 8 KiB of real storage and those at the prefix change places. */
    private long absolute(long real) {
        if (Long.compareUnsigned(real, PREFIX_AREA) < 0) {
            return real + prefix;
        }
        return Long.compareUnsigned(real - prefix, PREFIX_AREA) < 0 ? real - prefix : real;
    }

    private void check(long address, long length) {
        if (!program.isInstalled(absolute(address), length)) {
            throw ProgramInterruption.of(ProgramCode.ADDRESSING);
        }
    }

    private static boolean isAligned(long address, int size) {
        return (address & size - 1) == 0;
    }

    @Override
    public boolean fetchesOperandsIndependently() {
        return true;
    }

    @Override
    public boolean isSecondOperandNext() {
        return perform(Effect.of(Kind.CHOICE)) == 1;
    }

    @Override
    public long fetch(long address, int size) {
        check(address, size);
        if (isAligned(address, size)) {
            return perform(Effect.fetch(Kind.FETCH, absolute(address), size));
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | perform(Effect.fetch(Kind.FETCH, absolute(address + i), 1));
        }
        return value;
    }

    @Override
    public void store(long address, int size, long value) {
        store(address, size, value, Naming.BY_VIRTUAL);
    }

    void store(long address, int size, long value, Naming naming) {
        check(address, size);
        Kind kind = isAligned(address, size) ? Kind.STORE : Kind.STORE_BYTES;
        long stored = size == 8 ? value : value & (1L << 8 * size) - 1;
        perform(Effect.store(kind, absolute(address), size, new Quadword(stored, 0), naming));
    }

    @Override
    public long fetch(Space space, int key, long address, int size) {
        return fetch(address, size);
    }

    @Override
    public void store(Space space, int key, long address, int size, long value) {
        store(address, size, value, space == Space.CURRENT ? Naming.BY_VIRTUAL : Naming.BY_REAL);
    }

    @Override
    public Quadword fetchQuadword(long address) {
        check(address, 16);
        return performQuadword(Effect.fetch(Kind.FETCH, absolute(address), 16));
    }

    @Override
    public void storeQuadword(long address, Quadword value) {
        check(address, 16);
        perform(Effect.store(Kind.STORE, absolute(address), 16, value, Naming.BY_VIRTUAL));
    }

    @Override
    public long compareAndSwap(long address, int size, long expected, long replacement) {
        check(address, size);
        return perform(Effect.swap(absolute(address), size, new Quadword(expected, 0), new Quadword(replacement, 0)));
    }

    @Override
    public Quadword compareAndSwapQuadword(long address, Quadword expected, Quadword replacement) {
        check(address, 16);
        return performQuadword(Effect.swap(absolute(address), 16, expected, replacement));
    }

    @Override
    public long update(long address, int size, Update kind, Operation operation, long second, long third) {
        check(address, size);
        if (!isAligned(address, size)) {
            return updatePlain(address, size, operation, second, third);
        }
        Kind effect = kind == Update.SPECIFIC ? Kind.SPECIFIC_UPDATE : Kind.UPDATE;
        return perform(Effect.update(effect, absolute(address), size, operation, second, third));
    }

    /** Fetch, then store, not interlocked (rule {@code update}). */
    long updatePlain(long address, int size, Operation operation, long second, long third) {
        long old = fetch(address, size);
        store(address, size, operation.apply(old, second, third));
        return old;
    }

    @Override
    public void probeFetch(Space space, int key, long address, long length) {
        if (length > 0) {
            check(address, length);
        }
    }

    @Override
    public void probeStore(Space space, int key, long address, long length) {
        probeFetch(space, key, address, length);
    }

    @Override
    public Translation translate(Space space, long address) {
        return new Translation(0, address, false);
    }

    @Override
    public int storageKey(long absolute) {
        throw new NotModeledException("storage keys are not modeled");
    }

    @Override
    public void setStorageKey(long absolute, int key) {
        throw new NotModeledException("storage keys are not modeled");
    }

    @Override
    public long realToAbsolute(long real) {
        check(real, 1);
        return absolute(real);
    }
}
