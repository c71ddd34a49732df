package org.maskflip.emulator.insn;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;

/**
 * Executes one decoded instruction, plainly, from what the columns of a row are documented to mean; shares nothing with the
 * engines. For tests of rows.
 */
public final class RowHarness {
    private static final int SIGILL = 4;
    private static final int SIGFPE = 8;
    private static final int SIGSEGV = 11;
    /** Where a data-exception code stands in the floating-point-control register. */
    private static final int DXC = 0xFF00;

    private static final int DXC_SHIFT = 8;
    /** An interruptible instruction that has not ended after so many units never will. */
    private static final int MOST_UNITS = 100_000;

    private final Decoded insn;
    private final Registers registers;
    private final Access access;
    private final Environment environment;

    /** The registers' instruction address must designate the instruction. */
    public RowHarness(Decoded insn, Registers registers, Access access, Environment environment) {
        this.insn = insn;
        this.registers = registers;
        this.access = access;
        this.environment = environment;
    }

    /** Runs a case from its state before, in 64-bit mode with all facilities, and returns the state after. */
    public static MachineState run(TestCase testCase) {
        return run(testCase, DullEnvironment.highest());
    }

    /** The same with a given environment. */
    public static MachineState run(TestCase testCase, Environment environment) {
        MachineState after = testCase.before().copy();
        Decoded decoded = new Decoded(testCase.row(), testCase.bytes(), testCase.address(), environment.facilities());
        Registers registers = load(testCase);
        int length = testCase.row().format().length();
        ByteStorage storage = new ByteStorage(after.scratch, MachineState.SCRATCH);
        try {
            int units = 0;
            do {
                new RowHarness(decoded, registers, storage, environment).execute();
                if (++units > MOST_UNITS) {
                    throw new AssertionError("never ends: " + testCase);
                }
            } while (registers.nextAddress() == testCase.address());
            long next = registers.nextAddress() - testCase.address();
            after.outcome = next == length
                    ? MachineState.NEXT
                    : next == TestCase.BRANCH_DISTANCE ? MachineState.TAKEN : MachineState.LOST;
        } catch (ProgramInterruption interruption) {
            after.outcome = MachineState.SIGNAL + signal(interruption.code());
            after.signalCode = signalCode(interruption.code());
            if (interruption.code() == ProgramCode.DATA) {
                registers.setFpc(registers.fpc() & ~DXC | interruption.dataExceptionCode() << DXC_SHIFT);
            }
        }
        unload(registers, after);
        return after;
    }

    private static Registers load(TestCase testCase) {
        Registers registers = new Registers();
        MachineState before = testCase.before();
        registers.setPswMask(Psw.EXTENDED_ADDRESSING
                | Psw.BASIC_ADDRESSING
                | Psw.PROBLEM_STATE
                | (long) before.programMask << Psw.PROGRAM_MASK_SHIFT);
        registers.setCc(before.conditionCode);
        registers.setCr(0, ControlBits.CR0_AFP_REGISTERS);
        registers.setFpc(before.fpc);
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, before.general[i]);
            registers.setAr(i, before.access[i]);
            registers.setFpr(i, before.floating[i]);
        }
        registers.setInstructionAddress(testCase.address());
        return registers;
    }

    private static void unload(Registers registers, MachineState after) {
        for (int i = 0; i < 16; i++) {
            after.general[i] = registers.gr(i);
            after.access[i] = registers.ar(i);
            after.floating[i] = registers.fpr(i);
        }
        after.fpc = registers.fpc();
        after.conditionCode = registers.cc();
        after.programMask = registers.programMask();
    }

    /** The signal that Linux makes of a program interruption. */
    private static int signal(int code) {
        return switch (code) {
            case ProgramCode.OPERATION,
                    ProgramCode.PRIVILEGED_OPERATION,
                    ProgramCode.EXECUTE,
                    ProgramCode.SPECIFICATION,
                    ProgramCode.SPECIAL_OPERATION,
                    ProgramCode.OPERAND -> SIGILL;
            case ProgramCode.DATA,
                    ProgramCode.FIXED_POINT_OVERFLOW,
                    ProgramCode.FIXED_POINT_DIVIDE,
                    ProgramCode.DECIMAL_OVERFLOW,
                    ProgramCode.DECIMAL_DIVIDE -> SIGFPE;
            default -> SIGSEGV;
        };
    }

    /** What Linux says about the signal, where it depends on the code alone and user mode can meet it. */
    private static int signalCode(int code) {
        return switch (code) {
            case ProgramCode.OPERATION -> 1;
            case ProgramCode.SPECIFICATION -> 2;
            case ProgramCode.PRIVILEGED_OPERATION -> 5;
            case ProgramCode.FIXED_POINT_DIVIDE -> 1;
            case ProgramCode.FIXED_POINT_OVERFLOW -> 2;
            default -> 0;
        };
    }

    /** One execution; for a routine, one unit of operation. */
    public void execute() {
        Instruction row = insn.row();
        registers.setNextAddress(registers.wrap(registers.instructionAddress() + insn.length()));
        for (Field field : row.evenRegisters()) {
            if ((row.format().placement(field).extract(insn.bytes()) & 1) != 0) {
                throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
            }
        }
        if (row.isComplex()) {
            row.routine().execute(insn, registers, access, environment);
        } else {
            simple(row);
        }
    }

    private void simple(Instruction row) {
        long address = address(row);
        if (row.storageBytes() > 0 && (address & row.alignment() - 1) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        long first = source(row.in1(), address);
        long second = source(row.in2(), address);
        long third = source(row.in3(), address);
        // The branch address is computed before the operation, which may change its register.
        long branchAddress = row.format().has(Field.R2) && !hasAddress(row) ? registers.gr(insn.r2()) : address;
        long result = row.operation().apply(first, second, third);
        if (row.out().storageBytes() > 0) {
            access.store(address, row.out().storageBytes(), result);
            target(row.old(), first);
        } else {
            target(row.out(), result);
        }
        if (row.conditionRule() != null) {
            registers.setCc(row.conditionRule().of(first, second, third, result));
        }
        if (branches(row, result)) {
            registers.branch(branchAddress);
        }
        if (row.overflows()
                && row.conditionRule() != null
                && registers.cc() == 3
                && (registers.programMask() & 8) != 0) {
            throw ProgramInterruption.completed(ProgramCode.FIXED_POINT_OVERFLOW);
        }
    }

    private boolean hasAddress(Instruction row) {
        Format format = row.format();
        return format.has(Field.RI2)
                || format.has(Field.RI4)
                || format.has(Field.B1)
                || format.has(Field.B2)
                || format.has(Field.B4);
    }

    private long address(Instruction row) {
        boolean relative = row.format().has(Field.RI2) || row.format().has(Field.RI4);
        return relative ? registers.wrap(insn.target()) : insn.address(registers);
    }

    private boolean branches(Instruction row, long result) {
        if (row.format().has(Field.R2) && !hasAddress(row) && insn.r2() == 0) {
            return false;
        }
        return switch (row.branch()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case IF_NONZERO -> result != 0;
            case IF_LOW_NONZERO -> (int) result != 0;
        };
    }

    private long source(Source source, long address) {
        return switch (source) {
            case NONE -> 0;
            case R1 -> registers.gr(insn.r1());
            case R2 -> registers.gr(insn.r2());
            case R3 -> registers.gr(insn.r3());
            case R1_HIGH -> registers.gr(insn.r1()) >>> 32;
            case R2_HIGH -> registers.gr(insn.r2()) >>> 32;
            case R3_HIGH -> registers.gr(insn.r3()) >>> 32;
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
        long next = registers.nextAddress();
        return registers.addressMask() == 0x7FFF_FFFFL ? next | 0x8000_0000L : next;
    }

    private void target(Target target, long value) {
        int r1 = insn.r1();
        switch (target) {
            case NONE -> {}
            case R1 -> registers.setGr(r1, value);
            case R1_LOW -> registers.setGrLow(r1, value);
            case R1_HIGH -> registers.setGrHigh(r1, value);
            case R1_ADDRESS -> {
                if (registers.addressMask() == -1L) {
                    registers.setGr(r1, value);
                } else {
                    registers.setGrLow(r1, value);
                }
            }
            case F1 -> registers.setFpr(r1, value);
            case F1_SHORT -> registers.setFpr(r1, value << 32 | registers.fpr(r1) & 0xFFFF_FFFFL);
            case STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 ->
                throw new AssertionError("a storage target is not a register");
        }
    }
}
