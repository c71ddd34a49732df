package org.maskflip.emulator.translate;

import static org.objectweb.asm.Opcodes.*;

import java.util.BitSet;
import java.util.List;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;
import org.objectweb.asm.MethodVisitor;

/** The general registers, the condition code and the breaking-event address of a block, in locals of its method. */
final class Locals {
    private static final int NUMBER = 16;

    private final Code code;

    /** The general registers that simple instructions of the block name. */
    private final BitSet used = new BitSet();

    /** Those that they change. */
    private final BitSet changed = new BitSet();

    Locals(Code code, List<Decoded> instructions) {
        this.code = code;
        for (Decoded instruction : instructions) {
            if (!instruction.row().isComplex()) {
                note(instruction);
            }
        }
        used.or(changed);
    }

    private void note(Decoded instruction) {
        Instruction row = instruction.row();
        for (Source source : List.of(row.in1(), row.in2(), row.in3())) {
            switch (source) {
                case R1, R1_HIGH -> used.set(instruction.r1());
                case R2, R2_HIGH -> used.set(instruction.r2());
                case R3, R3_HIGH -> used.set(instruction.r3());
                default -> {}
            }
        }
        if (isGeneral(row.out()) || isGeneral(row.old())) {
            changed.set(instruction.r1());
        }
        Format format = row.format();
        if (format.has(Field.B1) || format.has(Field.B2) || format.has(Field.B4)) {
            used.set(instruction.base());
            used.set(instruction.index());
        }
        if (row.branchesByRegister()) {
            used.set(instruction.r2());
        }
    }

    private static boolean isGeneral(Target target) {
        return switch (target) {
            case R1, R1_LOW, R1_HIGH, R1_ADDRESS -> true;
            default -> false;
        };
    }

    /** The block begins: everything from the context into locals. */
    void enter() {
        MethodVisitor m = code.method();
        m.visitVarInsn(ALOAD, Code.CONTEXT);
        code.context("registers", "()L" + Code.REGISTERS_NAME + ";");
        m.visitVarInsn(ASTORE, Code.REGISTERS);
        m.visitVarInsn(ALOAD, Code.CONTEXT);
        code.context("access", "()L" + Code.ACCESS_NAME + ";");
        m.visitVarInsn(ASTORE, Code.ACCESS);
        m.visitVarInsn(ALOAD, Code.CONTEXT);
        code.context("copyEpoch", "()J");
        m.visitVarInsn(LSTORE, Code.EPOCH);
        m.visitInsn(ICONST_0);
        m.visitVarInsn(ISTORE, Code.COUNT);
        code.setIndex(0);
        load();
    }

    /** Registers into locals. */
    void load() {
        MethodVisitor m = code.method();
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            m.visitVarInsn(ALOAD, Code.REGISTERS);
            m.visitIntInsn(BIPUSH, i);
            code.registers("gr", "(I)J");
            m.visitVarInsn(LSTORE, place(i));
        }
        m.visitVarInsn(ALOAD, Code.REGISTERS);
        code.registers("cc", "()I");
        m.visitVarInsn(ISTORE, Code.CONDITION_CODE);
        m.visitVarInsn(ALOAD, Code.REGISTERS);
        code.registers("breakingEventAddress", "()J");
        m.visitVarInsn(LSTORE, Code.BREAKING_EVENT);
    }

    /** What has changed back into the registers. */
    void leave() {
        MethodVisitor m = code.method();
        for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
            m.visitVarInsn(ALOAD, Code.REGISTERS);
            m.visitIntInsn(BIPUSH, i);
            m.visitVarInsn(LLOAD, place(i));
            code.registers("setGr", "(IJ)V");
        }
        m.visitVarInsn(ALOAD, Code.REGISTERS);
        m.visitVarInsn(ILOAD, Code.CONDITION_CODE);
        code.registers("setCc", "(I)V");
        m.visitVarInsn(ALOAD, Code.REGISTERS);
        m.visitVarInsn(LLOAD, Code.BREAKING_EVENT);
        code.registers("setBreakingEventAddress", "(J)V");
    }

    /** The local that holds a general register. */
    static int place(int register) {
        if (register < 0 || register >= NUMBER) {
            throw new IllegalArgumentException("general register " + register);
        }
        return Code.GENERAL + 2 * register;
    }
}
