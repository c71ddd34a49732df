package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.LONG_DISPLACEMENT;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RSY_A;
import static org.maskflip.emulator.insn.Format.RS_A;
import static org.maskflip.emulator.insn.Format.RXY_A;
import static org.maskflip.emulator.insn.Format.SS_E;
import static org.maskflip.emulator.insn.Operand.AR1;
import static org.maskflip.emulator.insn.Operand.AR3;
import static org.maskflip.emulator.insn.Operand.BASED2;
import static org.maskflip.emulator.insn.Operand.BASED4;
import static org.maskflip.emulator.insn.Operand.GR1;
import static org.maskflip.emulator.insn.Operand.GR3;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;

/**
 * LOAD MULTIPLE and STORE MULTIPLE in all their forms, LOAD and STORE ACCESS MULTIPLE, LOAD PAIR FROM QUADWORD and STORE PAIR TO
 * QUADWORD. Each register is one storage event, from the lowest address up; a pair with its quadword is one event too.
 */
final class MultipleRegisters {
    private static final String LOADS = "fetches 4 or 8 bytes per register";
    private static final String STORES = "stores 4 or 8 bytes per register, all probed first";
    private static final int COUNT = 16;

    private MultipleRegisters() {}

    static List<Instruction> rows() {
        return Rowset.of(loads(), stores(), accessRegisters(), pairs());
    }

    private static List<Instruction> loads() {
        return List.of(
                row("lm", "LOAD MULTIPLE", 0x98, RS_A)
                        .routine(LOADS, MultipleRegisters::loadLow)
                        .build(),
                row("lmy", "LOAD MULTIPLE", 0xEB98, RSY_A)
                        .facility(LONG_DISPLACEMENT)
                        .routine(LOADS, MultipleRegisters::loadLow)
                        .build(),
                row("lmg", "LOAD MULTIPLE", 0xEB04, RSY_A)
                        .routine(LOADS, MultipleRegisters::loadWhole)
                        .build(),
                row("lmh", "LOAD MULTIPLE HIGH", 0xEB96, RSY_A)
                        .routine(LOADS, MultipleRegisters::loadHigh)
                        .build(),
                row("lmd", "LOAD MULTIPLE DISJOINT", 0xEF, SS_E)
                        .operands(GR1, GR3, BASED2, BASED4)
                        .routine(
                                "fetches 4 bytes per register from each of two operands",
                                MultipleRegisters::loadDisjoint)
                        .build());
    }

    private static List<Instruction> stores() {
        return List.of(
                row("stm", "STORE MULTIPLE", 0x90, RS_A)
                        .routine(STORES, MultipleRegisters::storeLow)
                        .build(),
                row("stmy", "STORE MULTIPLE", 0xEB90, RSY_A)
                        .facility(LONG_DISPLACEMENT)
                        .routine(STORES, MultipleRegisters::storeLow)
                        .build(),
                row("stmg", "STORE MULTIPLE", 0xEB24, RSY_A)
                        .routine(STORES, MultipleRegisters::storeWhole)
                        .build(),
                row("stmh", "STORE MULTIPLE HIGH", 0xEB26, RSY_A)
                        .routine(STORES, MultipleRegisters::storeHigh)
                        .build());
    }

    private static List<Instruction> accessRegisters() {
        return List.of(
                row("lam", "LOAD ACCESS MULTIPLE", 0x9A, RS_A)
                        .operands(AR1, AR3, BASED2)
                        .aligned(4)
                        .routine(LOADS, MultipleRegisters::loadAccess)
                        .build(),
                row("lamy", "LOAD ACCESS MULTIPLE", 0xEB9A, RSY_A)
                        .facility(LONG_DISPLACEMENT)
                        .operands(AR1, AR3, BASED2)
                        .aligned(4)
                        .routine(LOADS, MultipleRegisters::loadAccess)
                        .build(),
                row("stam", "STORE ACCESS MULTIPLE", 0x9B, RS_A)
                        .operands(AR1, AR3, BASED2)
                        .aligned(4)
                        .routine(STORES, MultipleRegisters::storeAccess)
                        .build(),
                row("stamy", "STORE ACCESS MULTIPLE", 0xEB9B, RSY_A)
                        .facility(LONG_DISPLACEMENT)
                        .operands(AR1, AR3, BASED2)
                        .aligned(4)
                        .routine(STORES, MultipleRegisters::storeAccess)
                        .build());
    }

    private static List<Instruction> pairs() {
        return List.of(
                row("lpq", "LOAD PAIR FROM QUADWORD", 0xE38F, RXY_A)
                        .even(Field.R1)
                        .aligned(16)
                        .routine("fetches a quadword", MultipleRegisters::loadPair)
                        .build(),
                row("stpq", "STORE PAIR TO QUADWORD", 0xE38E, RXY_A)
                        .even(Field.R1)
                        .aligned(16)
                        .routine("stores a quadword", MultipleRegisters::storePair)
                        .build());
    }

    /** The number of registers from R1 to R3, register 0 following register 15. */
    private static int count(Decoded insn) {
        return (insn.r3() - insn.r1() & COUNT - 1) + 1;
    }

    private static int register(Decoded insn, int index) {
        return insn.r1() + index & COUNT - 1;
    }

    /** Fetches all elements of the operand before any register changes. */
    private static long[] fetch(long address, Registers registers, Access access, int count, int size) {
        long[] values = access.elements();
        for (int i = 0; i < count; i++) {
            values[i] = access.fetch(registers.wrap(address + (long) i * size), size);
        }
        return values;
    }

    private static void loadLow(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long[] values = fetch(insn.address(registers), registers, access, count, 4);
        for (int i = 0; i < count; i++) {
            registers.setGrLow(register(insn, i), values[i]);
        }
    }

    private static void loadHigh(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long[] values = fetch(insn.address(registers), registers, access, count, 4);
        for (int i = 0; i < count; i++) {
            registers.setGrHigh(register(insn, i), values[i]);
        }
    }

    private static void loadWhole(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long[] values = fetch(insn.address(registers), registers, access, count, 8);
        for (int i = 0; i < count; i++) {
            registers.setGr(register(insn, i), values[i]);
        }
    }

    private static void loadDisjoint(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long[] high =
                fetch(insn.address(registers), registers, access, count, 4).clone();
        long[] low = fetch(insn.secondAddress(registers), registers, access, count, 4);
        for (int i = 0; i < count; i++) {
            registers.setGr(register(insn, i), high[i] << 32 | low[i]);
        }
    }

    private static void loadAccess(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        int count = count(insn);
        long[] values = fetch(address, registers, access, count, 4);
        for (int i = 0; i < count; i++) {
            registers.setAr(register(insn, i), (int) values[i]);
        }
    }

    private static void storeLow(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long address = insn.address(registers);
        access.probeStore(Space.CURRENT, PSW_KEY, address, 4L * count);
        for (int i = 0; i < count; i++) {
            long value = registers.grLow(register(insn, i)) & 0xFFFF_FFFFL;
            access.store(registers.wrap(address + 4L * i), 4, value);
        }
    }

    private static void storeHigh(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long address = insn.address(registers);
        access.probeStore(Space.CURRENT, PSW_KEY, address, 4L * count);
        for (int i = 0; i < count; i++) {
            access.store(registers.wrap(address + 4L * i), 4, registers.gr(register(insn, i)) >>> 32);
        }
    }

    private static void storeWhole(Decoded insn, Registers registers, Access access, Environment environment) {
        int count = count(insn);
        long address = insn.address(registers);
        access.probeStore(Space.CURRENT, PSW_KEY, address, 8L * count);
        for (int i = 0; i < count; i++) {
            access.store(registers.wrap(address + 8L * i), 8, registers.gr(register(insn, i)));
        }
    }

    private static void storeAccess(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        int count = count(insn);
        access.probeStore(Space.CURRENT, PSW_KEY, address, 4L * count);
        for (int i = 0; i < count; i++) {
            access.store(registers.wrap(address + 4L * i), 4, registers.ar(register(insn, i)) & 0xFFFF_FFFFL);
        }
    }

    private static void loadPair(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        Quadword value = access.fetchQuadword(address);
        registers.setGr(insn.r1(), value.high());
        registers.setGr(insn.r1() + 1, value.low());
    }

    private static void storePair(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        Specification.operands(insn, address);
        access.storeQuadword(address, new Quadword(registers.gr(insn.r1()), registers.gr(insn.r1() + 1)));
    }
}
