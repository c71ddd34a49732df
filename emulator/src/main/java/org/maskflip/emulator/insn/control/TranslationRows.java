package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
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

/** The rows of dynamic address translation: load and store real address, invalidation and purging. */
final class TranslationRows {
    private static final long TWO_GIB = 0x8000_0000L;

    /** Bit 32 of the register, with which LRA and LRAG mark an interruption code under condition code 3. */
    private static final long IS_CODE = 0x8000_0000L;

    private static final int NO_KEY = 0;

    /** A page table is on a 2 KiB boundary and has 256 entries of 8 bytes; the index is bits 44-51 of an address. */
    private static final long PAGE_TABLE_ORIGIN = ~0x7FFL;

    private static final int PAGE_SHIFT = 12;
    private static final long PAGE = ~0xFFFL;

    /** IDTE, second operand: clear by ASCE only; reserved bits; one less than the number of entries. */
    private static final long CLEAR_BY_ASCE = 0x800L;

    private static final long IDTE_RESERVED = 0xF_F000L;
    private static final int ENTRIES = 0x7FF;

    /** The invalid bit of region- and segment-table entries. */
    private static final long ENTRY_INVALID = 0x20L;

    private TranslationRows() {}

    static List<Instruction> rows() {
        return List.of(
                loadReal("lra", 0xB1, Format.RX_A)
                        .routine("fetches table entries", (i, r, a, e) -> loadRealAddress(i, r, a, modeSize(r)))
                        .build(),
                loadReal("lray", 0xE313, Format.RXY_A)
                        .facility(Facility.LONG_DISPLACEMENT)
                        .routine("fetches table entries", (i, r, a, e) -> loadRealAddress(i, r, a, modeSize(r)))
                        .build(),
                loadReal("lrag", 0xE303, Format.RXY_A)
                        .routine("fetches table entries", (i, r, a, e) -> loadRealAddress(i, r, a, 8))
                        .build(),
                row("strag", "STORE REAL ADDRESS", 0xE502, Format.SSE)
                        .privileged()
                        .routine("fetches table entries, stores a doubleword", TranslationRows::storeRealAddress)
                        .build(),
                row("ptlb", "PURGE TLB", 0xB20D, Format.S)
                        .privileged()
                        .operands()
                        .serializes(Serialization.SERIALIZATION)
                        .routine("", (i, r, a, e) -> e.purgeTlb())
                        .build(),
                // There is no ART-lookaside buffer: purging it only serializes.
                row("palb", "PURGE ALB", 0xB248, Format.RRE)
                        .privileged()
                        .operands()
                        .serializes(Serialization.SERIALIZATION)
                        .routine("", (i, r, a, e) -> {})
                        .build(),
                purging("csp", 0xB250)
                        .routine("updates a word, interlocked", TranslationRows::swapWord)
                        .build(),
                purging("cspg", 0xB98A)
                        .facility(Facility.DAT_ENHANCEMENT_1)
                        .routine("updates a doubleword, interlocked", TranslationRows::swapDoubleword)
                        .build(),
                row("ipte", "INVALIDATE PAGE TABLE ENTRY", 0xB221, Format.RRF_A)
                        .privileged()
                        .operands(Operand.GR1, Operand.GR2, Operand.GR3, Operand.MASK4)
                        .optional(2)
                        .serializes(Serialization.SERIALIZATION)
                        .routine("updates a page-table entry", TranslationRows::invalidatePage)
                        .build(),
                row("idte", "INVALIDATE DAT TABLE ENTRY", 0xB98E, Format.RRF_B)
                        .facility(Facility.DAT_ENHANCEMENT_1)
                        .privileged()
                        .operands(Operand.GR1, Operand.GR3, Operand.GR2, Operand.MASK4)
                        .optional(1)
                        .serializes(Serialization.SERIALIZATION)
                        .routine("updates region- or segment-table entries", TranslationRows::invalidateTable)
                        .build());
    }

    private static Rows loadReal(String mnemonic, int opcode, Format format) {
        return row(mnemonic, "LOAD REAL ADDRESS", opcode, format).privileged();
    }

    private static Rows purging(String mnemonic, int opcode) {
        return row(mnemonic, "COMPARE AND SWAP AND PURGE", opcode, Format.RRE)
                .privileged()
                .serializes(Serialization.SERIALIZATION);
    }

    /** How many bytes of R1 take the address of LRA and LRAY. */
    private static int modeSize(Registers registers) {
        return registers.isMaskSet(Psw.EXTENDED_ADDRESSING) ? 8 : 4;
    }

    /** LRA translates whatever the DAT bit says, in the space that the address-space control names. */
    private static void loadRealAddress(Decoded insn, Registers registers, Access access, int size) {
        Space space = Conditions.space(registers.addressSpace());
        Access.Translation found = access.translate(space, insn.address(registers));
        switch (found.code()) {
            case 0 -> translated(insn, registers, found, size);
            case ProgramCode.SEGMENT_TRANSLATION -> invalid(insn, registers, found, size, 1);
            case ProgramCode.PAGE_TRANSLATION -> invalid(insn, registers, found, size, 2);
            case ProgramCode.ASCE_TYPE,
                    ProgramCode.REGION_FIRST_TRANSLATION,
                    ProgramCode.REGION_SECOND_TRANSLATION,
                    ProgramCode.REGION_THIRD_TRANSLATION -> unavailable(insn, registers, found);
            default -> throw ProgramInterruption.of(found.code());
        }
    }

    private static void translated(Decoded insn, Registers registers, Access.Translation found, int size) {
        if (size == 4 && found.address() >= TWO_GIB) {
            throw Conditions.specialOperation();
        }
        place(insn, registers, found.address(), size);
        registers.setCc(0);
    }

    /** A table entry is invalid: its address goes to R1, unless it lies outside the table or does not fit. */
    private static void invalid(Decoded insn, Registers registers, Access.Translation found, int size, int cc) {
        if (found.address() == 0 || size == 4 && found.address() >= TWO_GIB) {
            unavailable(insn, registers, found);
        } else {
            place(insn, registers, found.address(), size);
            registers.setCc(cc);
        }
    }

    private static void unavailable(Decoded insn, Registers registers, Access.Translation found) {
        registers.setGrLow(insn.r1(), IS_CODE | found.code());
        registers.setCc(3);
    }

    private static void place(Decoded insn, Registers registers, long address, int size) {
        if (size == 8) {
            registers.setGr(insn.r1(), address);
        } else {
            registers.setGrLow(insn.r1(), address);
        }
    }

    private static void storeRealAddress(Decoded insn, Registers registers, Access access, Environment environment) {
        long target = Conditions.aligned(insn.address(registers), 8);
        Space space = Conditions.space(registers.addressSpace());
        long virtual = insn.secondAddress(registers);
        Access.Translation found = access.translate(space, virtual);
        if (found.code() != 0) {
            // Recognized as for a fetch, which also supplies the translation-exception identification.
            access.probeFetch(space, NO_KEY, virtual, 1);
            throw ProgramInterruption.of(found.code());
        }
        access.store(target, 8, found.address());
    }

    private static void swapWord(Decoded insn, Registers registers, Access access, Environment environment) {
        int r1 = evenRegister(insn);
        long designation = registers.gr(insn.r2());
        long address = registers.wrap(designation) & ~3L;
        long expected = registers.gr(r1) & 0xFFFF_FFFFL;
        long old = access.compareAndSwap(address, 4, expected, registers.gr(r1 + 1) & 0xFFFF_FFFFL);
        if (old == expected) {
            purge(designation, environment);
            registers.setCc(0);
        } else {
            registers.setGrLow(r1, old);
            registers.setCc(1);
        }
    }

    private static void swapDoubleword(Decoded insn, Registers registers, Access access, Environment environment) {
        int r1 = evenRegister(insn);
        long designation = registers.gr(insn.r2());
        long address = registers.wrap(designation) & ~7L;
        long expected = registers.gr(r1);
        long old = access.compareAndSwap(address, 8, expected, registers.gr(r1 + 1));
        if (old == expected) {
            purge(designation, environment);
            registers.setCc(0);
        } else {
            registers.setGr(r1, old);
            registers.setCc(1);
        }
    }

    private static int evenRegister(Decoded insn) {
        if ((insn.r1() & 1) != 0) {
            throw Conditions.specification();
        }
        return insn.r1();
    }

    /** Bit 63 of the second operand asks for the TLBs, bit 62 for the ART-lookaside buffers, which do not exist here. */
    private static void purge(long designation, Environment environment) {
        if ((designation & 1) != 0) {
            environment.purgeAllTlbs();
        }
    }

    /** R3 and M4 count only with the IPTE-range and the local-TLB-clearing facility, which no level has. */
    private static void invalidatePage(Decoded insn, Registers registers, Access access, Environment environment) {
        long virtual = registers.gr(insn.r2());
        long entry = (registers.gr(insn.r1()) & PAGE_TABLE_ORIGIN) + (virtual >>> PAGE_SHIFT & 0xFF) * 8;
        access.realToAbsolute(entry);
        environment.invalidatePage(entry, virtual & PAGE, false);
    }

    private static void invalidateTable(Decoded insn, Registers registers, Access access, Environment environment) {
        long second = registers.gr(insn.r2());
        if ((second & IDTE_RESERVED) != 0) {
            throw Conditions.specification();
        }
        if ((second & CLEAR_BY_ASCE) != 0) {
            environment.purgeAsce(registers.gr(insn.r3()), false);
            return;
        }
        long designation = registers.gr(insn.r1());
        long table = designation & ControlBits.ASCE_ORIGIN;
        int type = (int) (designation & ControlBits.ASCE_TYPE) >> 2;
        int first = (int) (second >>> 20 + 11 * type) & ENTRIES;
        int count = (int) (second & ENTRIES) + 1;
        for (int i = 0; i < count; i++) {
            access.realToAbsolute(entry(table, first + i));
        }
        for (int i = 0; i < count; i++) {
            long entry = entry(table, first + i);
            long value = access.fetch(Space.REAL, NO_KEY, entry, 8);
            access.store(Space.REAL, NO_KEY, entry, 8, value | ENTRY_INVALID);
        }
        // Wider than asked: entries of other address spaces go as well.
        environment.purgeAllTlbs();
    }

    private static long entry(long table, int index) {
        return table + (index & ENTRIES) * 8L;
    }
}
