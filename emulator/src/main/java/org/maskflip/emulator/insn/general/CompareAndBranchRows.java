package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.maskflip.emulator.alu.Comparison;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;

/**
 * Comparisons that branch or trap instead of setting the condition code. Source: PoP chapter 7, "COMPARE AND BRANCH" to "COMPARE
 * LOGICAL IMMEDIATE AND TRAP".
 */
final class CompareAndBranchRows {
    private static final int COMPARE_AND_TRAP = 0xFF;

    /** The comparisons in the order of the operation codes' digits, with the mnemonics' beginnings and the operands' form. */
    private enum Kind {
        WORD("c", "COMPARE", Comparison::signed32),
        DOUBLEWORD("cg", "COMPARE", Comparison::signed64),
        LOGICAL_WORD("cl", "COMPARE LOGICAL", Comparison::logical32),
        LOGICAL_DOUBLEWORD("clg", "COMPARE LOGICAL", Comparison::logical64);

        private final String letters;
        private final String title;
        private final LongBinaryOperator order;

        Kind(String letters, String title, LongBinaryOperator order) {
            this.letters = letters;
            this.title = title;
            this.order = order;
        }

        private boolean isLogical() {
            return this == LOGICAL_WORD || this == LOGICAL_DOUBLEWORD;
        }
    }

    private CompareAndBranchRows() {}

    static List<Instruction> rows() {
        List<Rows> rows = new ArrayList<>();
        registers(rows, Kind.WORD, 0xECF6, 0xEC76, 0xB972);
        registers(rows, Kind.DOUBLEWORD, 0xECE4, 0xEC64, 0xB960);
        registers(rows, Kind.LOGICAL_WORD, 0xECF7, 0xEC77, 0xB973);
        registers(rows, Kind.LOGICAL_DOUBLEWORD, 0xECE5, 0xEC65, 0xB961);
        immediates(rows, Kind.WORD, 0xECFE, 0xEC7E, 0xEC72);
        immediates(rows, Kind.DOUBLEWORD, 0xECFC, 0xEC7C, 0xEC70);
        immediates(rows, Kind.LOGICAL_WORD, 0xECFF, 0xEC7F, 0xEC73);
        immediates(rows, Kind.LOGICAL_DOUBLEWORD, 0xECFD, 0xEC7D, 0xEC71);
        rows.add(storageTrap("clt", Kind.LOGICAL_WORD, 0xEB23, 4));
        rows.add(storageTrap("clgt", Kind.LOGICAL_DOUBLEWORD, 0xEB2B, 8));
        return rows.stream().map(Rows::build).toList();
    }

    private static void registers(List<Rows> rows, Kind kind, int branch, int relative, int trap) {
        rows.add(branch(kind, "rb", " AND BRANCH", branch, Format.RRS)
                .operands(Operand.GR1, Operand.GR2, Operand.MASK3, Operand.BASED4)
                .in(Source.R1, Source.R2, Source.M3));
        rows.add(branch(kind, "rj", " AND BRANCH RELATIVE", relative, Format.RIE_B)
                .operands(Operand.GR1, Operand.GR2, Operand.MASK3, Operand.RELATIVE4)
                .in(Source.R1, Source.R2, Source.M3));
        rows.add(trap(kind.letters + "rt", kind.title + " AND TRAP", trap, Format.RRF_C)
                .routine("", registerTrap(kind)));
    }

    private static void immediates(List<Rows> rows, Kind kind, int branch, int relative, int trap) {
        Rows toBase = branch(kind, "ib", " IMMEDIATE AND BRANCH", branch, Format.RIS)
                .operands(Operand.GR1, Operand.IMMEDIATE2, Operand.MASK3, Operand.BASED4)
                .in(Source.R1, Source.I2, Source.M3);
        Rows toRelative = branch(kind, "ij", " IMMEDIATE AND BRANCH RELATIVE", relative, Format.RIE_C)
                .operands(Operand.GR1, Operand.IMMEDIATE2, Operand.MASK3, Operand.RELATIVE4)
                .in(Source.R1, Source.I2, Source.M3);
        // GNU writes the logical word form with an f here: clfit.
        String letters = kind == Kind.LOGICAL_WORD ? "clf" : kind.letters;
        Rows traps = trap(letters + "it", kind.title + " IMMEDIATE AND TRAP", trap, Format.RIE_A)
                .routine("", immediateTrap(kind));
        for (Rows row : List.of(toBase, toRelative, traps)) {
            rows.add(kind.isLogical() ? row.unsigned() : row);
        }
    }

    private static Rows branch(Kind kind, String end, String title, int opcode, Format format) {
        Operation selected = (a, b, mask) -> Comparison.isSelected(kind.order.applyAsLong(a, b), mask);
        return Suffixes.orders(
                row(kind.letters + end, kind.title + title, opcode, format)
                        .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)
                        .op(selected)
                        .branch(Branch.IF_NONZERO),
                Field.M3,
                kind.letters + end);
    }

    private static Rows trap(String mnemonic, String title, int opcode, Format format) {
        return Suffixes.orders(
                row(mnemonic, title, opcode, format).facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION),
                Field.M3,
                mnemonic);
    }

    private static Rows storageTrap(String mnemonic, Kind kind, int opcode, int size) {
        return trap(mnemonic, "COMPARE LOGICAL AND TRAP", opcode, Format.RSY_B)
                .facility(Facility.Z_EC12_GROUP)
                .operands(Operand.GR1, Operand.MASK3, Operand.BASED2)
                .routine("fetch " + size, (insn, registers, access, environment) -> {
                    long second = access.fetch(insn.address(registers), size);
                    trapIfSelected(kind.order.applyAsLong(registers.gr(insn.r1()), second), insn.m3());
                });
    }

    private static Routine registerTrap(Kind kind) {
        return (insn, registers, access, environment) ->
                trapIfSelected(kind.order.applyAsLong(registers.gr(insn.r1()), registers.gr(insn.r2())), insn.m3());
    }

    private static Routine immediateTrap(Kind kind) {
        return (insn, registers, access, environment) ->
                trapIfSelected(kind.order.applyAsLong(registers.gr(insn.r1()), insn.immediate()), insn.m3());
    }

    private static void trapIfSelected(long order, int mask) {
        if (Comparison.isSelected(order, mask) != 0) {
            throw ProgramInterruption.data(COMPARE_AND_TRAP, ProgramInterruption.Ending.COMPLETED);
        }
    }
}
