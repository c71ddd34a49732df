package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Space;

/**
 * PERFORM FRAME MANAGEMENT FUNCTION: clears a frame of 4 KiB or 1 MiB and sets its storage keys. A unit of operation is one block of
 * 4 KiB. Source: PoP chapter 10, "PERFORM FRAME MANAGEMENT FUNCTION".
 */
final class FrameRows {
    /** Bits of R1: reserved ones; set key, clear frame; frame size; nonquiescing; conditions; the key. */
    private static final int RESERVED = 0xFFFC_0101;

    private static final int SET_KEY = 0x2_0000;
    private static final int CLEAR = 0x1_0000;
    private static final int SIZE = 0x7000;
    private static final int SIZE_1M = 0x1000;
    private static final int NONQUIESCING = 0x800;
    private static final int REFERENCE_MASKED = 0x400;
    private static final int CHANGE_MASKED = 0x200;

    private static final int BLOCK = 4096;
    private static final long FRAME_OFFSET = 0xF_FFFFL;
    private static final int NO_KEY = 0;

    private FrameRows() {}

    static List<Instruction> rows() {
        return List.of(row("pfmf", "PERFORM FRAME MANAGEMENT FUNCTION", 0xB9AF, Format.RRE)
                .facility(Facility.ENHANCED_DAT_1)
                .privileged()
                .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                .routine("stores 4,096 bytes, updates a storage key", FrameRows::perform)
                .build());
    }

    /** The nonquiescing key-setting and enhanced-DAT facility 2 are in no level: their codes are specification exceptions. */
    private static void perform(Decoded insn, Registers registers, Access access, Environment environment) {
        int asked = registers.grLow(insn.r1());
        int size = asked & SIZE;
        if ((asked & (RESERVED | NONQUIESCING)) != 0 || size > SIZE_1M) {
            throw Conditions.specification();
        }
        long block = registers.wrap(registers.gr(insn.r2())) & -BLOCK;
        // A frame of 1 MiB is designated by its absolute address, which low-address protection looks at as it is.
        Space space = size == 0 || block < 2 * BLOCK ? Space.REAL : Space.ABSOLUTE;
        if ((asked & CLEAR) != 0) {
            access.probeStore(space, NO_KEY, block, BLOCK);
        }
        long absolute = size == 0 ? access.realToAbsolute(block) : installed(access, block);
        if ((asked & CLEAR) != 0) {
            for (int offset = 0; offset < BLOCK; offset += 8) {
                access.store(Space.ABSOLUTE, NO_KEY, absolute + offset, 8, 0);
            }
        }
        if ((asked & SET_KEY) != 0) {
            boolean conditional = environment.facilities().has(Facility.CONDITIONAL_SSKE);
            StorageKeyChange change = new StorageKeyChange(
                    asked >>> 1 & StorageKeyChange.KEY,
                    conditional && (asked & REFERENCE_MASKED) != 0,
                    conditional && (asked & CHANGE_MASKED) != 0);
            change.apply(access, absolute);
        }
        if (size == SIZE_1M) {
            advance(insn, registers, block);
        }
    }

    /** An absolute address; addressing exception if it is not installed. */
    static long installed(Access access, long absolute) {
        access.probeFetch(Space.ABSOLUTE, NO_KEY, absolute, 1);
        return absolute;
    }

    /** The next block's address goes to R2, whose bits 52-63 stay; the instruction ends at a boundary of 1 MiB. */
    static void advance(Decoded insn, Registers registers, long block) {
        long next = block + BLOCK;
        registers.setGrAddress(insn.r2(), registers.wrap(next) | registers.gr(insn.r2()) & BLOCK - 1);
        if ((next & FRAME_OFFSET) != 0) {
            registers.repeat();
        }
    }
}
