package org.maskflip.modelcheck.program;

import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;

/**
 * What a CPU does next, as far as anything outside its registers is concerned. The model performs it and answers.
 *
 * @param kind what it is; decides which components mean something
 * @param address the absolute address of the operand or the instruction bytes
 * @param size bytes: 1, 2, 4, 8 or 16; instruction fetches 2 or 4
 * @param value what to store, right-aligned; its left half for 16 bytes. END: the reason, see {@link #reason()}
 * @param low the right half for 16 bytes
 * @param expected COMPARE_AND_SWAP: the value that is replaced, its left half for 16 bytes
 * @param expectedLow the right half for 16 bytes
 * @param operation UPDATE and SPECIFIC_UPDATE: from the old value, {@code value} and {@code low} to the new
 * @param naming STORE and STORE_BYTES: by which address the store is made
 */
public record Effect(
        Kind kind,
        long address,
        int size,
        long value,
        long low,
        long expected,
        long expectedLow,
        Operation operation,
        Naming naming) {

    /** The kinds of effect, each with its answer. */
    public enum Kind {
        /** Instruction bytes, each of which may be any copy the model allows. Answer: the bytes, right-aligned. */
        INSTRUCTION_FETCH,
        /** One operand fetch, block-concurrent. Answer: the value; for 16 bytes both halves. */
        FETCH,
        /** One store event. Answer: 0. */
        STORE,
        /** An unaligned store: one event per byte, in any order. Answer: 0. */
        STORE_BYTES,
        /** Interlocked; stores at once, if equal. Answer: what was there; for 16 bytes both halves. */
        COMPARE_AND_SWAP,
        /** An interlocked update whose store is made at once. Answer: the old value. */
        UPDATE,
        /** Rule {@code specific}: an interlocked update whose store may follow later fetches. Answer: the old value. */
        SPECIFIC_UPDATE,
        /** A serializing function. Answer: 0. */
        SERIALIZE,
        /** The same as part of an interruption. Answer: 0. */
        SERIALIZE_INTERRUPTION,
        /** SIGNAL PROCESSOR: order in {@code value}, CPU address in {@code address}, parameter in {@code low}. Answer as in Environment. */
        SIGNAL,
        /** The CPU asks for its own address. Answer: it. */
        CPU_ADDRESS,
        /** The CPU chooses one of two ways to go on. Answer: 0 or 1. */
        CHOICE,
        /** The CPU is in the wait state; only an interruption ends it. */
        WAIT,
        /** The CPU executes nothing any more. */
        END
    }

    /** Whether a store is covered by {@code F-own}. */
    public enum Naming {
        /** By the address by which instructions are fetched, too. */
        BY_VIRTUAL,
        /** By real address: STURA, STURG, and what an interruption stores. */
        BY_REAL
    }

    /** Why a CPU ends: it came to an end address of the program, or loaded a disabled wait. */
    public static final long ENDED = 0;

    /** Plus the interruption code: a program interruption for which there is no prefix area. */
    public static final long PROGRAM_INTERRUPTION = 0x1_0000;

    /** It would have to execute with an invalid PSW. */
    public static final long INVALID_PSW = 0x2_0000;

    static Effect of(Kind kind) {
        return new Effect(kind, 0, 0, 0, 0, 0, 0, null, Naming.BY_REAL);
    }

    static Effect end(long reason) {
        return new Effect(Kind.END, 0, 0, reason, 0, 0, 0, null, Naming.BY_REAL);
    }

    static Effect fetch(Kind kind, long address, int size) {
        return new Effect(kind, address, size, 0, 0, 0, 0, null, Naming.BY_REAL);
    }

    static Effect store(Kind kind, long address, int size, Quadword value, Naming naming) {
        return new Effect(kind, address, size, value.high(), value.low(), 0, 0, null, naming);
    }

    static Effect swap(long address, int size, Quadword expected, Quadword replacement) {
        return new Effect(
                Kind.COMPARE_AND_SWAP,
                address,
                size,
                replacement.high(),
                replacement.low(),
                expected.high(),
                expected.low(),
                null,
                Naming.BY_VIRTUAL);
    }

    static Effect update(Kind kind, long address, int size, Operation operation, long second, long third) {
        return new Effect(kind, address, size, second, third, 0, 0, operation, Naming.BY_VIRTUAL);
    }

    static Effect signal(int order, int cpu, long parameter) {
        return new Effect(Kind.SIGNAL, cpu, 0, order, parameter, 0, 0, null, Naming.BY_REAL);
    }

    /** Whether it takes two answers: sixteen bytes. */
    public boolean isQuadword() {
        return size == 16;
    }

    /** For END: {@link #ENDED}, {@link #PROGRAM_INTERRUPTION} plus a code, or {@link #INVALID_PSW}. */
    public long reason() {
        return value;
    }

    /** What an UPDATE or SPECIFIC_UPDATE stores for an old value. */
    public long updated(long old) {
        return operation.apply(old, value, low);
    }
}
