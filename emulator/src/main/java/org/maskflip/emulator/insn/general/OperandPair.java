package org.maskflip.emulator.insn.general;

import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;

/**
 * Two operands of an instruction that are fetched byte by byte, each from the left, and independently of each other: bytes of either
 * may be fetched well before those of the other are. Not before a byte is stored that the second operand overlaps. Source: Model Z,
 * rule two-operands; PoP chapter 5, "Relation between Operand Accesses".
 */
final class OperandPair {
    private final Registers registers;
    private final Access access;
    private final long first;
    private final long second;
    private final int[] firsts;
    private final int[] seconds;
    private int firstsFetched;
    private int secondsFetched;

    /** How far one may be fetched ahead of the byte that is worked on. */
    private final int ahead;

    /** Two operands that are only compared. */
    static OperandPair compared(Registers registers, Access access, long first, long second, int length) {
        return new OperandPair(registers, access, first, second, length, length);
    }

    /** Two operands of which the first is replaced, a byte at a time. */
    static OperandPair updated(Registers registers, Access access, long first, long second, int length) {
        long distance = Math.abs(first - second);
        boolean overlaps = distance > 0 && distance < length;
        return new OperandPair(registers, access, first, second, length, overlaps ? 1 : length);
    }

    private OperandPair(Registers registers, Access access, long first, long second, int length, int ahead) {
        this.registers = registers;
        this.access = access;
        this.first = first;
        this.second = second;
        firsts = new int[length];
        seconds = new int[length];
        this.ahead = ahead;
    }

    int length() {
        return firsts.length;
    }

    /** Fetches until byte {@code i} of both operands is there. */
    void fetchTo(int i) {
        while (firstsFetched <= i || secondsFetched <= i) {
            int most = Math.min(length(), i + ahead);
            boolean mayFetchFirst = firstsFetched < most;
            boolean mayFetchSecond = secondsFetched < most;
            if (mayFetchSecond && (!mayFetchFirst || access.isSecondOperandNext())) {
                seconds[secondsFetched] = (int) access.fetch(registers.wrap(second + secondsFetched++), 1);
            } else {
                firsts[firstsFetched] = (int) access.fetch(registers.wrap(first + firstsFetched++), 1);
            }
        }
    }

    int first(int i) {
        return firsts[i];
    }

    int second(int i) {
        return seconds[i];
    }

    /** Stores byte {@code i} of the first operand. */
    void store(int i, int value) {
        access.store(registers.wrap(first + i), 1, value);
    }
}
