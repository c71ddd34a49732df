package org.maskflip.emulator.translate;

import static org.objectweb.asm.Opcodes.*;

import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.ConditionRule;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;
import org.maskflip.emulator.insn.Update;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the code of one instruction after the other, from the columns of their rows. */
final class RowWriter {
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long MODE_31 = 0x7FFF_FFFFL;
    private static final int CODES = 4;
    private static final String OPERATION = Type.getInternalName(Operation.class);
    private static final String RULE = Type.getInternalName(ConditionRule.class);
    private static final String ROUTINE = Type.getInternalName(Routine.class);
    private static final String UPDATE = Type.getInternalName(Update.class);

    private final Code code;
    private final MethodVisitor method;
    private final Locals locals;
    private final long addressMask;

    RowWriter(Code code, Locals locals, long addressMask) {
        this.code = code;
        this.method = code.method();
        this.locals = locals;
        this.addressMask = addressMask;
    }

    /** Whether the instruction may branch to a constant address. */
    static boolean branchesTo(Decoded instruction) {
        return instruction.row().branch() != Branch.NEVER && instruction.isRelative();
    }

    // ------------------------------------------------------------------------------------------------ complex rows

    /** The registers are complete in their file while the routine runs. */
    void callRoutine(Decoded instruction, long next) {
        locals.leave();
        method.visitVarInsn(ALOAD, Code.REGISTERS);
        method.visitLdcInsn(instruction.address());
        code.registers("setInstructionAddress", "(J)V");
        method.visitVarInsn(ALOAD, Code.REGISTERS);
        method.visitLdcInsn(next);
        code.registers("setNextAddress", "(J)V");
        code.load(instruction.row().routine(), Routine.class);
        code.load(instruction, Decoded.class);
        method.visitVarInsn(ALOAD, Code.REGISTERS);
        method.visitVarInsn(ALOAD, Code.ACCESS);
        method.visitVarInsn(ALOAD, Code.CONTEXT);
        code.context("environment", "()" + Type.getDescriptor(Environment.class));
        method.visitMethodInsn(
                INVOKEINTERFACE,
                ROUTINE,
                "execute",
                Type.getMethodDescriptor(
                        Type.VOID_TYPE,
                        Type.getType(Decoded.class),
                        Type.getObjectType(Code.REGISTERS_NAME),
                        Type.getObjectType(Code.ACCESS_NAME),
                        Type.getType(Environment.class)),
                true);
        if (instruction.row().overflows()) {
            method.visitVarInsn(ALOAD, Code.CONTEXT);
            method.visitVarInsn(ALOAD, Code.REGISTERS);
            code.registers("cc", "()I");
            code.context("overflow", "(I)V");
        }
    }

    /** A routine may have changed everything. */
    void afterRoutine(Decoded instruction, long next, BlockWriter.Flow flow) {
        Label ordinary = new Label();
        Label sequential = new Label();
        locals.load();
        method.visitVarInsn(ALOAD, Code.REGISTERS);
        code.registers("nextAddress", "()J");
        method.visitVarInsn(LSTORE, Code.TARGET);
        method.visitVarInsn(ALOAD, Code.REGISTERS);
        code.registers("isControlChanged", "()Z");
        method.visitJumpInsn(IFEQ, ordinary);
        method.visitVarInsn(ALOAD, Code.CONTEXT);
        method.visitIntInsn(BIPUSH, instruction.length());
        code.context("controlChanged", "(I)V");
        flow.leave();
        method.visitLabel(ordinary);
        method.visitVarInsn(LLOAD, Code.TARGET);
        method.visitLdcInsn(next);
        method.visitInsn(LCMP);
        method.visitJumpInsn(IFEQ, sequential);
        flow.leave();
        method.visitLabel(sequential);
        flow.leaveOnNewEpoch();
    }

    // ------------------------------------------------------------------------------------------------ simple rows

    /**
     * Writes a simple row.
     *
     * @param mask which of the block's masks that are data it takes, or -1
     */
    void write(Decoded instruction, int mask, long next, BlockWriter.Flow flow) {
        Instruction row = instruction.row();
        if (row.branch() == Branch.IF_NONZERO && mask < 0 && row.in1() == Source.M1 && row.in2() == Source.CC) {
            branchOnCode(instruction, flow);
            return;
        }
        if (needsAddress(instruction)) {
            address(instruction);
        }
        if (row.isStorageFetched() && row.isStorageStored()) {
            update(instruction, flow);
            return;
        }
        input(instruction, row.in1(), mask, next);
        method.visitVarInsn(LSTORE, Code.FIRST);
        input(instruction, row.in2(), mask, next);
        method.visitVarInsn(LSTORE, Code.SECOND);
        input(instruction, row.in3(), mask, next);
        method.visitVarInsn(LSTORE, Code.THIRD);
        apply(row);
        if (row.isStorageStored()) {
            method.visitVarInsn(ALOAD, Code.CONTEXT);
            method.visitVarInsn(LLOAD, Code.ADDRESS);
            method.visitVarInsn(LLOAD, Code.RESULT);
            code.context("store" + row.out().storageBytes(), "(JJ)V");
        }
        if (row.branchesByRegister()) {
            general(instruction.r2());
            method.visitVarInsn(LSTORE, Code.TARGET);
        }
        put(row.out(), instruction.r1(), Code.RESULT);
        conclude(row);
        if (row.branch() != Branch.NEVER) {
            branch(instruction, flow);
        } else if (row.isStorageStored()) {
            flow.leaveOnNewEpoch();
        }
    }

    private void apply(Instruction row) {
        code.load(row.operation(), Operation.class);
        method.visitVarInsn(LLOAD, Code.FIRST);
        method.visitVarInsn(LLOAD, Code.SECOND);
        method.visitVarInsn(LLOAD, Code.THIRD);
        method.visitMethodInsn(INVOKEINTERFACE, OPERATION, "apply", "(JJJ)J", true);
        method.visitVarInsn(LSTORE, Code.RESULT);
    }

    private void conclude(Instruction row) {
        if (row.conditionRule() == null) {
            return;
        }
        code.load(row.conditionRule(), ConditionRule.class);
        method.visitVarInsn(LLOAD, Code.FIRST);
        method.visitVarInsn(LLOAD, Code.SECOND);
        method.visitVarInsn(LLOAD, Code.THIRD);
        method.visitVarInsn(LLOAD, Code.RESULT);
        method.visitMethodInsn(INVOKEINTERFACE, RULE, "of", "(JJJJ)I", true);
        method.visitVarInsn(ISTORE, Code.CONDITION_CODE);
        if (row.overflows()) {
            method.visitVarInsn(ALOAD, Code.CONTEXT);
            method.visitVarInsn(ILOAD, Code.CONDITION_CODE);
            code.context("overflow", "(I)V");
        }
    }

    /** Fetch and store of one operand. */
    private void update(Decoded instruction, BlockWriter.Flow flow) {
        Instruction row = instruction.row();
        input(instruction, row.in2(), -1, 0);
        method.visitVarInsn(LSTORE, Code.SECOND);
        input(instruction, row.in3(), -1, 0);
        method.visitVarInsn(LSTORE, Code.THIRD);
        boolean isInterlocked = instruction.isInterlocked();
        method.visitVarInsn(ALOAD, isInterlocked ? Code.ACCESS : Code.CONTEXT);
        method.visitVarInsn(LLOAD, Code.ADDRESS);
        method.visitIntInsn(BIPUSH, row.storageBytes());
        if (isInterlocked) {
            method.visitFieldInsn(GETSTATIC, UPDATE, "SPECIFIC", "L" + UPDATE + ";");
        }
        code.load(row.operation(), Operation.class);
        method.visitVarInsn(LLOAD, Code.SECOND);
        method.visitVarInsn(LLOAD, Code.THIRD);
        if (isInterlocked) {
            method.visitMethodInsn(
                    INVOKEINTERFACE, Code.ACCESS_NAME, "update", "(JIL" + UPDATE + ";L" + OPERATION + ";JJ)J", true);
        } else {
            code.context("updatePlain", "(JIL" + OPERATION + ";JJ)J");
        }
        method.visitVarInsn(LSTORE, Code.FIRST);
        put(row.old(), instruction.r1(), Code.FIRST);
        if (row.conditionRule() != null) {
            apply(row);
            conclude(row);
        }
        flow.leaveOnNewEpoch();
    }

    // ------------------------------------------------------------------------------------------------ branches

    /** The operation depends on nothing but the condition code, so it is done now for each of the four. */
    private void branchOnCode(Decoded instruction, BlockWriter.Flow flow) {
        Instruction row = instruction.row();
        int taken = 0;
        for (int cc = 0; cc < CODES; cc++) {
            taken |= row.operation().apply(instruction.m1(), cc, 0) != 0 ? 1 << cc : 0;
        }
        if (taken == 0 || row.branchesByRegister() && instruction.r2() == 0) {
            return;
        }
        if (!instruction.isRelative() && !row.branchesByRegister()) {
            address(instruction);
        }
        if (taken == (1 << CODES) - 1) {
            taken(instruction, flow);
            flow.ends();
            return;
        }
        Label not = new Label();
        if (Integer.bitCount(taken) == 2) {
            method.visitIntInsn(BIPUSH, taken);
            method.visitVarInsn(ILOAD, Code.CONDITION_CODE);
            method.visitInsn(ISHR);
            method.visitInsn(ICONST_1);
            method.visitInsn(IAND);
            method.visitJumpInsn(IFEQ, not);
        } else {
            boolean isOne = Integer.bitCount(taken) == 1;
            method.visitIntInsn(BIPUSH, Integer.numberOfTrailingZeros(isOne ? taken : ~taken));
            method.visitVarInsn(ILOAD, Code.CONDITION_CODE);
            method.visitJumpInsn(isOne ? IF_ICMPNE : IF_ICMPEQ, not);
        }
        taken(instruction, flow);
        method.visitLabel(not);
    }

    /** A branch that its result decides. */
    private void branch(Decoded instruction, BlockWriter.Flow flow) {
        Instruction row = instruction.row();
        if (row.branchesByRegister() && instruction.r2() == 0) {
            return;
        }
        if (row.branch() == Branch.ALWAYS) {
            taken(instruction, flow);
            flow.ends();
            return;
        }
        Label not = new Label();
        method.visitVarInsn(LLOAD, Code.RESULT);
        if (row.branch() == Branch.IF_LOW_NONZERO) {
            method.visitInsn(L2I);
        } else {
            method.visitInsn(LCONST_0);
            method.visitInsn(LCMP);
        }
        method.visitJumpInsn(IFEQ, not);
        taken(instruction, flow);
        method.visitLabel(not);
    }

    private void taken(Decoded instruction, BlockWriter.Flow flow) {
        if (instruction.isRelative()) {
            flow.branch(instruction.target() & addressMask);
            return;
        }
        if (instruction.row().branchesByRegister()) {
            if (instruction.row().in1() == Source.M1) {
                general(instruction.r2());
            } else {
                method.visitVarInsn(LLOAD, Code.TARGET);
            }
        } else {
            method.visitVarInsn(LLOAD, Code.ADDRESS);
        }
        wrap();
        method.visitVarInsn(LSTORE, Code.TARGET);
        flow.branch();
    }

    // ------------------------------------------------------------------------------------------------ operands

    private static boolean needsAddress(Decoded instruction) {
        Instruction row = instruction.row();
        return row.isStorageFetched()
                || row.isStorageStored()
                || row.in1() == Source.ADDRESS
                || row.in2() == Source.ADDRESS
                || row.in3() == Source.ADDRESS
                || row.branch() != Branch.NEVER && !row.branchesByRegister() && !instruction.isRelative();
    }

    /** Generates the address. */
    private void address(Decoded instruction) {
        if (instruction.isRelative()) {
            method.visitLdcInsn(instruction.target() & addressMask);
        } else {
            method.visitLdcInsn((long) instruction.displacement());
            if (instruction.base() != 0) {
                general(instruction.base());
                method.visitInsn(LADD);
            }
            if (instruction.index() != 0) {
                general(instruction.index());
                method.visitInsn(LADD);
            }
            wrap();
        }
        method.visitVarInsn(LSTORE, Code.ADDRESS);
    }

    private void wrap() {
        if (addressMask != -1L) {
            method.visitLdcInsn(addressMask);
            method.visitInsn(LAND);
        }
    }

    private void general(int register) {
        method.visitVarInsn(LLOAD, Locals.place(register));
    }

    private void high(int register) {
        general(register);
        method.visitIntInsn(BIPUSH, Integer.SIZE);
        method.visitInsn(LUSHR);
    }

    private void floating(int register) {
        method.visitVarInsn(ALOAD, Code.REGISTERS);
        method.visitIntInsn(BIPUSH, register);
        code.registers("fpr", "(I)J");
    }

    private void input(Decoded instruction, Source source, int mask, long next) {
        switch (source) {
            case NONE -> method.visitInsn(LCONST_0);
            case R1 -> general(instruction.r1());
            case R2 -> general(instruction.r2());
            case R3 -> general(instruction.r3());
            case R1_HIGH -> high(instruction.r1());
            case R2_HIGH -> high(instruction.r2());
            case R3_HIGH -> high(instruction.r3());
            case F1 -> floating(instruction.r1());
            case F2 -> floating(instruction.r2());
            case F3 -> floating(instruction.r3());
            case I2 -> method.visitLdcInsn(instruction.immediate());
            case I3_I4_I5 -> method.visitLdcInsn((long) instruction.rotation());
            case M1 -> mask(instruction, mask);
            case M3 -> method.visitLdcInsn((long) instruction.m3());
            case M4 -> method.visitLdcInsn((long) instruction.m4());
            case CC -> {
                method.visitVarInsn(ILOAD, Code.CONDITION_CODE);
                method.visitInsn(I2L);
            }
            case ADDRESS -> method.visitVarInsn(LLOAD, Code.ADDRESS);
            case LINK -> method.visitLdcInsn(addressMask == MODE_31 ? next | 0x8000_0000L : next);
            case STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> {
                method.visitVarInsn(ALOAD, Code.CONTEXT);
                method.visitVarInsn(LLOAD, Code.ADDRESS);
                code.context("fetch" + instruction.row().storageBytes(), "(J)J");
            }
        }
    }

    private void mask(Decoded instruction, int mask) {
        if (mask < 0) {
            method.visitLdcInsn((long) instruction.m1());
        } else {
            method.visitVarInsn(ALOAD, Code.MASKS);
            method.visitIntInsn(BIPUSH, mask);
            method.visitInsn(IALOAD);
            method.visitInsn(I2L);
        }
    }

    private void put(Target target, int register, int from) {
        switch (target) {
            case NONE, STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> {}
            case R1 -> {
                method.visitVarInsn(LLOAD, from);
                method.visitVarInsn(LSTORE, Locals.place(register));
            }
            case R1_LOW -> merge(register, from, ~LOW, 0);
            case R1_HIGH -> merge(register, from, LOW, Integer.SIZE);
            case R1_ADDRESS -> put(addressMask == -1L ? Target.R1 : Target.R1_LOW, register, from);
            case F1 -> {
                method.visitVarInsn(ALOAD, Code.REGISTERS);
                method.visitIntInsn(BIPUSH, register);
                method.visitVarInsn(LLOAD, from);
                code.registers("setFpr", "(IJ)V");
            }
            case F1_SHORT -> {
                method.visitVarInsn(ALOAD, Code.REGISTERS);
                method.visitIntInsn(BIPUSH, register);
                floating(register);
                method.visitLdcInsn(LOW);
                method.visitInsn(LAND);
                shifted(from, Integer.SIZE);
                method.visitInsn(LOR);
                code.registers("setFpr", "(IJ)V");
            }
        }
    }

    /** Keeps some bits of a register and takes the others from a word. */
    private void merge(int register, int from, long kept, int shift) {
        general(register);
        method.visitLdcInsn(kept);
        method.visitInsn(LAND);
        shifted(from, shift);
        method.visitLdcInsn(~kept);
        method.visitInsn(LAND);
        method.visitInsn(LOR);
        method.visitVarInsn(LSTORE, Locals.place(register));
    }

    private void shifted(int from, int shift) {
        method.visitVarInsn(LLOAD, from);
        if (shift != 0) {
            method.visitIntInsn(BIPUSH, shift);
            method.visitInsn(LSHL);
        }
    }
}
