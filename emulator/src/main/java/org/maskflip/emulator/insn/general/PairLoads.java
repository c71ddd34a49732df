package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.Z196_GROUP;
import static org.maskflip.emulator.insn.Field.R3;
import static org.maskflip.emulator.insn.Format.SSF;
import static org.maskflip.emulator.insn.Operand.BASED1;
import static org.maskflip.emulator.insn.Operand.BASED2;
import static org.maskflip.emulator.insn.Operand.GR3;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;

/** LOAD PAIR DISJOINT, of the interlocked-access facility 1: two operands anywhere, as they stood at one time. */
final class PairLoads {
    private PairLoads() {}

    static List<Instruction> rows() {
        return List.of(row("lpd", 0xC84, 4), row("lpdg", 0xC85, 8));
    }

    private static Instruction row(String mnemonic, int opcode, int size) {
        return Rows.row(mnemonic, "LOAD PAIR DISJOINT", opcode, SSF)
                .facility(Z196_GROUP)
                .operands(GR3, BASED1, BASED2)
                .even(R3)
                .aligned(size)
                .routine(
                        "fetches both operands twice, in turn",
                        (insn, registers, access, environment) -> load(insn, registers, access, size))
                .build();
    }

    /**
     * Both operands are fetched in turn until the four fetches are done: if both have the same value twice, the first of the second
     * and the second of the first stood there together, and condition code 0 says so; else it is 3. DEVIATION (may cry wolf): an
     * operand that changes and changes back between its two fetches goes unnoticed.
     */
    private static void load(Decoded insn, Registers registers, Access access, int size) {
        long first = insn.address(registers);
        long second = insn.secondAddress(registers);
        Specification.operands(insn, first | second);
        long left = access.fetch(first, size);
        long right = access.fetch(second, size);
        boolean same = access.fetch(first, size) == left && access.fetch(second, size) == right;
        if (size == 8) {
            registers.setGr(insn.r3(), left);
            registers.setGr(insn.r3() + 1, right);
        } else {
            registers.setGrLow(insn.r3(), left);
            registers.setGrLow(insn.r3() + 1, right);
        }
        registers.setCc(same ? 0 : 3);
    }
}
