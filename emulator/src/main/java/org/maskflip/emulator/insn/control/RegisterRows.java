package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Space;

/** The rows that load and store control registers and the prefix. */
final class RegisterRows {
    /** Bits 33-50 of a real address: a block of 8 KiB below 2 GiB. */
    private static final long PREFIX = 0x7FFF_E000L;

    private static final int PREFIX_AREA_LENGTH = 0x2000;

    /** Control instructions that refer to real or absolute storage without a key use key zero. */
    private static final int NO_KEY = 0;

    private RegisterRows() {}

    static List<Instruction> rows() {
        return List.of(
                control("lctl", "LOAD CONTROL", 0xB7, Format.RS_A)
                        .routine("fetches a word per register", (i, r, a, e) -> load(i, r, a, 4))
                        .build(),
                control("lctlg", "LOAD CONTROL", 0xEB2F, Format.RSY_A)
                        .routine("fetches a doubleword per register", (i, r, a, e) -> load(i, r, a, 8))
                        .build(),
                control("stctl", "STORE CONTROL", 0xB6, Format.RS_A)
                        .routine("stores a word per register", (i, r, a, e) -> store(i, r, a, 4))
                        .build(),
                control("stctg", "STORE CONTROL", 0xEB25, Format.RSY_A)
                        .routine("stores a doubleword per register", (i, r, a, e) -> store(i, r, a, 8))
                        .build(),
                row("spx", "SET PREFIX", 0xB210, Format.S)
                        .privileged()
                        .serializes(Serialization.SERIALIZATION)
                        .routine("fetches a word", RegisterRows::setPrefix)
                        .build(),
                row("stpx", "STORE PREFIX", 0xB211, Format.S)
                        .privileged()
                        .routine("stores a word", RegisterRows::storePrefix)
                        .build(),
                row("esea", "EXTRACT AND SET EXTENDED AUTHORITY", 0xB99D, Format.RRE)
                        .privileged()
                        .operands(Operand.GR1)
                        .routine("", RegisterRows::extractAndSetExtendedAuthority)
                        .build());
    }

    private static Rows control(String mnemonic, String title, int opcode, Format format) {
        return row(mnemonic, title, opcode, format).privileged().operands(Operand.CR1, Operand.CR3, Operand.BASED2);
    }

    /** The number of registers from R1 to R3, 1-16; they wrap from 15 to 0. */
    private static int count(Decoded insn) {
        return (insn.r3() - insn.r1() & 15) + 1;
    }

    private static void load(Decoded insn, Registers registers, Access access, int size) {
        long address = Conditions.aligned(insn.address(registers), size);
        int count = count(insn);
        if (count == 1) {
            set(registers, insn.r1(), size, access.fetch(address, size));
            return;
        }
        long[] values = access.elements();
        for (int i = 0; i < count; i++) {
            values[i] = access.fetch(registers.wrap(address + (long) i * size), size);
        }
        for (int i = 0; i < count; i++) {
            set(registers, insn.r1() + i & 15, size, values[i]);
        }
    }

    private static void set(Registers registers, int number, int size, long value) {
        long kept = size == 8 ? 0 : registers.cr(number) & ~0xFFFF_FFFFL;
        registers.setCr(number, kept | value);
    }

    private static void store(Decoded insn, Registers registers, Access access, int size) {
        long address = Conditions.aligned(insn.address(registers), size);
        int count = count(insn);
        access.probeStore(Space.CURRENT, Access.PSW_KEY, address, (long) count * size);
        for (int i = 0; i < count; i++) {
            long value = registers.cr(insn.r1() + i & 15);
            access.store(registers.wrap(address + (long) i * size), size, size == 8 ? value : value & 0xFFFF_FFFFL);
        }
    }

    private static void setPrefix(Decoded insn, Registers registers, Access access, Environment environment) {
        long prefix = access.fetch(Conditions.aligned(insn.address(registers), 4), 4) & PREFIX;
        access.probeFetch(Space.ABSOLUTE, NO_KEY, prefix, PREFIX_AREA_LENGTH);
        registers.setPrefix(prefix);
        environment.prefixChanged();
    }

    private static void storePrefix(Decoded insn, Registers registers, Access access, Environment environment) {
        access.store(Conditions.aligned(insn.address(registers), 4), 4, registers.prefix());
    }

    /** The extended authorization index stands in CR8 bits 32-47. */
    private static void extractAndSetExtendedAuthority(
            Decoded insn, Registers registers, Access access, Environment environment) {
        long given = registers.gr(insn.r1());
        long field = 0xFFFF_0000L;
        long old = registers.cr(8);
        registers.setGr(insn.r1(), given & ~field | old & field);
        registers.setCr(8, old & ~field | given << 16 & field);
    }
}
