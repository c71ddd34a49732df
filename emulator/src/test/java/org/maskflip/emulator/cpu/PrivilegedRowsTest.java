package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Privilege;

/**
 * Every privileged and semiprivileged row in the problem state, and the storage operand of every one that has one by logical address:
 * misaligned, in an invalid page, across into an invalid page, and in a protected page. The rules are the manual's (PoP chapter 10, the
 * tables of exceptions of each instruction); each row must have one.
 */
class PrivilegedRowsTest {
    private static final long CODE = 0x5000;
    private static final long TABLES = 0x10_0000;

    /** Virtual pages: a good one, an invalid one after it, a protected one. */
    private static final long GOOD = 0x2_0000;

    private static final long INVALID = 0x2_1000;
    private static final long PROTECTED = 0x2_2000;
    private static final long FRAME = 0x3_0000;
    private static final long PROTECTION_BIT = 0x200;

    private enum Operand {
        /** None, or one that other tests have (PrivilegedOperandsTest, PrivilegedSpacesTest). */
        NONE,
        FETCHED,
        STORED
    }

    /**
     * @param problem the code of the program interruption in the problem state, with DAT and the secondary-space control on, the
     *     extraction-authority control and the whole PSW-key mask zero
     * @param operand its logical operand, at the address in general register 4
     * @param boundary on which it must stand, in bytes
     * @param length its length in bytes, for registers 2 and 3 as operands
     */
    private record Rule(int problem, Operand operand, int boundary, int length) {}

    private static final Map<String, Rule> RULES = new TreeMap<>();

    static {
        rules(
                ProgramCode.PRIVILEGED_OPERATION,
                Operand.NONE,
                1,
                0,
                "sckpf esea ptlb palb ipte idte sigp diag servc lasp"
                        + " lra lray lrag lura lurag stura sturg tprot tb iske sske rrbe strag csp cspg stfl stsi trace tracg"
                        + " xsch csch hsch rsch msch ssch stsch tsch tpi stcrw stcps rchp schm sal chsc");
        rules(
                ProgramCode.PRIVILEGED_OPERATION,
                Operand.NONE,
                1,
                0,
                "spka ipk iac sac sacf epar esar" + " mvcp mvcs mvck mvcsk mvcdk mvcos ivsk");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.NONE, 1, 0, "epair esair pfmf");
        rules(ProgramCode.SPECIAL_OPERATION, Operand.NONE, 1, 0, "pc pt ssar pti ssair");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.FETCHED, 8, 8, "lpsw sck sckc spt lpp");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.FETCHED, 8, 16, "lpswe lctlg");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.FETCHED, 4, 8, "lctl");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.FETCHED, 4, 4, "spx");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.FETCHED, 1, 1, "ssm");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.STORED, 1, 1, "stnsm stosm");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.STORED, 2, 2, "stap");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.STORED, 4, 4, "stpx");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.STORED, 4, 8, "stctl");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.STORED, 8, 8, "stckc stpt stidp");
        rules(ProgramCode.PRIVILEGED_OPERATION, Operand.STORED, 8, 16, "stctg");
    }

    private static void rules(int problem, Operand operand, int boundary, int length, String mnemonics) {
        for (String mnemonic : mnemonics.split(" ")) {
            RULES.put(mnemonic, new Rule(problem, operand, boundary, length));
        }
    }

    private static Stream<Instruction> rows() {
        return InstructionSet.all().rows().stream().filter(row -> row.privilege() != Privilege.PROBLEM);
    }

    private static Stream<Instruction> rowsWithOperand() {
        return rows().filter(row -> RULES.get(row.mnemonic()).operand() != Operand.NONE);
    }

    private final CpuRig rig = CpuRig.single(Facilities.of(Facility.values()));

    @Test
    void everyPrivilegedRow_hasARule() {
        assertThat(RULES.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        rows().map(Instruction::mnemonic).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_inTheProblemState_isRefusedAndChangesNothing(Instruction row) {
        long address = row.mnemonic().startsWith("sac") ? 0x300 : GOOD;
        interrupted(row, Psw.PROBLEM_STATE, address, RULES.get(row.mnemonic()).problem());
    }

    @ParameterizedTest
    @MethodSource("rowsWithOperand")
    void operand_misaligned_isSpecificationException(Instruction row) {
        int boundary = RULES.get(row.mnemonic()).boundary();
        for (int off = 1; off < boundary; off++) {
            interrupted(row, 0, GOOD + off, ProgramCode.SPECIFICATION);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsWithOperand")
    void operand_inAnInvalidPage_isPageTranslationException(Instruction row) {
        interrupted(row, 0, INVALID, ProgramCode.PAGE_TRANSLATION);
        assertThat(rig.get(0xA8, 8) & ~0xFFFL).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @MethodSource("rowsWithOperand")
    void operand_acrossIntoAnInvalidPage_isPageTranslationExceptionOfThatPage(Instruction row) {
        Rule rule = RULES.get(row.mnemonic());
        if (rule.length() > rule.boundary()) {
            interrupted(row, 0, INVALID - rule.boundary(), ProgramCode.PAGE_TRANSLATION);
            assertThat(rig.get(0xA8, 8) & ~0xFFFL).isEqualTo(INVALID);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsWithOperand")
    void operand_storedIntoAProtectedPage_isProtectionException(Instruction row) {
        if (RULES.get(row.mnemonic()).operand() == Operand.STORED) {
            interrupted(row, 0, PROTECTED, ProgramCode.PROTECTION);
        }
    }

    /** Executes one instruction with DAT on; it must end with the interruption, all registers and the pages as they were. */
    private void interrupted(Instruction row, long mask, long address, int code) {
        TestTables tables = new TestTables(rig, TABLES)
                .map(CODE, CODE)
                .map(GOOD, FRAME)
                .map(PROTECTED, FRAME + 0x2000 | PROTECTION_BIT);
        rig.put(CODE, 8, encoded(row));
        rig.psw(0x1D0, Psw.WAIT | Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING, 0xDEAD);
        for (long at = FRAME; at < FRAME + 0x3000; at += 8) {
            rig.put(at, 8, at);
        }
        Registers registers = rig.registers();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, 0);
            registers.setCr(i, 0);
        }
        registers.setGr(4, address);
        registers.setCr(0, ControlBits.CR0_SECONDARY_SPACE);
        for (int space : new int[] {1, 7, 13}) {
            registers.setCr(space, tables.asce());
        }
        Registers before = new Registers();
        before.copyFrom(registers);
        long modes = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING | Psw.DAT;
        rig.startAt(modes | mask, CODE).run();
        assertThat(rig.get(0x8E, 2)).as("%s at %x", row, address).isEqualTo(code);
        assertThat(rig.get(0x150, 8) & ~Psw.CONDITION_CODE)
                .as("old PSW of %s", row)
                .isEqualTo(modes | mask);
        for (int i = 0; i < 16; i++) {
            assertThat(registers.gr(i)).as("%s, general register %d", row, i).isEqualTo(before.gr(i));
            assertThat(registers.cr(i)).as("%s, control register %d", row, i).isEqualTo(before.cr(i));
        }
        assertThat(registers.prefix()).isEqualTo(before.prefix());
        for (long at = FRAME; at < FRAME + 0x3000; at += 8) {
            assertThat(rig.get(at, 8)).as("%s at %x", row, at).isEqualTo(at);
        }
    }

    /** Register operands 2 and 3 (even where it must be), address operands in general register 4. */
    private static long encoded(Instruction row) {
        long bytes = row.format().opcode().place(row.opcode());
        for (Field field : Field.values()) {
            if (row.format().has(field)) {
                Integer value = switch (field) {
                    case R1 -> 2;
                    case R2 -> 4;
                    case R3 -> 3;
                    case B1, B2 -> 4;
                    default -> null;
                };
                if (value != null) {
                    bytes = row.format().placement(field).insert(bytes, value);
                }
            }
        }
        return bytes;
    }
}
