package org.maskflip.emulator.cpu;

import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.ConditionRule;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Privilege;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/**
 * A decoded copy of an instruction, with its row's columns boiled down to what the interpreter switches on. All is fixed when it is
 * made, but for {@link #epoch}, the copies that hang on it, and what is counted for {@link BlockFinder}.
 */
final class InstructionCopy {
    /** In place of an epoch: the copy is to be fetched anew before each execution. */
    static final long NEVER = Long.MIN_VALUE;

    // Where an input comes from.
    static final int CONSTANT = 0;
    static final int GENERAL = 1;
    static final int ADDRESS = 2;
    static final int STORAGE = 3;
    static final int CONDITION_CODE = 4;
    static final int GENERAL_HIGH = 5;
    static final int FLOATING = 6;
    static final int LINK = 7;

    // Where the result goes, if not to storage.
    static final int NOWHERE = 0;
    static final int TO_GENERAL = 1;
    static final int TO_LOW = 2;
    static final int TO_HIGH = 3;
    static final int TO_ADDRESS = 4;
    static final int TO_FLOATING = 5;
    static final int TO_FLOATING_SHORT = 6;

    // Which address the instruction generates.
    static final int NO_ADDRESS = 0;
    static final int BASED = 1;
    static final int INDEXED = 2;
    static final int RELATIVE = 3;

    // What a branch does.
    static final int NO_BRANCH = 0;
    static final int BRANCH_ALWAYS = 1;
    static final int BRANCH_IF_NONZERO = 2;
    static final int BRANCH_IF_LOW_NONZERO = 3;

    // What takes an instruction off the plain path.
    static final int IS_ROUTINE = 1;
    static final int IS_EXECUTE = 1 << 1;
    static final int IS_PRIVILEGED = 1 << 2;
    static final int SERIALIZES = 1 << 3;
    /** A register field that must be even is odd. */
    static final int IS_ODD = 1 << 4;

    static final int IS_ALIGNED = 1 << 5;
    static final int IS_UPDATE = 1 << 6;
    /** Goes with {@link #IS_UPDATE}. */
    static final int IS_INTERLOCKED = 1 << 7;

    static final int IS_WATCHED = 1 << 8;
    static final int IS_TRACED = 1 << 9;

    final Decoded insn;
    final int length;
    /** 0 for what the plain path does. */
    final int special;

    final int in1;
    final int in2;
    final int in3;
    final int register1;
    final int register2;
    final int register3;
    final long constant1;
    final long constant2;
    final long constant3;
    final int fetchSize;
    final int storeSize;
    final int addressing;
    final int alignment;
    final int base;
    final int index;
    /** The displacement, or the relative address. */
    final long displacement;

    final Operation operation;
    final ConditionRule conditionRule;
    /** Whether condition code 3 is a fixed-point overflow. */
    final boolean overflows;

    final Routine routine;
    final int out;
    final int outRegister;
    final int old;
    final int branch;
    /** The register that holds the branch address, or -1 if the generated address is it. */
    final int branchRegister;

    /** The {@code copyEpoch()} under which this copy was fetched, or {@link #NEVER}. */
    long epoch = NEVER;

    /** Another copy of the same location, with other bytes. */
    InstructionCopy other;

    /** How often the CPU came here by a branch, or out of a block, since a block was made that begins here. */
    int arrivals;

    /** How many blocks that begin here were of no use. */
    int disowned;

    /** For an execute: the targets executed before, by a few bits of theirs. */
    InstructionCopy[] targets;

    /**
     * Boils down a decoded instruction.
     *
     * @param hooks {@link #IS_WATCHED} and {@link #IS_TRACED} where they apply
     */
    InstructionCopy(Decoded insn, int hooks) {
        Instruction row = insn.row();
        this.insn = insn;
        length = insn.length();
        in1 = kind(row.in1());
        in2 = kind(row.in2());
        in3 = kind(row.in3());
        register1 = register(row.in1());
        register2 = register(row.in2());
        register3 = register(row.in3());
        constant1 = constant(row.in1());
        constant2 = constant(row.in2());
        constant3 = constant(row.in3());
        fetchSize = row.isStorageFetched() ? row.storageBytes() : 0;
        storeSize = row.out().storageBytes();
        operation = row.operation();
        conditionRule = row.conditionRule();
        overflows = row.overflows();
        routine = row.routine();
        out = kind(row.out());
        outRegister = insn.r1();
        old = kind(row.old());
        branch = kind(row.branch());
        branchRegister = branchRegister(row);
        alignment = row.alignment();
        addressing = addressing(row);
        base = insn.base();
        index = insn.index();
        displacement = insn.isRelative() ? insn.target() : insn.displacement();
        special = special(row) | hooks;
    }

    private int special(Instruction row) {
        int bits = 0;
        bits |= row.isComplex() ? IS_ROUTINE : 0;
        bits |= row.execution() == Execution.EXECUTE ? IS_EXECUTE : 0;
        bits |= row.privilege() == Privilege.PRIVILEGED ? IS_PRIVILEGED : 0;
        bits |= insn.serialization() != Serialization.NONE ? SERIALIZES : 0;
        bits |= insn.hasEvenRegisters() ? 0 : IS_ODD;
        bits |= row.alignment() > 1 ? IS_ALIGNED : 0;
        if (fetchSize > 0 && storeSize > 0) {
            if (in1 != STORAGE) {
                throw new IllegalStateException(row + ": the first input of an update is its storage operand");
            }
            bits |= IS_UPDATE;
            bits |= insn.isInterlocked() ? IS_INTERLOCKED : 0;
        }
        return bits;
    }

    private static int kind(Source source) {
        return switch (source) {
            case NONE, I2, I3_I4_I5, M1, M3, M4 -> CONSTANT;
            case R1, R2, R3 -> GENERAL;
            case R1_HIGH, R2_HIGH, R3_HIGH -> GENERAL_HIGH;
            case F1, F2, F3 -> FLOATING;
            case CC -> CONDITION_CODE;
            case ADDRESS -> ADDRESS;
            case LINK -> LINK;
            case STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> STORAGE;
        };
    }

    private int register(Source source) {
        return switch (source) {
            case R1, R1_HIGH, F1 -> insn.r1();
            case R2, R2_HIGH, F2 -> insn.r2();
            case R3, R3_HIGH, F3 -> insn.r3();
            default -> 0;
        };
    }

    private long constant(Source source) {
        return switch (source) {
            case I2 -> insn.immediate();
            case I3_I4_I5 -> insn.rotation();
            case M1 -> insn.m1();
            case M3 -> insn.m3();
            case M4 -> insn.m4();
            default -> 0;
        };
    }

    private static int kind(Target target) {
        return switch (target) {
            case NONE, STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> NOWHERE;
            case R1 -> TO_GENERAL;
            case R1_LOW -> TO_LOW;
            case R1_HIGH -> TO_HIGH;
            case R1_ADDRESS -> TO_ADDRESS;
            case F1 -> TO_FLOATING;
            case F1_SHORT -> TO_FLOATING_SHORT;
        };
    }

    /** A branch by a register whose number is 0 never branches. */
    private int kind(Branch when) {
        if (insn.row().branchesByRegister() && insn.r2() == 0) {
            return NO_BRANCH;
        }
        return switch (when) {
            case NEVER -> NO_BRANCH;
            case ALWAYS -> BRANCH_ALWAYS;
            case IF_NONZERO -> BRANCH_IF_NONZERO;
            case IF_LOW_NONZERO -> BRANCH_IF_LOW_NONZERO;
        };
    }

    private int branchRegister(Instruction row) {
        return row.branchesByRegister() ? insn.r2() : -1;
    }

    private int addressing(Instruction row) {
        boolean isRead = fetchSize > 0
                || storeSize > 0
                || in1 == ADDRESS
                || in2 == ADDRESS
                || in3 == ADDRESS
                || row.alignment() > 1
                || row.execution() == Execution.EXECUTE
                || row.branch() != Branch.NEVER && !row.branchesByRegister();
        if (!isRead) {
            return NO_ADDRESS;
        }
        if (insn.isRelative()) {
            return RELATIVE;
        }
        return insn.index() != 0 ? INDEXED : BASED;
    }
}
