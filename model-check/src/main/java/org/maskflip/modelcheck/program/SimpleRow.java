package org.maskflip.modelcheck.program;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;
import org.maskflip.emulator.insn.Update;

/**
 * One execution of a simple row by its columns: sources, operation and condition code, storage target, registers, branch. Source:
 * PoP chapter 5, "Program Execution".
 */
final class SimpleRow {
    private final Decoded insn;
    private final Instruction row;
    private final Registers registers;
    private final ReplayAccess access;

    SimpleRow(Decoded insn, Registers registers, ReplayAccess access) {
        this.insn = insn;
        this.row = insn.row();
        this.registers = registers;
        this.access = access;
    }

    /** The storage operand's address, the relative address, or the branch address, wrapped; 0 without any. */
    static long address(Decoded insn, Registers registers) {
        return insn.isRelative() ? registers.wrap(insn.target()) : insn.address(registers);
    }

    void execute() {
        long address = address(insn, registers);
        if (row.isStorageFetched() && row.isStorageStored()) {
            update(address);
            return;
        }
        long first = input(row.in1(), address);
        long second = input(row.in2(), address);
        long third = input(row.in3(), address);
        long result = row.operation().apply(first, second, third);
        if (row.isStorageStored()) {
            access.store(address, row.out().storageBytes(), result);
        }
        long branchAddress = row.branchesByRegister() ? registers.gr(insn.r2()) : address;
        put(row.out(), result);
        if (isBranchTaken(result)) {
            registers.branch(branchAddress);
        }
        if (row.conditionRule() != null) {
            conclude(row.conditionRule().of(first, second, third, result));
        }
    }

    /** The interlocked-access facilities give an update specific-operand serialization, as LOAD AND ADD has it, and no more. */
    private void update(long address) {
        long second = input(row.in2(), address);
        long third = input(row.in3(), address);
        int size = row.storageBytes();
        boolean isInterlocked = insn.isInterlocked();
        long old = isInterlocked
                ? access.update(address, size, Update.SPECIFIC, row.operation(), second, third)
                : access.updatePlain(address, size, row.operation(), second, third);
        put(row.old(), old);
        if (row.conditionRule() != null) {
            conclude(row.conditionRule().of(old, second, third, row.operation().apply(old, second, third)));
        }
    }

    private boolean isBranchTaken(long result) {
        if (row.branchesByRegister() && insn.r2() == 0) {
            return false;
        }
        return switch (row.branch()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case IF_NONZERO -> result != 0;
            case IF_LOW_NONZERO -> (int) result != 0;
        };
    }

    private void conclude(int code) {
        registers.setCc(code);
        if (code == 3 && row.overflows() && registers.isMaskSet(Psw.FIXED_POINT_OVERFLOW)) {
            throw ProgramInterruption.completed(ProgramCode.FIXED_POINT_OVERFLOW);
        }
    }

    private long input(Source source, long address) {
        return switch (source) {
            case NONE -> 0;
            case R1 -> registers.gr(insn.r1());
            case R2 -> registers.gr(insn.r2());
            case R3 -> registers.gr(insn.r3());
            case R1_HIGH -> registers.gr(insn.r1()) >>> Integer.SIZE;
            case R2_HIGH -> registers.gr(insn.r2()) >>> Integer.SIZE;
            case R3_HIGH -> registers.gr(insn.r3()) >>> Integer.SIZE;
            case F1 -> registers.fpr(insn.r1());
            case F2 -> registers.fpr(insn.r2());
            case F3 -> registers.fpr(insn.r3());
            case I2 -> insn.immediate();
            case I3_I4_I5 -> insn.rotation();
            case M1 -> insn.m1();
            case M3 -> insn.m3();
            case M4 -> insn.m4();
            case CC -> registers.cc();
            case ADDRESS -> address;
            case LINK -> link();
            case STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> access.fetch(address, source.storageBytes());
        };
    }

    private long link() {
        boolean is31 = registers.addressMask() == 0x7FFF_FFFFL;
        return is31 ? registers.nextAddress() | 0x8000_0000L : registers.nextAddress();
    }

    private void put(Target target, long value) {
        int r1 = insn.r1();
        switch (target) {
            case NONE, STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> {}
            case R1 -> registers.setGr(r1, value);
            case R1_LOW -> registers.setGrLow(r1, value);
            case R1_HIGH -> registers.setGrHigh(r1, value);
            case R1_ADDRESS -> registers.setGrAddress(r1, value);
            case F1 -> registers.setFpr(r1, value);
            case F1_SHORT -> registers.setFpr(r1, registers.fpr(r1) & 0xFFFF_FFFFL | value << Integer.SIZE);
        }
    }
}
