package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.SS_A;
import static org.maskflip.emulator.insn.Format.SS_B;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.function.IntBinaryOperator;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Space;

/**
 * Moves, comparison and connectives of up to 256 bytes between two storage operands. They work byte by byte from the left, so
 * that an overlapping destination propagates as the manual defines it; MOVE WITH OFFSET works from the right.
 */
final class StorageToStorage {
    private static final String MOVES = "byte by byte from the left; both operands probed first";
    private static final String UPDATES = "fetches both, stores the first, byte by byte from the left; probed first";

    private StorageToStorage() {}

    static List<Instruction> rows() {
        return List.of(
                row("mvc", "MOVE", 0xD2, SS_A)
                        .routine(MOVES, StorageToStorage::move)
                        .build(),
                row("mvcin", "MOVE INVERSE", 0xE8, SS_A)
                        .routine("second operand from the right; both probed first", StorageToStorage::moveInverse)
                        .build(),
                row("mvn", "MOVE NUMERICS", 0xD1, SS_A)
                        .routine(UPDATES, plain((first, second) -> first & 0xF0 | second & 0x0F))
                        .build(),
                row("mvz", "MOVE ZONES", 0xD3, SS_A)
                        .routine(UPDATES, plain((first, second) -> first & 0x0F | second & 0xF0))
                        .build(),
                row("mvo", "MOVE WITH OFFSET", 0xF1, SS_B)
                        .routine("byte by byte from the right; both probed first", StorageToStorage::moveWithOffset)
                        .build(),
                row("clc", "COMPARE LOGICAL", 0xD5, SS_A)
                        .routine("fetches byte by byte up to the first difference", StorageToStorage::compare)
                        .build(),
                row("nc", "AND", 0xD4, SS_A)
                        .routine(UPDATES, connective((a, b) -> a & b))
                        .build(),
                row("oc", "OR", 0xD6, SS_A)
                        .routine(UPDATES, connective((a, b) -> a | b))
                        .build(),
                row("xc", "EXCLUSIVE OR", 0xD7, SS_A)
                        .routine(UPDATES, connective((a, b) -> a ^ b))
                        .build());
    }

    private static void move(Decoded insn, Registers registers, Access access, Environment environment) {
        access.move(insn.address(registers), insn.secondAddress(registers), insn.length1() + 1);
    }

    private static void moveInverse(Decoded insn, Registers registers, Access access, Environment environment) {
        int length = insn.length1() + 1;
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        access.probeFetch(Space.CURRENT, PSW_KEY, registers.wrap(from - length + 1), length);
        access.probeStore(Space.CURRENT, PSW_KEY, to, length);
        for (int i = 0; i < length; i++) {
            access.store(registers.wrap(to + i), 1, access.fetch(registers.wrap(from - i), 1));
        }
    }

    private static Routine plain(IntBinaryOperator operation) {
        return (insn, registers, access, environment) -> combine(insn, registers, access, operation);
    }

    private static Routine connective(IntBinaryOperator operation) {
        return (insn, registers, access, environment) ->
                registers.setCc(combine(insn, registers, access, operation) == 0 ? 0 : 1);
    }

    /** Applies the operation to each pair of bytes and returns the OR of all results. */
    private static int combine(Decoded insn, Registers registers, Access access, IntBinaryOperator operation) {
        int length = insn.length1() + 1;
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        access.probeFetch(Space.CURRENT, PSW_KEY, from, length);
        access.probeStore(Space.CURRENT, PSW_KEY, to, length);
        if (access.fetchesOperandsIndependently()) {
            return combine(OperandPair.updated(registers, access, to, from, length), operation);
        }
        int all = 0;
        for (int i = 0; i < length; i++) {
            int second = (int) access.fetch(registers.wrap(from + i), 1);
            int first = (int) access.fetch(registers.wrap(to + i), 1);
            int result = operation.applyAsInt(first, second);
            access.store(registers.wrap(to + i), 1, result);
            all |= result;
        }
        return all;
    }

    private static int combine(OperandPair operands, IntBinaryOperator operation) {
        int all = 0;
        for (int i = 0; i < operands.length(); i++) {
            operands.fetchTo(i);
            int result = operation.applyAsInt(operands.first(i), operands.second(i));
            operands.store(i, result);
            all |= result;
        }
        return all;
    }

    private static void moveWithOffset(Decoded insn, Registers registers, Access access, Environment environment) {
        int toLength = insn.length1() + 1;
        int fromLength = insn.length2() + 1;
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        access.probeFetch(Space.CURRENT, PSW_KEY, from, fromLength);
        access.probeStore(Space.CURRENT, PSW_KEY, to, toLength);
        int carried = (int) access.fetch(registers.wrap(to + toLength - 1), 1) & 0xF;
        for (int i = 1; i <= toLength; i++) {
            int digits = i <= fromLength ? (int) access.fetch(registers.wrap(from + fromLength - i), 1) : 0;
            access.store(registers.wrap(to + toLength - i), 1, (digits & 0xF) << 4 | carried);
            carried = digits >> 4;
        }
    }

    private static void compare(Decoded insn, Registers registers, Access access, Environment environment) {
        int length = insn.length1() + 1;
        long left = insn.address(registers);
        long right = insn.secondAddress(registers);
        int difference = 0;
        if (access.fetchesOperandsIndependently()) {
            OperandPair operands = OperandPair.compared(registers, access, left, right, length);
            for (int i = 0; i < length && difference == 0; i++) {
                operands.fetchTo(i);
                difference = operands.first(i) - operands.second(i);
            }
            registers.setCc(difference == 0 ? 0 : difference < 0 ? 1 : 2);
            return;
        }
        for (int i = 0; i < length && difference == 0; i++) {
            int first = (int) access.fetch(registers.wrap(left + i), 1);
            int second = (int) access.fetch(registers.wrap(right + i), 1);
            difference = first - second;
        }
        registers.setCc(difference == 0 ? 0 : difference < 0 ? 1 : 2);
    }
}
