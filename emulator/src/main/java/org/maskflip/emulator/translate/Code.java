package org.maskflip.emulator.translate;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.BlockContext;
import org.maskflip.emulator.insn.Access;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The method of a block under construction: the places of its locals, and the calls that occur in several places.
 *
 * @param method of the class
 * @param owner the class
 * @param constants grows with what is loaded
 */
record Code(MethodVisitor method, String owner, List<Constant> constants) {
    static final String CONTEXT_NAME = Type.getInternalName(BlockContext.class);
    static final String CONTEXT_TYPE = Type.getDescriptor(BlockContext.class);
    static final String REGISTERS_NAME = Type.getInternalName(Registers.class);
    static final String ACCESS_NAME = Type.getInternalName(Access.class);
    static final String INTERRUPTION = Type.getInternalName(ProgramInterruption.class);

    // The parameters.
    static final int CONTEXT = 1;
    static final int MASKS = 2;
    static final int LIMIT = 3;
    static final int INTEREST = 4;

    // What is taken out of the context.
    static final int REGISTERS = 5;
    static final int ACCESS = 6;

    /** How many instructions were executed, up to the last place that counted. */
    static final int COUNT = 7;

    /** Which instruction executes. */
    static final int INDEX = 8;

    static final int CONDITION_CODE = 9;
    static final int BREAKING_EVENT = 10;
    static final int EPOCH = 12;
    /** Where to go on, when the block is left. */
    static final int TARGET = 14;

    // Of one instruction.
    static final int ADDRESS = 16;
    static final int FIRST = 18;
    static final int SECOND = 20;
    static final int THIRD = 22;
    static final int RESULT = 24;

    /** The general registers from here on, two places each. */
    static final int GENERAL = 26;

    /**
     * Loads an object, which the host's compiler takes as a constant: out of a final static field, since it refuses methods with
     * dynamic constants that have never been loaded.
     */
    void load(Object value, Class<?> type) {
        Constant constant = new Constant(value, type);
        int index = constants.indexOf(constant);
        if (index < 0) {
            index = constants.size();
            constants.add(constant);
        }
        method.visitFieldInsn(GETSTATIC, owner, constant.name(index), constant.descriptor());
    }

    /**
     * An object in a static field.
     *
     * @param value the object
     * @param type the field's
     */
    record Constant(Object value, Class<?> type) {
        String name(int index) {
            return "constant" + index;
        }

        String descriptor() {
            return Type.getDescriptor(type);
        }
    }

    /** Calls a method of the registers, which are on the stack. */
    void registers(String name, String descriptor) {
        method.visitMethodInsn(INVOKEVIRTUAL, REGISTERS_NAME, name, descriptor, false);
    }

    /** Calls a method of the context, which is on the stack. */
    void context(String name, String descriptor) {
        method.visitMethodInsn(INVOKEVIRTUAL, CONTEXT_NAME, name, descriptor, false);
    }

    void setIndex(int index) {
        method.visitIntInsn(SIPUSH, index);
        method.visitVarInsn(ISTORE, INDEX);
    }

    /** A handler: tells the context of the program interruption on the stack, and passes it on. */
    void fault(String teller) {
        method.visitVarInsn(ALOAD, CONTEXT);
        method.visitVarInsn(ILOAD, INDEX);
        method.visitVarInsn(ILOAD, COUNT);
        context(teller, "(II)V");
        method.visitInsn(ATHROW);
    }
}
