package org.maskflip.emulator.translate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.maskflip.emulator.cpu.BlockTranslator;
import org.maskflip.emulator.cpu.TranslatedBlock;
import org.maskflip.emulator.cpu.Translation;
import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Privilege;
import org.maskflip.emulator.insn.Serialization;

/**
 * Translates blocks into hidden classes, and keeps every translation: CPUs that execute the same code share it, and code that comes
 * back finds it again. Any thread.
 */
public final class RowTranslator implements BlockTranslator {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** Translations by what they were made of. */
    private final ConcurrentMap<Source, Translation> made = new ConcurrentHashMap<>();

    /** What two equal blocks have in common: where they are entered, their mode, and address and bytes of all instructions. */
    private record Source(long head, long addressMask, List<Long> code) {
        static Source of(List<Decoded> instructions, long head, long addressMask) {
            List<Long> code = instructions.stream()
                    .flatMap(each -> List.of(each.address(), significant(each)).stream())
                    .toList();
            return new Source(head, addressMask, code);
        }

        private static long significant(Decoded instruction) {
            return BlockTranslator.isMaskData(instruction) ? instruction.bytes() & ~(0xF0L << 48) : instruction.bytes();
        }
    }

    /** How many translations there are. */
    public int count() {
        return made.size();
    }

    /** All but those that serialize, are privileged, execute another instruction, or meet a specification exception. */
    @Override
    public boolean isTranslatable(Decoded instruction) {
        Instruction row = instruction.row();
        return row.privilege() != Privilege.PRIVILEGED
                && row.execution() == Execution.ORDINARY
                && instruction.serialization() == Serialization.NONE
                && instruction.hasEvenRegisters()
                && isAligned(instruction)
                && !(row.isComplex() && row.branch() != Branch.NEVER);
    }

    private static boolean isAligned(Decoded instruction) {
        int alignment = instruction.row().alignment();
        return alignment == 1 || instruction.isRelative() && (instruction.target() & alignment - 1) == 0;
    }

    @Override
    public Translation translate(List<Decoded> instructions, long head, long addressMask) {
        return made.computeIfAbsent(
                Source.of(instructions, head, addressMask), source -> make(instructions, head, addressMask));
    }

    private static Translation make(List<Decoded> instructions, long head, long addressMask) {
        BlockWriter writer = new BlockWriter(instructions, head, addressMask);
        byte[] written = writer.write();
        try {
            MethodHandles.Lookup hidden = LOOKUP.defineHiddenClassWithClassData(written, writer.constants(), true);
            TranslatedBlock code =
                    (TranslatedBlock) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                            .asType(MethodType.methodType(TranslatedBlock.class))
                            .invokeExact();
            return new Translation(code, instructions, head, addressMask, writer.before());
        } catch (Throwable impossible) {
            throw new IllegalStateException("translated block at " + Long.toHexString(head), impossible);
        }
    }
}
