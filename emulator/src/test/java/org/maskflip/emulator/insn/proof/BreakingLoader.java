package org.maskflip.emulator.insn.proof;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.Callable;
import org.maskflip.emulator.insn.Instruction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Loads the emulator and its tests a second time, with {@link RowHook} behind every accessor of a row. */
final class BreakingLoader extends ClassLoader {
    private static final String OURS = "org.maskflip.";
    private static final String ROW = Instruction.class.getName();
    private static final String HOOK = RowHook.class.getName().replace('.', '/');
    /** What identifies a row. */
    private static final Set<String> UNTOUCHED = Set.of(
            "mnemonic", "title", "opcode", "format", "operands", "aliases", "references", "isComplex", "toString");

    private BreakingLoader() {
        super(BreakingLoader.class.getClassLoader());
    }

    /**
     * Calls a class of ours, loaded anew.
     *
     * @param type has a constructor without arguments; only classes of the JDK may pass between the two worlds
     */
    static <T> T call(Class<? extends Callable<T>> type) throws Exception {
        BreakingLoader loader = new BreakingLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            var constructor = loader.loadClass(type.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            Callable<T> again = (Callable<T>) constructor.newInstance();
            return again.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && name.startsWith(OURS)) {
                byte[] bytes = bytes(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return name.equals(ROW) ? hooked(bytes) : bytes;
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] hooked(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor plain = super.visitMethod(access, name, descriptor, signature, exceptions);
                        boolean isAccessor = (access & Opcodes.ACC_PUBLIC) != 0
                                && descriptor.startsWith("()")
                                && !UNTOUCHED.contains(name);
                        return isAccessor ? new Accessor(plain, name, Type.getReturnType(descriptor)) : plain;
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Passes what an accessor returns through the hook. */
    private static final class Accessor extends MethodVisitor {
        private final String name;
        private final Type type;

        Accessor(MethodVisitor next, String name, Type type) {
            super(Opcodes.ASM9, next);
            this.name = name;
            this.type = type;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN) {
                String box = switch (type.getSort()) {
                    case Type.BOOLEAN -> "java/lang/Boolean";
                    case Type.INT -> "java/lang/Integer";
                    default -> null;
                };
                if (box != null) {
                    String boxing = "(" + type.getDescriptor() + ")L" + box + ";";
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", boxing, false);
                }
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitLdcInsn(name);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        HOOK,
                        "value",
                        "(Ljava/lang/Object;L" + ROW.replace('.', '/') + ";Ljava/lang/String;)Ljava/lang/Object;",
                        false);
                super.visitTypeInsn(Opcodes.CHECKCAST, box == null ? type.getInternalName() : box);
                if (box != null) {
                    String unboxing = type.getClassName() + "Value";
                    super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, unboxing, "()" + type.getDescriptor(), false);
                }
            }
            super.visitInsn(opcode);
        }
    }
}
