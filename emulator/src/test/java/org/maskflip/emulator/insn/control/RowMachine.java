package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.floatingpoint.FloatingPointInstructions;

/**
 * Executes single rows of the control, I/O and floating-point chapters on a register file, {@link ArrayStorage} and {@link
 * RecordedEnvironment}. It starts in the supervisor state, 64-bit addressing, DAT off, key 0, with AFP registers and secondary
 * space allowed.
 */
public final class RowMachine {
    static final Map<String, Instruction> ROWS = Stream.of(
                    new ControlInstructions().rows(),
                    new InputOutputInstructions().rows(),
                    new FloatingPointInstructions().rows())
            .flatMap(rows -> rows.stream())
            .collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));

    static final long ADDRESS = 0x5000;

    public final Registers registers = new Registers();
    public final ArrayStorage storage = new ArrayStorage(registers);
    public final RecordedEnvironment environment = new RecordedEnvironment();

    public RowMachine() {
        registers.setCr(0, ControlBits.CR0_AFP_REGISTERS | ControlBits.CR0_SECONDARY_SPACE);
        registers.setCc(2);
    }

    /** The bytes of an instruction, left-aligned: field names and values alternate. */
    static long encode(Instruction row, Object... fields) {
        long bytes = row.format().opcode().place(row.opcode());
        for (int i = 0; i < fields.length; i += 2) {
            Field.Placement placement = row.format().placement((Field) fields[i]);
            bytes = placement.insert(bytes, ((Number) fields[i + 1]).longValue());
        }
        return bytes;
    }

    /** Executes one instruction; its next address is then that of the following one unless it says otherwise. */
    public void run(String mnemonic, Object... fields) {
        Instruction row = ROWS.get(mnemonic);
        Decoded insn = new Decoded(row, encode(row, fields), ADDRESS, environment.facilities);
        registers.setInstructionAddress(ADDRESS);
        registers.setNextAddress(ADDRESS + row.format().length());
        row.routine().execute(insn, registers, storage, environment);
    }

    /** The code of the program interruption with which the instruction ends; it must have changed no register. */
    public int interruption(String mnemonic, Object... fields) {
        return thrown(mnemonic, fields).code();
    }

    /** The program interruption with which the instruction ends; it must have changed no register. */
    public ProgramInterruption thrown(String mnemonic, Object... fields) {
        Registers before = new Registers();
        before.copyFrom(registers);
        ProgramInterruption met = catchThrowableOfType(ProgramInterruption.class, () -> run(mnemonic, fields));
        if (met == null) {
            throw new AssertionError(mnemonic + " completed without an interruption");
        }
        registers.setInstructionAddress(before.instructionAddress());
        if (met.ending() != ProgramInterruption.Ending.COMPLETED && !registers.sameAs(before)) {
            throw new AssertionError(mnemonic + " changed a register before it was interrupted");
        }
        return met;
    }

    void problemState() {
        registers.setPswMask(registers.pswMask() | Psw.PROBLEM_STATE);
    }

    /** Switches DAT on, in the space of the address-space control: 0 primary, 1 access-register, 2 secondary, 3 home. */
    void translate(int addressSpaceControl) {
        registers.setPswMask(registers.pswMask() & ~Psw.ADDRESS_SPACE
                | Psw.DAT
                | (long) addressSpaceControl << Psw.ADDRESS_SPACE_SHIFT);
    }

    void addressing(int bits) {
        long mode = bits == 64 ? Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING : bits == 31 ? Psw.BASIC_ADDRESSING : 0;
        long modes = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;
        registers.setPswMask(registers.pswMask() & ~modes | mode);
    }

    void key(int key) {
        registers.setPswMask(registers.pswMask() & ~Psw.KEY | (long) key << Psw.KEY_SHIFT);
    }
}
