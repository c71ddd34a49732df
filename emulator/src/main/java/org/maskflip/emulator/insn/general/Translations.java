package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_3;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Format.SS_A;
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
 * TRANSLATE and its relatives, which look bytes up in a table of 256. Access exceptions are recognized only for the bytes of the
 * table that are needed; all fetches precede all stores, so that nothing is stored if one of them fails.
 */
final class Translations {
    private static final int TABLE = 256;

    private Translations() {}

    static List<Instruction> rows() {
        String scan = "fetches arguments and function bytes up to the first function byte other than zero";
        return List.of(
                row("tr", "TRANSLATE", 0xDC, SS_A)
                        .routine(
                                "fetches arguments and function bytes, then stores the latter", Translations::translate)
                        .build(),
                row("trt", "TRANSLATE AND TEST", 0xDD, SS_A)
                        .routine(scan, (insn, registers, access, environment) -> scan(insn, registers, access, 1))
                        .build(),
                row("trtr", "TRANSLATE AND TEST REVERSE", 0xD0, SS_A)
                        .facility(EXTENDED_TRANSLATION_3)
                        .routine(scan, (insn, registers, access, environment) -> scan(insn, registers, access, -1))
                        .build(),
                row("tre", "TRANSLATE EXTENDED", 0xB2A5, RRE)
                        .even(Field.R1)
                        .routine("at most 256 bytes, up to the test byte: fetches, then stores", Translations::extended)
                        .build());
    }

    /** The function byte of an argument; where the table lies in bytes translated before, the translated ones count. */
    private static int function(
            Registers registers, Access access, long table, int argument, long operand, int[] done, int count) {
        long address = registers.wrap(table + argument);
        long index = registers.wrap(address - operand);
        boolean replaced = Long.compareUnsigned(index, count) < 0;
        return replaced ? done[(int) index] : (int) access.fetch(address, 1);
    }

    private static void store(Registers registers, Access access, long address, int[] bytes, int count) {
        if (count > 0) {
            access.probeStore(Space.CURRENT, PSW_KEY, address, count);
        }
        for (int i = 0; i < count; i++) {
            access.store(registers.wrap(address + i), 1, bytes[i]);
        }
    }

    private static void translate(Decoded insn, Registers registers, Access access, Environment environment) {
        int length = insn.length1() + 1;
        long operand = insn.address(registers);
        long table = insn.secondAddress(registers);
        int[] bytes = new int[TABLE];
        for (int i = 0; i < length; i++) {
            int argument = (int) access.fetch(registers.wrap(operand + i), 1);
            bytes[i] = function(registers, access, table, argument, operand, bytes, i);
        }
        store(registers, access, operand, bytes, length);
    }

    private static void scan(Decoded insn, Registers registers, Access access, int step) {
        int length = insn.length1() + 1;
        long operand = insn.address(registers);
        long table = insn.secondAddress(registers);
        for (int i = 0; i < length; i++) {
            long address = registers.wrap(operand + (long) step * i);
            long function = access.fetch(registers.wrap(table + access.fetch(address, 1)), 1);
            if (function != 0) {
                setArgumentAddress(registers, address);
                registers.setGr(2, registers.gr(2) & ~0xFFL | function);
                registers.setCc(i == length - 1 ? 2 : 1);
                return;
            }
        }
        registers.setCc(0);
    }

    /** In the 24-bit addressing mode bits 32-39 of register 1 stay, other than with most instructions. */
    private static void setArgumentAddress(Registers registers, long address) {
        if (registers.addressMask() == 0xFF_FFFFL) {
            registers.setGr(1, registers.gr(1) & ~0xFF_FFFFL | address);
        } else {
            registers.setGrAddress(1, address);
        }
    }

    private static void extended(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        LongOperand operand = LongOperand.ofFullLength(registers, insn.r1());
        long table = registers.wrap(registers.gr(insn.r2()));
        int test = registers.grLow(0) & 0xFF;
        int limit = UnitOfOperation.atMost(UnitOfOperation.within(operand.address(), 1), operand.length());
        int[] bytes = new int[UnitOfOperation.BYTES];
        int count = 0;
        boolean found = false;
        while (count < limit && !found) {
            int argument = (int) access.fetch(registers.wrap(operand.address() + count), 1);
            found = argument == test;
            if (!found) {
                bytes[count] = function(registers, access, table, argument, operand.address(), bytes, count);
                count++;
            }
        }
        store(registers, access, operand.address(), bytes, count);
        operand.advance(registers, count);
        registers.setCc(found ? 1 : operand.length() == count ? 0 : 3);
    }
}
