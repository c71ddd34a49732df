package org.maskflip.emulator.insn;

import java.util.List;
import java.util.Objects;
import org.maskflip.emulator.arch.Facility;

/**
 * One instruction of the architecture: the row from which decoder, assembler, disassembler, interpreter, translator, models and
 * documentation derive.
 *
 * <p>A row is either <em>simple</em>, described wholly by its columns (sources, operation, target, condition-code rule, branch),
 * or <em>complex</em>, with a {@link Routine}. A simple row executes in this order: sources are read (the storage operand is
 * fetched); the operation and the condition-code rule are applied; the storage target is written; then register, condition code
 * and branch take effect. Hence an access exception leaves nothing half done.
 */
public final class Instruction {
    private final Rows columns;

    Instruction(Rows columns) {
        this.columns = columns;
    }

    /** Lower-case, as GNU as writes it. */
    public String mnemonic() {
        return columns.mnemonic;
    }

    /** The manual's instruction name: "LOAD AND ADD". */
    public String title() {
        return columns.title;
    }

    public int opcode() {
        return columns.opcode;
    }

    public Format format() {
        return columns.format;
    }

    /** The facility without which the row is an operation exception; {@code null} for the base architecture. */
    public Facility facility() {
        return columns.facility;
    }

    public Privilege privilege() {
        return columns.privilege;
    }

    /** The operands in assembler order. */
    public List<Operand> operands() {
        return columns.operands;
    }

    /** How many operands at the end may be left out (they are then zero). */
    public int optionalOperands() {
        return columns.optionalOperands;
    }

    public List<Alias> aliases() {
        return columns.aliases;
    }

    public Source in1() {
        return columns.in1;
    }

    public Source in2() {
        return columns.in2;
    }

    public Source in3() {
        return columns.in3;
    }

    public Operation operation() {
        return columns.operation;
    }

    public Target out() {
        return columns.out;
    }

    /** For an update: where the old value of the storage operand goes; else {@link Target#NONE}. */
    public Target old() {
        return columns.old;
    }

    /** The condition-code rule, or {@code null} if the code stays. */
    public ConditionRule conditionRule() {
        return columns.conditionRule;
    }

    public Branch branch() {
        return columns.branch;
    }

    /** Whether the row branches to the address in its second register, and not to one that it generates. */
    public boolean branchesByRegister() {
        Format format = format();
        return branch() != Branch.NEVER
                && !(format.has(Field.RI2) || format.has(Field.RI4))
                && !(format.has(Field.B1) || format.has(Field.B2) || format.has(Field.B4));
    }

    public Update update() {
        return columns.update;
    }

    /** The facility that makes a {@link Update#PLAIN} update interlocked, or {@code null} if none does. */
    public Facility interlockFacility() {
        return columns.interlockFacility;
    }

    public Serialization serialization() {
        return columns.serialization;
    }

    /** Whether the immediate operand is zero-extended. */
    public boolean isImmediateUnsigned() {
        return columns.immediateUnsigned;
    }

    /** Whether condition code 3 is a fixed-point overflow, which interrupts if the program mask allows. */
    public boolean overflows() {
        return columns.overflows;
    }

    /** The boundary, in bytes, on which the storage operand must stand, else a specification exception; 1 for any. */
    public int alignment() {
        return columns.alignment;
    }

    /** Register fields that must be even, else a specification exception. */
    public List<Field> evenRegisters() {
        return columns.evenRegisters;
    }

    /** The routine of a complex row, {@code null} for a simple one. */
    public Routine routine() {
        return columns.routine;
    }

    public Execution execution() {
        return columns.execution;
    }

    /** The storage references of a complex row in words; for a simple one they follow from the columns. */
    public String references() {
        return columns.references;
    }

    public boolean isComplex() {
        return columns.routine != null;
    }

    /** Bytes of the storage operand of a simple row, 0 if it has none. */
    public int storageBytes() {
        int in = Math.max(in1().storageBytes(), Math.max(in2().storageBytes(), in3().storageBytes()));
        return Math.max(in, out().storageBytes());
    }

    /** Whether a simple row fetches its storage operand. */
    public boolean isStorageFetched() {
        return Math.max(in1().storageBytes(), Math.max(in2().storageBytes(), in3().storageBytes())) > 0;
    }

    /** Whether a simple row stores into its storage operand. */
    public boolean isStorageStored() {
        return out().storageBytes() > 0;
    }

    /** This row with another operation: for tests that must show that a wrong row is noticed. */
    public Instruction withOperation(Operation operation) {
        Rows copy = columns.copy();
        copy.operation = Objects.requireNonNull(operation);
        return new Instruction(copy);
    }

    /** This row with another condition-code rule: for tests that must show that a wrong row is noticed. */
    public Instruction withConditionRule(ConditionRule rule) {
        Rows copy = columns.copy();
        copy.conditionRule = rule;
        return new Instruction(copy);
    }

    /** This row with another routine: for tests that must show that a wrong row is noticed. */
    public Instruction withRoutine(Routine routine) {
        Rows copy = columns.copy();
        copy.routine = Objects.requireNonNull(routine);
        return new Instruction(copy);
    }

    @Override
    public String toString() {
        return mnemonic();
    }
}
