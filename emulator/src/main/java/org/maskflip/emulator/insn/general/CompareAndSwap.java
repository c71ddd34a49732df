package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.COMPARE_AND_SWAP_AND_STORE;
import static org.maskflip.emulator.arch.Facility.COMPARE_AND_SWAP_AND_STORE_2;
import static org.maskflip.emulator.arch.Facility.LONG_DISPLACEMENT;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R3;
import static org.maskflip.emulator.insn.Format.RSY_A;
import static org.maskflip.emulator.insn.Format.RS_A;
import static org.maskflip.emulator.insn.Format.SSF;
import static org.maskflip.emulator.insn.Format.S_SHORT;
import static org.maskflip.emulator.insn.Rows.row;
import static org.maskflip.emulator.insn.Serialization.SERIALIZATION;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Space;
import org.maskflip.emulator.insn.Update;

/** TEST AND SET, COMPARE AND SWAP, COMPARE DOUBLE AND SWAP, and COMPARE AND SWAP AND STORE: interlocked and serializing. */
final class CompareAndSwap {
    private static final String SWAPS = "interlocked update of one aligned operand";
    private static final long WORD = 0xFFFF_FFFFL;

    /** Bytes into the parameter list of COMPARE AND SWAP AND STORE at which the store value stands. */
    private static final int STORE_VALUE = 16;

    private CompareAndSwap() {}

    static List<Instruction> rows() {
        return List.of(
                row("ts", "TEST AND SET", 0x93, S_SHORT)
                        .serializes(SERIALIZATION)
                        .routine("interlocked update of a byte", CompareAndSwap::testAndSet)
                        .build(),
                single(row("cs", "COMPARE AND SWAP", 0xBA, RS_A), 4),
                single(row("csy", "COMPARE AND SWAP", 0xEB14, RSY_A).facility(LONG_DISPLACEMENT), 4),
                single(row("csg", "COMPARE AND SWAP", 0xEB30, RSY_A), 8),
                pair(row("cds", "COMPARE DOUBLE AND SWAP", 0xBB, RS_A), 8),
                pair(row("cdsy", "COMPARE DOUBLE AND SWAP", 0xEB31, RSY_A).facility(LONG_DISPLACEMENT), 8),
                pair(row("cdsg", "COMPARE DOUBLE AND SWAP", 0xEB3E, RSY_A), 16),
                row("csst", "COMPARE AND SWAP AND STORE", 0xC82, SSF)
                        .facility(COMPARE_AND_SWAP_AND_STORE)
                        .serializes(SERIALIZATION)
                        .routine(
                                "fetches the parameter list, updates the first operand interlocked, stores the second",
                                CompareAndSwap::swapAndStore)
                        .build());
    }

    private static Instruction single(Rows row, int size) {
        return row.aligned(size)
                .serializes(SERIALIZATION)
                .routine(SWAPS, (insn, registers, access, environment) -> swap(insn, registers, access, size))
                .build();
    }

    private static Instruction pair(Rows row, int size) {
        return row.aligned(size)
                .even(R1, R3)
                .serializes(SERIALIZATION)
                .routine(SWAPS, (insn, registers, access, environment) -> swapPair(insn, registers, access, size))
                .build();
    }

    private static void testAndSet(Decoded insn, Registers registers, Access access, Environment environment) {
        long old = access.update(insn.address(registers), 1, Update.PLAIN, (first, second, third) -> 0xFF, 0, 0);
        registers.setCc((int) old >>> 7 & 1);
    }

    /** The rightmost bytes of a register. */
    private static long part(Registers registers, int number, int size) {
        return size == 8 ? registers.gr(number) : registers.gr(number) & WORD;
    }

    private static void setPart(Registers registers, int number, int size, long value) {
        if (size == 8) {
            registers.setGr(number, value);
        } else {
            registers.setGrLow(number, value);
        }
    }

    private static void swap(Decoded insn, Registers registers, Access access, int size) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        long expected = part(registers, insn.r1(), size);
        long found = access.compareAndSwap(address, size, expected, part(registers, insn.r3(), size));
        if (found != expected) {
            setPart(registers, insn.r1(), size, found);
        }
        registers.setCc(found == expected ? 0 : 1);
    }

    /** Two words or two doublewords of an even-odd pair. */
    private static Quadword pairOf(Registers registers, int even, int size) {
        if (size == 16) {
            return new Quadword(registers.gr(even), registers.gr(even + 1));
        }
        return new Quadword(0, registers.gr(even) << 32 | registers.gr(even + 1) & WORD);
    }

    private static void setPair(Registers registers, int even, int size, Quadword value) {
        if (size == 16) {
            registers.setGr(even, value.high());
            registers.setGr(even + 1, value.low());
        } else {
            registers.setGrLow(even, value.low() >>> 32);
            registers.setGrLow(even + 1, value.low());
        }
    }

    private static void swapPair(Decoded insn, Registers registers, Access access, int size) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        Quadword expected = pairOf(registers, insn.r1(), size);
        Quadword found = exchange(access, address, size, expected, pairOf(registers, insn.r3(), size));
        if (!found.equals(expected)) {
            setPair(registers, insn.r1(), size, found);
        }
        registers.setCc(found.equals(expected) ? 0 : 1);
    }

    private static Quadword exchange(Access access, long address, int size, Quadword expected, Quadword replacement) {
        if (size == 16) {
            return access.compareAndSwapQuadword(address, expected, replacement);
        }
        return new Quadword(0, access.compareAndSwap(address, size, expected.low(), replacement.low()));
    }

    private static void swapAndStore(Decoded insn, Registers registers, Access access, Environment environment) {
        int functionCode = registers.grLow(0) & 0xFF;
        int characteristic = registers.grLow(0) >>> 8 & 0xFF;
        boolean second = environment.facilities().has(COMPARE_AND_SWAP_AND_STORE_2);
        Specification.require(functionCode <= (second ? 2 : 1) && characteristic <= (second ? 4 : 3));
        int swapBytes = 4 << functionCode;
        int storeBytes = 1 << characteristic;
        long first = insn.address(registers);
        long target = insn.secondAddress(registers);
        long list = registers.wrap(registers.gr(1));
        Specification.require(functionCode != 2 || (insn.r3() & 1) == 0);
        Specification.boundary(first, swapBytes);
        Specification.boundary(target, storeBytes);
        Specification.boundary(list, 16);
        access.probeStore(Space.CURRENT, PSW_KEY, first, swapBytes);
        access.probeStore(Space.CURRENT, PSW_KEY, target, storeBytes);
        Quadword replacement = fetch(access, list, swapBytes);
        Quadword value = fetch(access, registers.wrap(list + STORE_VALUE), storeBytes);
        boolean wide = functionCode == 2;
        Quadword expected =
                wide ? pairOf(registers, insn.r3(), 16) : new Quadword(0, part(registers, insn.r3(), swapBytes));
        Quadword found = exchange(access, first, swapBytes, expected, replacement);
        if (found.equals(expected)) {
            store(access, target, storeBytes, value);
            registers.setCc(0);
        } else {
            if (wide) {
                setPair(registers, insn.r3(), 16, found);
            } else {
                setPart(registers, insn.r3(), swapBytes, found.low());
            }
            registers.setCc(1);
        }
    }

    private static Quadword fetch(Access access, long address, int size) {
        return size == 16 ? access.fetchQuadword(address) : new Quadword(0, access.fetch(address, size));
    }

    private static void store(Access access, long address, int size, Quadword value) {
        if (size == 16) {
            access.storeQuadword(address, value);
        } else {
            access.store(address, size, value.low());
        }
    }
}
