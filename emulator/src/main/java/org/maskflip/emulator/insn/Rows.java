package org.maskflip.emulator.insn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.arch.Facility;

/**
 * The builder of one row: {@code row("ag", "ADD", 0xE308, RXY_A).in(R1, STORAGE_8).op(Arithmetic::add64).out(R1)
 * .cc(Conditions::add64).overflow().build()}.
 */
public final class Rows {
    String mnemonic;
    String title;
    int opcode;
    Format format;
    Facility facility;
    Privilege privilege = Privilege.PROBLEM;
    List<Operand> operands;
    int optionalOperands;
    List<Alias> aliases = List.of();
    Source in1 = Source.NONE;
    Source in2 = Source.NONE;
    Source in3 = Source.NONE;
    Operation operation;
    Target out = Target.NONE;
    Target old = Target.NONE;
    ConditionRule conditionRule;
    Branch branch = Branch.NEVER;
    Update update = Update.PLAIN;
    Facility interlockFacility;
    Serialization serialization = Serialization.NONE;
    boolean immediateUnsigned;
    boolean overflows;
    int alignment = 1;
    List<Field> evenRegisters = List.of();
    Routine routine;
    Execution execution = Execution.ORDINARY;
    String references = "";

    private Rows() {}

    /** Starts a row. The operands default to those of the format with general registers. */
    public static Rows row(String mnemonic, String title, int opcode, Format format) {
        Rows rows = new Rows();
        rows.mnemonic = mnemonic;
        rows.title = title;
        rows.opcode = opcode;
        rows.format = format;
        rows.operands = DefaultOperands.of(format);
        return rows;
    }

    public Rows facility(Facility required) {
        facility = required;
        return this;
    }

    public Rows privileged() {
        privilege = Privilege.PRIVILEGED;
        return this;
    }

    public Rows semiprivileged() {
        privilege = Privilege.SEMIPRIVILEGED;
        return this;
    }

    /** Replaces the format's default operands: other register kinds, another order, fields that are not written. */
    public Rows operands(Operand... written) {
        operands = List.of(written);
        return this;
    }

    /** The last {@code count} operands may be left out. */
    public Rows optional(int count) {
        optionalOperands = count;
        return this;
    }

    public Rows alias(String extended, Field field, int value) {
        return alias(new Alias(extended, field, value));
    }

    /** A second name, which fixes nothing; any field of the format that is an operand stands for it. */
    public Rows synonym(String second, Field field) {
        return alias(new Alias(second, field, 0, 0, 0));
    }

    public Rows alias(Alias extended) {
        List<Alias> all = new ArrayList<>(aliases);
        all.add(extended);
        aliases = List.copyOf(all);
        return this;
    }

    public Rows in(Source first) {
        return in(first, Source.NONE, Source.NONE);
    }

    public Rows in(Source first, Source second) {
        return in(first, second, Source.NONE);
    }

    public Rows in(Source first, Source second, Source third) {
        in1 = first;
        in2 = second;
        in3 = third;
        return this;
    }

    public Rows op(Operation pure) {
        operation = pure;
        return this;
    }

    /** An operation on the first two inputs. */
    public Rows op2(LongBinaryOperator pure) {
        return op((a, b, c) -> pure.applyAsLong(a, b));
    }

    /** An operation on the first input. */
    public Rows op1(LongUnaryOperator pure) {
        return op((a, b, c) -> pure.applyAsLong(a));
    }

    public Rows out(Target target) {
        out = target;
        return this;
    }

    /** For an update: the old value of the storage operand goes here. */
    public Rows old(Target target) {
        old = target;
        return this;
    }

    public Rows cc(ConditionRule rule) {
        conditionRule = rule;
        return this;
    }

    public Rows branch(Branch when) {
        branch = when;
        return this;
    }

    /** An update of storage that is interlocked where the facility is installed. */
    public Rows interlockedWith(Facility required) {
        interlockFacility = required;
        return this;
    }

    /** An interlocked update with specific-operand serialization: LAA and its like. */
    public Rows specific() {
        update = Update.SPECIFIC;
        return this;
    }

    public Rows serializes(Serialization kind) {
        serialization = kind;
        return this;
    }

    public Rows unsigned() {
        immediateUnsigned = true;
        return this;
    }

    public Rows overflow() {
        overflows = true;
        return this;
    }

    public Rows aligned(int boundary) {
        alignment = boundary;
        return this;
    }

    public Rows even(Field... registers) {
        evenRegisters = List.of(registers);
        return this;
    }

    /** Makes the row complex. {@code references} says its storage references in words, for the table. */
    public Rows routine(String references, Routine direct) {
        this.references = references;
        routine = direct;
        return this;
    }

    public Rows execute() {
        execution = Execution.EXECUTE;
        return this;
    }

    /**
     * The finished row.
     *
     * @throws IllegalStateException if its columns contradict each other
     */
    public Instruction build() {
        boolean simple = operation != null;
        boolean complex = routine != null;
        boolean executes = execution == Execution.EXECUTE;
        if ((simple ? 1 : 0) + (complex ? 1 : 0) + (executes ? 1 : 0) != 1) {
            throw new IllegalStateException(mnemonic + ": a row has one of operation, routine and execute");
        }
        for (Operand operand : operands) {
            for (Field field : operand.fields()) {
                if (!format.has(field)) {
                    throw new IllegalStateException(mnemonic + ": format " + format + " has no field " + field);
                }
            }
        }
        return new Instruction(copy());
    }

    Rows copy() {
        Rows copy = row(mnemonic, title, opcode, format);
        copy.facility = facility;
        copy.privilege = privilege;
        copy.operands = operands;
        copy.optionalOperands = optionalOperands;
        copy.aliases = aliases;
        copy.in1 = in1;
        copy.in2 = in2;
        copy.in3 = in3;
        copy.operation = operation;
        copy.out = out;
        copy.old = old;
        copy.conditionRule = conditionRule;
        copy.branch = branch;
        copy.update = update;
        copy.interlockFacility = interlockFacility;
        copy.serialization = serialization;
        copy.immediateUnsigned = immediateUnsigned;
        copy.overflows = overflows;
        copy.alignment = alignment;
        copy.evenRegisters = evenRegisters;
        copy.routine = routine;
        copy.execution = execution;
        copy.references = references;
        return copy;
    }
}
