package org.maskflip.emulator.translate;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.maskflip.emulator.cpu.BlockTranslator;
import org.maskflip.emulator.cpu.TranslatedBlock;
import org.maskflip.emulator.insn.Decoded;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of one block. Its method has general registers, condition code and breaking-event address in locals, loaded where
 * the block is entered and stored where it is left. Instructions follow each other in order of their addresses; a way back looks at
 * the attention word and at the limit.
 */
final class BlockWriter {
    private static final String OWN = Type.getInternalName(BlockWriter.class).replace("BlockWriter", "Block");
    private static final String SUPER = Type.getInternalName(TranslatedBlock.class);
    private static final String DESCRIPTOR = "(" + Code.CONTEXT_TYPE + "[III)I";

    private final List<Decoded> instructions;
    private final long head;
    private final long addressMask;
    private final Integer[] before;
    private final NavigableMap<Long, Integer> indexes = new TreeMap<>();
    private final BitSet targets = new BitSet();
    private final List<Code.Constant> constants = new ArrayList<>();

    private Code code;
    private Label[] labels;
    private Label exit;
    private Label[] routineRanges;

    /** How many instructions were executed since {@link Code#COUNT} was raised last. */
    private int since;

    BlockWriter(List<Decoded> instructions, long head, long addressMask) {
        this.instructions = instructions;
        this.head = head;
        this.addressMask = addressMask;
        before = new Integer[instructions.size()];
        for (int i = 0; i < instructions.size(); i++) {
            indexes.put(instructions.get(i).address(), i);
        }
    }

    /** What the class loads as its class data. */
    List<Object> constants() {
        return constants.stream().map(Code.Constant::value).toList();
    }

    /** As {@link org.maskflip.emulator.cpu.Translation#before()}. */
    List<Integer> before() {
        return List.of(before);
    }

    /** The class file. */
    byte[] write() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, OWN, null, SUPER, null);
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        code = new Code(writer.visitMethod(ACC_PUBLIC, "run", DESCRIPTOR, null, null), OWN, constants);
        code.method().visitCode();
        body();
        code.method().visitMaxs(0, 0);
        code.method().visitEnd();
        initializer(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Takes the constants out of the class data. */
    private void initializer(ClassWriter writer) {
        MethodVisitor m = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        m.visitCode();
        for (int i = 0; i < constants.size(); i++) {
            Code.Constant constant = constants.get(i);
            writer.visitField(ACC_STATIC | ACC_FINAL | ACC_PRIVATE, constant.name(i), constant.descriptor(), null, null)
                    .visitEnd();
            m.visitMethodInsn(
                    INVOKESTATIC,
                    "java/lang/invoke/MethodHandles",
                    "lookup",
                    "()Ljava/lang/invoke/MethodHandles$Lookup;",
                    false);
            m.visitLdcInsn("_");
            m.visitLdcInsn(Type.getType(constant.type()));
            m.visitIntInsn(SIPUSH, i);
            m.visitMethodInsn(
                    INVOKESTATIC,
                    "java/lang/invoke/MethodHandles",
                    "classDataAt",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
                    false);
            m.visitTypeInsn(CHECKCAST, Type.getInternalName(constant.type()));
            m.visitFieldInsn(PUTSTATIC, OWN, constant.name(i), constant.descriptor());
        }
        m.visitInsn(RETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    private void body() {
        MethodVisitor m = code.method();
        findTargets();
        labels = new Label[instructions.size()];
        Arrays.setAll(labels, i -> new Label());
        exit = new Label();
        Label begin = new Label();
        Label end = new Label();
        Label fault = new Label();
        Label routineFault = new Label();
        routineRanges = new Label[2 * instructions.size()];
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).row().isComplex()) {
                routineRanges[2 * i] = new Label();
                routineRanges[2 * i + 1] = new Label();
                m.visitTryCatchBlock(routineRanges[2 * i], routineRanges[2 * i + 1], routineFault, Code.INTERRUPTION);
            }
        }
        m.visitTryCatchBlock(begin, end, fault, Code.INTERRUPTION);

        Locals locals = new Locals(code, instructions);
        locals.enter();
        m.visitLabel(begin);
        int first = indexes.get(head);
        if (first != 0) {
            m.visitJumpInsn(GOTO, labels[first]);
        }
        RowWriter rows = new RowWriter(code, locals, addressMask);
        int masks = 0;
        for (int i = 0; i < instructions.size(); i++) {
            boolean isMaskData = BlockTranslator.isMaskData(instructions.get(i));
            instruction(i, rows, isMaskData ? masks : -1, locals);
            masks += isMaskData ? 1 : 0;
        }
        m.visitLabel(exit);
        locals.leave();
        m.visitVarInsn(ALOAD, Code.REGISTERS);
        m.visitVarInsn(LLOAD, Code.TARGET);
        code.registers("setInstructionAddress", "(J)V");
        m.visitVarInsn(ILOAD, Code.COUNT);
        m.visitInsn(IRETURN);
        m.visitLabel(end);

        m.visitLabel(fault);
        locals.leave();
        code.fault("fault");
        m.visitLabel(routineFault);
        code.fault("routineFault");
    }

    /** Instructions that are not only come to from the one before them. */
    private void findTargets() {
        targets.set(indexes.get(head));
        for (int i = 0; i < instructions.size(); i++) {
            Decoded instruction = instructions.get(i);
            if (RowWriter.branchesTo(instruction)) {
                mark(instruction.target() & addressMask);
            }
            Integer next = indexes.get(next(instruction));
            if (next != null && next != i + 1) {
                targets.set(next);
            }
        }
    }

    private void mark(long address) {
        Integer index = indexes.get(address);
        if (index != null) {
            targets.set(index);
        }
    }

    private long next(Decoded instruction) {
        return instruction.address() + instruction.length() & addressMask;
    }

    private void instruction(int i, RowWriter rows, int mask, Locals locals) {
        Decoded instruction = instructions.get(i);
        MethodVisitor m = code.method();
        if (targets.get(i)) {
            count(0);
            since = 0;
            m.visitLabel(labels[i]);
        }
        before[i] = since;
        code.setIndex(i);
        Flow flow = new Flow(i, instruction, locals);
        if (instruction.row().isComplex()) {
            m.visitLabel(routineRanges[2 * i]);
            rows.callRoutine(instruction, next(instruction));
            m.visitLabel(routineRanges[2 * i + 1]);
            rows.afterRoutine(instruction, next(instruction), flow);
        } else {
            rows.write(instruction, mask, next(instruction), flow);
        }
        since++;
        if (flow.goesOn) {
            Integer after = indexes.get(next(instruction));
            if (after == null) {
                count(0);
                leave(next(instruction));
            } else if (after != i + 1) {
                count(0);
                goTo(after, i);
            }
        }
        if (!flow.goesOn) {
            since = 0;
        }
    }

    /** Raises the count by what was executed since, and so many more. */
    private void count(int more) {
        if (since + more > 0) {
            code.method().visitIincInsn(Code.COUNT, since + more);
        }
    }

    private void leave(long target) {
        code.method().visitLdcInsn(target);
        code.method().visitVarInsn(LSTORE, Code.TARGET);
        code.method().visitJumpInsn(GOTO, exit);
    }

    private void goTo(int index, int from) {
        MethodVisitor m = code.method();
        if (index <= from) {
            Label onward = new Label();
            Label out = new Label();
            m.visitVarInsn(ALOAD, Code.CONTEXT);
            m.visitVarInsn(ILOAD, Code.INTEREST);
            m.visitMethodInsn(INVOKEVIRTUAL, Code.CONTEXT_NAME, "attention", "(I)I", false);
            m.visitJumpInsn(IFNE, out);
            m.visitVarInsn(ILOAD, Code.COUNT);
            m.visitVarInsn(ILOAD, Code.LIMIT);
            m.visitIntInsn(SIPUSH, instructions.size());
            m.visitInsn(ISUB);
            m.visitJumpInsn(IF_ICMPLE, onward);
            m.visitLabel(out);
            leave(instructions.get(index).address());
            m.visitLabel(onward);
        }
        m.visitJumpInsn(GOTO, labels[index]);
    }

    /** Where an instruction goes, for the writer of rows. */
    final class Flow {
        private final int index;
        private final Decoded instruction;
        private final Locals locals;

        /** Whether what follows in storage may be executed next. */
        private boolean goesOn = true;

        private Flow(int index, Decoded instruction, Locals locals) {
            this.index = index;
            this.instruction = instruction;
            this.locals = locals;
        }

        /** The instruction never goes on to the next. */
        void ends() {
            goesOn = false;
        }

        /** The branch is taken, to a constant address. */
        void branch(long target) {
            count(1);
            code.method().visitLdcInsn(instruction.address());
            code.method().visitVarInsn(LSTORE, Code.BREAKING_EVENT);
            Integer to = indexes.get(target);
            if (to == null) {
                BlockWriter.this.leave(target);
            } else {
                goTo(to, index);
            }
        }

        /** The branch is taken, to the address in {@link Code#TARGET}. */
        void branch() {
            code.method().visitLdcInsn(instruction.address());
            code.method().visitVarInsn(LSTORE, Code.BREAKING_EVENT);
            leave();
        }

        /** The block is left behind the instruction, for the address in {@link Code#TARGET}. */
        void leave() {
            count(1);
            code.method().visitJumpInsn(GOTO, exit);
        }

        /** The block is left behind the instruction if a store of its began a new epoch of copies. */
        void leaveOnNewEpoch() {
            MethodVisitor m = code.method();
            Label same = new Label();
            m.visitVarInsn(ALOAD, Code.CONTEXT);
            m.visitMethodInsn(INVOKEVIRTUAL, Code.CONTEXT_NAME, "copyEpoch", "()J", false);
            m.visitVarInsn(LLOAD, Code.EPOCH);
            m.visitInsn(LCMP);
            m.visitJumpInsn(IFEQ, same);
            m.visitLdcInsn(next(instruction));
            m.visitVarInsn(LSTORE, Code.TARGET);
            leave();
            m.visitLabel(same);
        }

        Locals locals() {
            return locals;
        }
    }
}
