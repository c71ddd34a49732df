package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
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

/** The rows of real storage, of storage keys, and of testing what an access would meet. */
final class StorageRows {
    private static final long BLOCK = ~0xFFFL;
    private static final int BLOCK_LENGTH = 4096;
    private static final int NO_KEY = 0;

    /** The parts of a storage key of seven bits. */
    private static final int ACCESS_AND_FETCH = 0x7C;

    private static final int REFERENCE = 2;
    private static final int CHANGE = 1;

    /** M3 of SET STORAGE KEY EXTENDED. */
    private static final int REFERENCE_MASKED = 4;

    private static final int CHANGE_MASKED = 2;
    private static final int MULTIPLE_BLOCK = 1;

    private StorageRows() {}

    static List<Instruction> rows() {
        return List.of(
                privileged("lura", "LOAD USING REAL ADDRESS", 0xB24B)
                        .routine("fetches a word at a real address", (i, r, a, e) -> loadReal(i, r, a, 4))
                        .build(),
                privileged("lurag", "LOAD USING REAL ADDRESS", 0xB905)
                        .routine("fetches a doubleword at a real address", (i, r, a, e) -> loadReal(i, r, a, 8))
                        .build(),
                privileged("stura", "STORE USING REAL ADDRESS", 0xB246)
                        .routine("stores a word at a real address", (i, r, a, e) -> storeReal(i, r, a, 4))
                        .build(),
                privileged("sturg", "STORE USING REAL ADDRESS", 0xB925)
                        .routine("stores a doubleword at a real address", (i, r, a, e) -> storeReal(i, r, a, 8))
                        .build(),
                row("tprot", "TEST PROTECTION", 0xE501, Format.SSE)
                        .privileged()
                        .routine("", StorageRows::testProtection)
                        .build(),
                privileged("tb", "TEST BLOCK", 0xB22C)
                        .routine("stores 4,096 bytes at a real address", StorageRows::testBlock)
                        .build(),
                privileged("iske", "INSERT STORAGE KEY EXTENDED", 0xB229)
                        .routine("fetches a storage key", StorageRows::insertKey)
                        .build(),
                row("ivsk", "INSERT VIRTUAL STORAGE KEY", 0xB223, Format.RRE)
                        .semiprivileged()
                        .routine("fetches a storage key", StorageRows::insertVirtualKey)
                        .build(),
                row("sske", "SET STORAGE KEY EXTENDED", 0xB22B, Format.RRF_C)
                        .privileged()
                        .operands(Operand.GR1, Operand.GR2, Operand.MASK3)
                        .optional(1)
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("stores a storage key", StorageRows::setKey)
                        .build(),
                privileged("rrbe", "RESET REFERENCE BIT EXTENDED", 0xB22A)
                        .routine("updates a storage key", StorageRows::resetReference)
                        .build());
    }

    private static Rows privileged(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RRE).privileged();
    }

    private static void loadReal(Decoded insn, Registers registers, Access access, int size) {
        long address = Conditions.aligned(registers.wrap(registers.gr(insn.r2())), size);
        long value = access.fetch(Space.REAL, Access.PSW_KEY, address, size);
        if (size == 8) {
            registers.setGr(insn.r1(), value);
        } else {
            registers.setGrLow(insn.r1(), value);
        }
    }

    private static void storeReal(Decoded insn, Registers registers, Access access, int size) {
        long address = Conditions.aligned(registers.wrap(registers.gr(insn.r2())), size);
        long value = registers.gr(insn.r1());
        access.store(Space.REAL, Access.PSW_KEY, address, size, size == 8 ? value : value & 0xFFFF_FFFFL);
    }

    /**
     * Condition code 0: fetching and storing are permitted; 1: fetching only; 2: neither; 3: no translation. Addressing and
     * translation-specification exceptions are recognized.
     */
    private static void testProtection(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        int key = (int) (insn.secondAddress(registers) >>> 4) & 15;
        try {
            access.probeFetch(Space.CURRENT, key, address, 1);
        } catch (ProgramInterruption met) {
            registers.setCc(refused(met, 2));
            return;
        }
        try {
            access.probeStore(Space.CURRENT, key, address, 1);
            registers.setCc(0);
        } catch (ProgramInterruption met) {
            registers.setCc(refused(met, 1));
        }
    }

    private static int refused(ProgramInterruption met, int onProtection) {
        return switch (met.code()) {
            case ProgramCode.PROTECTION -> onProtection;
            case ProgramCode.SEGMENT_TRANSLATION,
                    ProgramCode.PAGE_TRANSLATION,
                    ProgramCode.ASCE_TYPE,
                    ProgramCode.REGION_FIRST_TRANSLATION,
                    ProgramCode.REGION_SECOND_TRANSLATION,
                    ProgramCode.REGION_THIRD_TRANSLATION -> 3;
            default -> throw met;
        };
    }

    /** Every block of this machine is usable: it is cleared, and general register 0 becomes zero. Key protection does not apply. */
    private static void testBlock(Decoded insn, Registers registers, Access access, Environment environment) {
        long block = registers.wrap(registers.gr(insn.r2())) & BLOCK;
        access.probeStore(Space.REAL, NO_KEY, block, BLOCK_LENGTH);
        for (int offset = 0; offset < BLOCK_LENGTH; offset += 8) {
            access.store(Space.REAL, NO_KEY, block + offset, 8, 0);
        }
        registers.setGrAddress(0, 0);
        registers.setCc(0);
    }

    private static long block(Decoded insn, Registers registers, Access access) {
        return access.realToAbsolute(registers.wrap(registers.gr(insn.r2())) & BLOCK);
    }

    private static void insertKey(Decoded insn, Registers registers, Access access, Environment environment) {
        long key = access.storageKey(block(insn, registers, access));
        registers.setGr(insn.r1(), registers.gr(insn.r1()) & ~0xFFL | key << 1);
    }

    /** Bits 56-60 of R1 take the access-control bits and the fetch-protection bit; 61-63 become zero. */
    private static void insertVirtualKey(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.translating(registers);
        Conditions.extractionAuthority(registers);
        Space space = Conditions.space(registers.addressSpace());
        long virtual = registers.wrap(registers.gr(insn.r2()));
        Access.Translation found = access.translate(space, virtual);
        if (found.code() != 0) {
            // Recognized as for a fetch, which also supplies the translation-exception identification.
            access.probeFetch(space, NO_KEY, virtual, 1);
            throw ProgramInterruption.of(found.code());
        }
        long key = access.storageKey(access.realToAbsolute(found.address() & BLOCK)) & ACCESS_AND_FETCH;
        registers.setGr(insn.r1(), registers.gr(insn.r1()) & ~0xFFL | key << 1);
    }

    /** With the multiple-block control, R2 has an absolute address; a unit is a block, up to a boundary of 1 MiB. */
    private static void setKey(Decoded insn, Registers registers, Access access, Environment environment) {
        boolean conditional = environment.facilities().has(Facility.CONDITIONAL_SSKE);
        StorageKeyChange change = new StorageKeyChange(
                registers.grLow(insn.r1()) >>> 1 & StorageKeyChange.KEY,
                conditional && (insn.m3() & REFERENCE_MASKED) != 0,
                conditional && (insn.m3() & CHANGE_MASKED) != 0);
        if ((insn.m3() & MULTIPLE_BLOCK) != 0 && environment.facilities().has(Facility.ENHANCED_DAT_1)) {
            long block = registers.wrap(registers.gr(insn.r2())) & BLOCK;
            change.apply(access, FrameRows.installed(access, block));
            if (change.isConditional()) {
                registers.setCc(3);
            }
            FrameRows.advance(insn, registers, block);
            return;
        }
        int old = change.apply(access, block(insn, registers, access));
        if (change.isConditional()) {
            registers.setGr(insn.r1(), registers.gr(insn.r1()) & ~0xFF00L | (long) old << 9);
            registers.setCc(change.isNeeded(old) ? 1 : 0);
        }
    }

    /** The condition code tells the old reference bit (2) and the change bit (1). */
    private static void resetReference(Decoded insn, Registers registers, Access access, Environment environment) {
        long absolute = block(insn, registers, access);
        int old = access.storageKey(absolute);
        access.setStorageKey(absolute, old & ~REFERENCE);
        registers.setCc(old & (REFERENCE | CHANGE));
    }
}
