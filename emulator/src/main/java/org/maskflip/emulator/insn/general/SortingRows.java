package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.E;
import static org.maskflip.emulator.insn.Format.S;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/**
 * COMPARE AND FORM CODEWORD and UPDATE TREE, which together sort records: a codeword tells where two keys first differ and how, and
 * the tree of codewords finds the winner. Both are interruptible.
 */
final class SortingRows {
    private static final int INDEX_LIMIT = 0x7FFE;

    private SortingRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("cfc", "COMPARE AND FORM CODEWORD", 0xB21A, S)
                        .routine(
                                "fetches units of 2 (or 6) bytes of both operands, at most 256, up to a difference",
                                SortingRows::formCodeword)
                        .build(),
                row("upt", "UPDATE TREE", 0x0102, E)
                        .routine("fetches one node and replaces it if it is higher; probed first", SortingRows::update)
                        .build());
    }

    private static boolean isLong(Registers registers) {
        return registers.addressMask() == -1L;
    }

    /** 64 bits of a register, or bits 32-63: what these instructions call its contents. */
    private static long contents(Registers registers, int number) {
        return isLong(registers) ? registers.gr(number) : registers.gr(number) & 0xFFFF_FFFFL;
    }

    private static void setContents(Registers registers, int number, long value) {
        if (isLong(registers)) {
            registers.setGr(number, value);
        } else {
            registers.setGrLow(number, value);
        }
    }

    private static long leftmostBit(Registers registers) {
        return isLong(registers) ? Long.MIN_VALUE : 0x8000_0000L;
    }

    private static void formCodeword(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.require(((registers.gr(1) | registers.gr(2) | registers.gr(3)) & 1) == 0);
        long control = insn.address(registers);
        int limit = (int) control & INDEX_LIMIT;
        int unit = isLong(registers) ? 6 : 2;
        int begin = (int) registers.gr(2) & 0xFFFF;
        int index = begin;
        long first = 0;
        long third = 0;
        while (index <= limit && first == third && index - begin < UnitOfOperation.BYTES) {
            first = unit(registers, access, registers.gr(1) + index, unit);
            third = unit(registers, access, registers.gr(3) + index, unit);
            index += unit;
        }
        if (first != third) {
            differ(registers, (control & 1) != 0, index, unit, first, third);
        } else if (index > limit) {
            setContents(registers, 2, contents(registers, 3) | leftmostBit(registers));
            registers.setCc(0);
        } else {
            setContents(registers, 2, contents(registers, 2) + index - begin);
            registers.repeat();
        }
    }

    private static long unit(Registers registers, Access access, long address, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i += 2) {
            value = value << 16 | access.fetch(registers.wrap(address + i), 2);
        }
        return value;
    }

    /** Ascending: the inverse of the higher unit; descending: the lower unit as it is. Keys out of order are exchanged. */
    private static void differ(Registers registers, boolean descending, int index, int unit, long first, long third) {
        boolean inOrder = first < third != descending;
        long used = inOrder ? third : first;
        long mask = (1L << 8 * unit) - 1;
        long code = descending ? used : ~used & mask;
        setContents(registers, 2, (long) index << 8 * unit | code);
        if (!inOrder) {
            long exchanged = contents(registers, 1);
            setContents(registers, 1, contents(registers, 3));
            setContents(registers, 3, exchanged);
        }
        registers.setCc(inOrder ? 1 : 2);
    }

    /** One node of the path to the root. */
    private static void update(Decoded insn, Registers registers, Access access, Environment environment) {
        int size = isLong(registers) ? 8 : 4;
        int node = 2 * size;
        Specification.require(((registers.gr(4) | registers.gr(5)) & node - 1) == 0);
        long index = contents(registers, 5) >>> 1 & -node;
        if (index == 0 || (contents(registers, 0) & leftmostBit(registers)) != 0) {
            setContents(registers, 5, index);
            registers.setCc(index == 0 ? 1 : 3);
            return;
        }
        long address = registers.wrap(registers.gr(4) + index);
        long data = registers.wrap(address + size);
        long own = contents(registers, 0);
        long codeword = access.fetch(address, size);
        long parameter = access.fetch(data, size);
        boolean higher = Long.compareUnsigned(codeword, own) > 0;
        if (higher) {
            access.probeStore(Space.CURRENT, PSW_KEY, address, node);
            access.store(address, size, own);
            access.store(data, size, contents(registers, 1));
            setContents(registers, 0, codeword);
            setContents(registers, 1, parameter);
        }
        setContents(registers, 5, index);
        if (codeword == own) {
            setContents(registers, 2, codeword);
            setContents(registers, 3, parameter);
            registers.setCc(0);
        } else {
            registers.repeat();
        }
    }
}
