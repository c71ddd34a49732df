package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_2;
import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_2_ENHANCEMENT;
import static org.maskflip.emulator.arch.Facility.PARSING_ENHANCEMENT;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RRF_C;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/**
 * TRANSLATE ONE TO ONE and its relatives, and TRANSLATE AND TEST EXTENDED: characters of one or two bytes are looked up in a table
 * at general register 1 whose functions have one or two bytes.
 */
final class CharacterTranslations {
    private static final String TRANSLATES =
            "fetches characters of at most 256 bytes and their functions up to the test character, then stores";
    private static final String TESTS =
            "fetches characters of at most 256 bytes and their functions up to the first other than zero";

    /** The M3 bit with which there is no test character. */
    private static final int NO_TEST = 1;

    /** The M3 bits of TRANSLATE AND TEST EXTENDED: two-byte arguments, two-byte functions, arguments above 255 pass. */
    private static final int LONG_ARGUMENT = 8;

    private static final int LONG_FUNCTION = 4;
    private static final int LIMITED = 2;
    private static final int LARGEST_LIMITED = 0xFF;

    private static final int DOUBLEWORD = 8;
    private static final int BLOCK = 4096;

    private CharacterTranslations() {}

    static List<Instruction> rows() {
        return List.of(
                translation("troo", "TRANSLATE ONE TO ONE", 0xB993, 1, 1),
                translation("trot", "TRANSLATE ONE TO TWO", 0xB992, 1, 2),
                translation("trto", "TRANSLATE TWO TO ONE", 0xB991, 2, 1),
                translation("trtt", "TRANSLATE TWO TO TWO", 0xB990, 2, 2),
                test("trte", "TRANSLATE AND TEST EXTENDED", 0xB9BF, 1),
                test("trtre", "TRANSLATE AND TEST REVERSE EXTENDED", 0xB9BD, -1));
    }

    private static Instruction translation(String mnemonic, String title, int opcode, int from, int to) {
        return row(mnemonic, title, opcode, RRF_C)
                .facility(EXTENDED_TRANSLATION_2)
                .optional(1)
                .even(Field.R1)
                .routine(
                        TRANSLATES,
                        (insn, registers, access, environment) ->
                                translate(insn, registers, access, environment, from, to))
                .build();
    }

    private static Instruction test(String mnemonic, String title, int opcode, int direction) {
        return row(mnemonic, title, opcode, RRF_C)
                .facility(PARSING_ENHANCEMENT)
                .optional(1)
                .even(Field.R1)
                .routine(TESTS, (insn, registers, access, environment) -> test(insn, registers, access, direction))
                .build();
    }

    /** The length is that of the source; a table for two-byte characters begins a block without the enhancement. */
    private static void translate(
            Decoded insn, Registers registers, Access access, Environment environment, int from, int to) {
        Specification.registers(insn);
        LongOperand operand = LongOperand.ofFullLength(registers, insn.r1());
        Specification.require((operand.length() & from - 1) == 0);
        boolean enhanced = environment.facilities().has(EXTENDED_TRANSLATION_2_ENHANCEMENT);
        long boundary = from == 2 && !enhanced ? BLOCK : DOUBLEWORD;
        long table = registers.wrap(registers.gr(1)) & -boundary;
        long source = registers.wrap(registers.gr(insn.r2()));
        boolean tests = !enhanced || (insn.m3() & NO_TEST) == 0;
        long ending = registers.gr(0) & (1L << 8 * to) - 1;
        int room = UnitOfOperation.within(operand.address(), to) / to;
        int characters = UnitOfOperation.atMost(
                Math.min(room, UnitOfOperation.within(source, from) / from), operand.length() / from);
        long[] functions = new long[UnitOfOperation.BYTES];
        int count = 0;
        boolean found = false;
        while (count < characters && !found) {
            long argument = access.fetch(registers.wrap(source + (long) count * from), from);
            long function = access.fetch(registers.wrap(table + argument * to), to);
            found = tests && function == ending;
            if (!found) {
                functions[count++] = function;
            }
        }
        store(registers, access, operand.address(), functions, count, to);
        long left = operand.length() - (long) count * from;
        registers.setGrAddress(insn.r1(), registers.wrap(operand.address() + (long) count * to));
        registers.setGrAddress(insn.r2(), registers.wrap(source + (long) count * from));
        setLength(registers, insn.r1() + 1, left);
        registers.setCc(found ? 1 : left == 0 ? 0 : 3);
    }

    private static void store(Registers registers, Access access, long address, long[] functions, int count, int size) {
        if (count > 0) {
            access.probeStore(Space.CURRENT, PSW_KEY, address, (long) count * size);
        }
        for (int i = 0; i < count; i++) {
            access.store(registers.wrap(address + (long) i * size), size, functions[i]);
        }
    }

    private static void setLength(Registers registers, int number, long length) {
        if (registers.addressMask() == -1L) {
            registers.setGr(number, length);
        } else {
            registers.setGrLow(number, length);
        }
    }

    private static void test(Decoded insn, Registers registers, Access access, int direction) {
        Specification.registers(insn);
        int size = (insn.m3() & LONG_ARGUMENT) != 0 ? 2 : 1;
        LongOperand operand = LongOperand.ofFullLength(registers, insn.r1());
        Specification.require((operand.length() & size - 1) == 0);
        int limit = UnitOfOperation.atMost(UnitOfOperation.BYTES, operand.length());
        int done = 0;
        long function = 0;
        while (done < limit && function == 0) {
            long argument = access.fetch(registers.wrap(operand.address() + (long) direction * done), size);
            function = function(insn, registers, access, argument);
            done += function == 0 ? size : 0;
        }
        registers.setGrAddress(insn.r1(), registers.wrap(operand.address() + (long) direction * done));
        setLength(registers, insn.r1() + 1, operand.length() - done);
        boolean ended = function != 0 || done == operand.length();
        if (ended && insn.r2() >> 1 != insn.r1() >> 1) {
            setLength(registers, insn.r2(), function);
        }
        registers.setCc(function != 0 ? 1 : ended ? 0 : 3);
    }

    private static long function(Decoded insn, Registers registers, Access access, long argument) {
        if ((insn.m3() & LIMITED) != 0 && argument > LARGEST_LIMITED) {
            return 0;
        }
        int size = (insn.m3() & LONG_FUNCTION) != 0 ? 2 : 1;
        return access.fetch(registers.wrap(registers.gr(1) + argument * size), size);
    }
}
