package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.nio.ByteBuffer;
import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Space;

/** The rows that signal other CPUs, identify the machine, and reach the service processor. */
final class SystemRows {
    private static final int NO_KEY = 0;
    private static final int SYSTEM_INFORMATION_LENGTH = 4096;
    private static final int HIGHEST_FUNCTION = 3;

    /** Reserved bits 36-55 of general register 0 and 32-47 of register 1 for STSI. */
    private static final int STSI_RESERVED_0 = 0x0FFF_FF00;

    private static final int STSI_RESERVED_1 = 0xFFFF_0000;

    /** A service-call control block stands below 2 GiB on a doubleword boundary, outside both prefix areas. */
    private static final long BLOCK_INVALID = ~0x7FFF_FFF8L;

    private static final long PREFIX_AREA = ~(PrefixArea.LENGTH - 1L);
    private static final int BLOCK_HEADER_LENGTH = 8;

    private SystemRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("sigp", "SIGNAL PROCESSOR", 0xAE, Format.RS_A)
                        .privileged()
                        .serializes(Serialization.SERIALIZATION)
                        .routine("", SystemRows::signalProcessor)
                        .build(),
                row("stap", "STORE CPU ADDRESS", 0xB212, Format.S)
                        .privileged()
                        .routine(
                                "stores a halfword",
                                (i, r, a, e) ->
                                        a.store(Conditions.aligned(i.address(r), 2), 2, e.cpuAddress() & 0xFFFFL))
                        .build(),
                row("stidp", "STORE CPU ID", 0xB202, Format.S)
                        .privileged()
                        .routine(
                                "stores a doubleword",
                                (i, r, a, e) -> a.store(Conditions.aligned(i.address(r), 8), 8, e.cpuId()))
                        .build(),
                row("stsi", "STORE SYSTEM INFORMATION", 0xB27D, Format.S)
                        .privileged()
                        .routine("stores 4,096 bytes", SystemRows::storeInformation)
                        .build(),
                row("stfl", "STORE FACILITY LIST", 0xB2B1, Format.S)
                        .privileged()
                        .routine("stores a word at real address 200", SystemRows::storeFacilities)
                        .build(),
                row("diag", "DIAGNOSE", 0x83, Format.RS_A)
                        .privileged()
                        .routine("", (i, r, a, e) -> e.diagnose((int) i.address(r) & 0xFFFF, i.r1(), i.r3()))
                        .build(),
                // Not in the Principles of Operation. It serializes like the I/O instructions: what answers must find
                // the block.
                row("servc", "SERVICE CALL", 0xB220, Format.RRE)
                        .privileged()
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("", SystemRows::serviceCall)
                        .build(),
                // The program parameter is seen by CPU measurement only, which is absent.
                row("lpp", "LOAD PROGRAM PARAMETER", 0xB280, Format.S)
                        .facility(Facility.LOAD_PROGRAM_PARAMETER)
                        .privileged()
                        .routine(
                                "fetches a doubleword", (i, r, a, e) -> a.fetch(Conditions.aligned(i.address(r), 8), 8))
                        .build());
    }

    /** The parameter stands in R1 if its number is odd, else in R1 + 1; the status goes to bits 32-63 of R1. */
    private static void signalProcessor(Decoded insn, Registers registers, Access access, Environment environment) {
        int order = (int) insn.address(registers) & 0xFF;
        int target = registers.grLow(insn.r3()) & 0xFFFF;
        long parameter = registers.gr(insn.r1() | 1);
        long answer = environment.signalProcessor(order, target, parameter);
        int cc = (int) (answer >>> 32);
        if (cc == 1) {
            registers.setGrLow(insn.r1(), answer);
        }
        registers.setCc(cc);
    }

    private static void storeInformation(Decoded insn, Registers registers, Access access, Environment environment) {
        int control = registers.grLow(0);
        int function = control >>> 28;
        if (function > HIGHEST_FUNCTION) {
            registers.setCc(3);
            return;
        }
        if ((control & STSI_RESERVED_0) != 0 || (registers.grLow(1) & STSI_RESERVED_1) != 0) {
            throw Conditions.specification();
        }
        if (function == 0) {
            registers.setGrLow(0, (long) environment.systemInformationLevel() << 28);
            registers.setCc(0);
            return;
        }
        long address = Conditions.aligned(insn.address(registers), SYSTEM_INFORMATION_LENGTH);
        byte[] block = environment.systemInformation(function, control & 0xFF, registers.grLow(1) & 0xFFFF);
        if (block == null) {
            registers.setCc(3);
            return;
        }
        access.probeStore(Space.CURRENT, Access.PSW_KEY, address, SYSTEM_INFORMATION_LENGTH);
        ByteBuffer doublewords = ByteBuffer.wrap(block);
        for (int offset = 0; offset < SYSTEM_INFORMATION_LENGTH; offset += 8) {
            access.store(address + offset, 8, doublewords.getLong(offset));
        }
        registers.setCc(0);
    }

    /** Neither key-controlled nor low-address protection applies. */
    private static void storeFacilities(Decoded insn, Registers registers, Access access, Environment environment) {
        long word = environment.facilities().doubleword(0) >>> 32;
        access.store(Space.ABSOLUTE, NO_KEY, access.realToAbsolute(PrefixArea.FACILITY_LIST), 4, word);
    }

    private static void serviceCall(Decoded insn, Registers registers, Access access, Environment environment) {
        long block = registers.gr(insn.r2());
        if ((block & BLOCK_INVALID) != 0 || (block & PREFIX_AREA) == 0 || (block & PREFIX_AREA) == registers.prefix()) {
            throw Conditions.specification();
        }
        access.probeStore(Space.ABSOLUTE, NO_KEY, block, BLOCK_HEADER_LENGTH);
        registers.setCc(environment.serviceCall(registers.grLow(insn.r1()), block));
    }
}
