package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.GENERAL_INSTRUCTIONS_EXTENSION;
import static org.maskflip.emulator.arch.Facility.STORE_CLOCK_FAST;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.I;
import static org.maskflip.emulator.insn.Format.RIL_C;
import static org.maskflip.emulator.insn.Format.RR;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Format.RSY_A;
import static org.maskflip.emulator.insn.Format.RXY_A;
import static org.maskflip.emulator.insn.Format.RXY_B;
import static org.maskflip.emulator.insn.Format.RX_A;
import static org.maskflip.emulator.insn.Format.S;
import static org.maskflip.emulator.insn.Format.SI;
import static org.maskflip.emulator.insn.Operand.AR1;
import static org.maskflip.emulator.insn.Operand.AR2;
import static org.maskflip.emulator.insn.Operand.GR1;
import static org.maskflip.emulator.insn.Operand.GR2;
import static org.maskflip.emulator.insn.Rows.row;
import static org.maskflip.emulator.insn.Serialization.SERIALIZATION;
import static org.maskflip.emulator.insn.Serialization.SERIALIZATION_AND_CHECKPOINT;

import java.util.List;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/**
 * Instructions on the state of the CPU: condition code and program mask, PSW, access registers, supervisor call and monitor call,
 * clocks, facility list, cache attributes and prefetching.
 */
final class StateRows {
    private static final String NONE = "none";
    private static final String STORES_CLOCK = "stores 8 bytes";

    /** Keeps what STORE CLOCK EXTENDED stores apart from what STORE CLOCK stores: the rightmost bit of the clock is one. */
    private static final long NONZERO_CLOCK_BITS = 1L << 16;

    private static final long PROGRAMMABLE_FIELD = 0xFFFF;

    private StateRows() {}

    static List<Instruction> rows() {
        return Rowset.of(masks(), accessRegisters(), clocks(), attributes());
    }

    private static List<Instruction> masks() {
        return List.of(
                row("ipm", "INSERT PROGRAM MASK", 0xB222, RRE)
                        .operands(GR1)
                        .routine(NONE, StateRows::insertProgramMask)
                        .build(),
                row("spm", "SET PROGRAM MASK", 0x04, RR)
                        .operands(GR1)
                        .routine(NONE, StateRows::setProgramMask)
                        .build(),
                row("epsw", "EXTRACT PSW", 0xB98D, RRE)
                        .routine(NONE, StateRows::extractPsw)
                        .build(),
                row("svc", "SUPERVISOR CALL", 0x0A, I)
                        .unsigned()
                        .serializes(SERIALIZATION_AND_CHECKPOINT)
                        .routine(NONE, StateRows::supervisorCall)
                        .build(),
                row("mc", "MONITOR CALL", 0xAF, SI)
                        .unsigned()
                        .routine(NONE, StateRows::monitorCall)
                        .build());
    }

    private static void insertProgramMask(Decoded insn, Registers registers, Access access, Environment environment) {
        long inserted = (long) registers.cc() << 28 | (long) registers.programMask() << 24;
        registers.setGr(insn.r1(), registers.gr(insn.r1()) & ~0xFF00_0000L | inserted);
    }

    private static void setProgramMask(Decoded insn, Registers registers, Access access, Environment environment) {
        long value = registers.gr(insn.r1());
        long mask = registers.pswMask() & ~(Psw.CONDITION_CODE | Psw.PROGRAM_MASK);
        mask |= (value >>> 28 & 3) << Psw.CONDITION_CODE_SHIFT;
        mask |= (value >>> 24 & 0xF) << Psw.PROGRAM_MASK_SHIFT;
        registers.setPswMask(mask);
    }

    private static void extractPsw(Decoded insn, Registers registers, Access access, Environment environment) {
        long mask = registers.pswMask() & ~Psw.SHORT_FORMAT;
        registers.setGrLow(insn.r1(), mask >>> 32);
        if (insn.r2() != 0) {
            registers.setGrLow(insn.r2(), mask);
        }
    }

    private static void supervisorCall(Decoded insn, Registers registers, Access access, Environment environment) {
        environment.supervisorCall((int) insn.immediate() & 0xFF);
    }

    private static void monitorCall(Decoded insn, Registers registers, Access access, Environment environment) {
        int monitorClass = (int) insn.immediate() & 0xFF;
        Specification.require(monitorClass < 16);
        if ((registers.cr(8) & 0x8000L >>> monitorClass) != 0) {
            throw ProgramInterruption.monitor(insn.address(registers), monitorClass);
        }
    }

    private static List<Instruction> accessRegisters() {
        return List.of(
                row("ear", "EXTRACT ACCESS REGISTER", 0xB24F, RRE)
                        .operands(GR1, AR2)
                        .routine(
                                NONE,
                                (insn, registers, access, environment) ->
                                        registers.setGrLow(insn.r1(), registers.ar(insn.r2())))
                        .build(),
                row("sar", "SET ACCESS REGISTER", 0xB24E, RRE)
                        .operands(AR1, GR2)
                        .routine(
                                NONE,
                                (insn, registers, access, environment) ->
                                        registers.setAr(insn.r1(), registers.grLow(insn.r2())))
                        .build(),
                row("cpya", "COPY ACCESS", 0xB24D, RRE)
                        .operands(AR1, AR2)
                        .routine(
                                NONE,
                                (insn, registers, access, environment) ->
                                        registers.setAr(insn.r1(), registers.ar(insn.r2())))
                        .build(),
                row("lae", "LOAD ADDRESS EXTENDED", 0x51, RX_A)
                        .routine(NONE, StateRows::loadAddressExtended)
                        .build(),
                row("laey", "LOAD ADDRESS EXTENDED", 0xE375, RXY_A)
                        .facility(GENERAL_INSTRUCTIONS_EXTENSION)
                        .routine(NONE, StateRows::loadAddressExtended)
                        .build());
    }

    /** The access register tells the space that the current address-space control selects. */
    private static void loadAddressExtended(Decoded insn, Registers registers, Access access, Environment environment) {
        int space = registers.addressSpace();
        long address = insn.address(registers);
        registers.setAr(
                insn.r1(),
                switch (space) {
                    case 0 -> 0;
                    case 1 -> insn.base() == 0 ? 0 : registers.ar(insn.base());
                    case 2 -> 1;
                    default -> 2;
                });
        registers.setGrAddress(insn.r1(), address);
    }

    private static List<Instruction> clocks() {
        return List.of(
                row("stck", "STORE CLOCK", 0xB205, S)
                        .serializes(SERIALIZATION)
                        .routine(
                                STORES_CLOCK,
                                (insn, registers, access, environment) ->
                                        storeClock(insn, registers, access, environment.uniqueTod()))
                        .build(),
                row("stckf", "STORE CLOCK FAST", 0xB27C, S)
                        .facility(STORE_CLOCK_FAST)
                        .routine(
                                STORES_CLOCK,
                                (insn, registers, access, environment) ->
                                        storeClock(insn, registers, access, environment.fastTod()))
                        .build(),
                row("stcke", "STORE CLOCK EXTENDED", 0xB278, S)
                        .serializes(SERIALIZATION)
                        .routine("stores two doublewords, probed first", StateRows::storeClockExtended)
                        .build());
    }

    private static void storeClock(Decoded insn, Registers registers, Access access, long tod) {
        access.store(insn.address(registers), 8, tod);
        registers.setCc(0);
    }

    /** A zero byte, the TOD clock (bits 0-63, then 40 bits that are not zero), the programmable field. */
    private static void storeClockExtended(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        access.probeStore(Space.CURRENT, PSW_KEY, address, 16);
        long tod = environment.uniqueTod();
        long programmable = environment.todProgrammable() & PROGRAMMABLE_FIELD;
        access.store(address, 8, tod >>> 8);
        access.store(registers.wrap(address + 8), 8, tod << 56 | NONZERO_CLOCK_BITS | programmable);
        registers.setCc(0);
    }

    private static List<Instruction> attributes() {
        return List.of(
                row("stfle", "STORE FACILITY LIST EXTENDED", 0xB2B0, S)
                        .facility(Facility.STFLE)
                        .aligned(8)
                        .routine("stores doublewords, all probed first", StateRows::storeFacilityList)
                        .build(),
                row("ecag", "EXTRACT CPU ATTRIBUTE", 0xEB4C, RSY_A)
                        .facility(GENERAL_INSTRUCTIONS_EXTENSION)
                        .routine(NONE, StateRows::extractCpuAttribute)
                        .build(),
                row("pfd", "PREFETCH DATA", 0xE336, RXY_B)
                        .facility(GENERAL_INSTRUCTIONS_EXTENSION)
                        .routine(NONE, StateRows::nothing)
                        .build(),
                row("pfdrl", "PREFETCH DATA RELATIVE LONG", 0xC62, RIL_C)
                        .facility(GENERAL_INSTRUCTIONS_EXTENSION)
                        .routine(NONE, StateRows::nothing)
                        .build());
    }

    private static void storeFacilityList(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        Facilities facilities = environment.facilities();
        int provided = (registers.grLow(0) & 0xFF) + 1;
        int needed = facilities.doublewords();
        int stored = Math.min(provided, needed);
        access.probeStore(Space.CURRENT, PSW_KEY, address, 8L * stored);
        for (int i = 0; i < stored; i++) {
            access.store(registers.wrap(address + 8L * i), 8, facilities.doubleword(i));
        }
        registers.setGr(0, registers.gr(0) & ~0xFFL | needed - 1);
        registers.setCc(provided < needed ? 3 : 0);
    }

    /** This machine has no caches: the topology summary is all zero, and every attribute of one is all ones. */
    private static void extractCpuAttribute(Decoded insn, Registers registers, Access access, Environment environment) {
        registers.setGr(insn.r1(), insn.address(registers) == 0 ? 0 : -1);
    }

    /** Prefetching is a hint; the emulated storage has nothing to bring nearer. */
    private static void nothing(Decoded insn, Registers registers, Access access, Environment environment) {}
}
