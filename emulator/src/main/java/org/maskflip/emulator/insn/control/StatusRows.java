package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Serialization;

/**
 * The rows that replace the PSW or its system mask. What they load may be invalid; the early specification exception of PoP
 * chapter 6, "Exceptions Associated with the PSW", follows as a condition of its own and is the engine's.
 */
final class StatusRows {
    /** PSW bits 0-7. */
    private static final long SYSTEM_MASK = 0xFFL << 56;

    /** Bits 0-32 of a short PSW; the others are its instruction address. */
    private static final long SHORT_MASK = 0xFFFF_FFFF_8000_0000L;

    private StatusRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("lpsw", "LOAD PSW", 0x82, Format.S_SHORT)
                        .privileged()
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("fetches a doubleword", StatusRows::loadPsw)
                        .build(),
                row("lpswe", "LOAD PSW EXTENDED", 0xB2B2, Format.S)
                        .privileged()
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("fetches two doublewords", StatusRows::loadPswExtended)
                        .build(),
                row("ssm", "SET SYSTEM MASK", 0x80, Format.S_SHORT)
                        .privileged()
                        .routine("fetches a byte", StatusRows::setSystemMask)
                        .build(),
                row("stnsm", "STORE THEN AND SYSTEM MASK", 0xAC, Format.SI)
                        .privileged()
                        .unsigned()
                        .routine("stores a byte", StatusRows::storeThenAnd)
                        .build(),
                row("stosm", "STORE THEN OR SYSTEM MASK", 0xAD, Format.SI)
                        .privileged()
                        .unsigned()
                        .routine("stores a byte", StatusRows::storeThenOr)
                        .build());
    }

    private static void loadPsw(Decoded insn, Registers registers, Access access, Environment environment) {
        long psw = access.fetch(Conditions.aligned(insn.address(registers), 8), 8);
        if ((psw & Psw.SHORT_FORMAT) == 0) {
            throw Conditions.specification();
        }
        replace(registers, (psw ^ Psw.SHORT_FORMAT) & SHORT_MASK, psw & ~SHORT_MASK);
    }

    private static void loadPswExtended(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = Conditions.aligned(insn.address(registers), 8);
        long mask = access.fetch(address, 8);
        long instructionAddress = access.fetch(registers.wrap(address + 8), 8);
        replace(registers, mask, instructionAddress);
    }

    private static void replace(Registers registers, long mask, long instructionAddress) {
        registers.setBreakingEventAddress(registers.instructionAddress());
        registers.setPswMask(mask);
        registers.setNextAddress(instructionAddress);
    }

    private static void setSystemMask(Decoded insn, Registers registers, Access access, Environment environment) {
        if ((registers.cr(0) & ControlBits.CR0_SSM_SUPPRESSION) != 0) {
            throw Conditions.specialOperation();
        }
        long mask = access.fetch(insn.address(registers), 1);
        registers.setPswMask(registers.pswMask() & ~SYSTEM_MASK | mask << 56);
    }

    private static void storeThenAnd(Decoded insn, Registers registers, Access access, Environment environment) {
        access.store(insn.address(registers), 1, registers.pswMask() >>> 56);
        registers.setPswMask(registers.pswMask() & (insn.immediate() << 56 | ~SYSTEM_MASK));
    }

    private static void storeThenOr(Decoded insn, Registers registers, Access access, Environment environment) {
        access.store(insn.address(registers), 1, registers.pswMask() >>> 56);
        registers.setPswMask(registers.pswMask() | insn.immediate() << 56);
    }
}
