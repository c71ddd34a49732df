package org.maskflip.emulator.insn.proof;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.maskflip.emulator.insn.ConditionRule;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Routine;

/**
 * Where the accessors of every row pass when the emulator is loaded by {@link BreakingLoader}: shows which rows are executed, and
 * gives out what a mutant makes of a column.
 */
public final class RowHook {
    private static final Set<String> EXECUTED = ConcurrentHashMap.newKeySet();
    // ORDER volatile: publishes the mutant to the CPU threads of a test that starts some; pairs with the reads in
    // value() and
    //   below. Without it: a thread executes the row unbroken. Shown by: MutationCheckTest.
    private static volatile Mutant active;
    private static volatile boolean recording;

    private RowHook() {}

    /** Breaks one row from now on; {@code null} mends it. */
    static void breakRow(Mutant mutant) {
        active = mutant;
    }

    /** Begins to note which rows are executed. */
    static void record() {
        EXECUTED.clear();
        recording = true;
    }

    /** The mnemonics of the rows executed since {@link #record}. */
    static Set<String> recorded() {
        recording = false;
        return Set.copyOf(EXECUTED);
    }

    /** Called by the accessor {@code name} of a row with what it is about to return. */
    public static Object value(Object value, Instruction row, String name) {
        Mutant mutant = active;
        Object shown = value;
        if (mutant != null && mutant.accessor().equals(name) && mutant.row().equals(row.mnemonic())) {
            shown = mutant.change().apply(value);
        }
        return recording ? noting(shown, row.mnemonic()) : shown;
    }

    private static Object noting(Object value, String mnemonic) {
        if (value == Execution.EXECUTE) {
            EXECUTED.add(mnemonic);
        }
        if (value instanceof Routine routine) {
            return (Routine) (insn, registers, access, environment) -> {
                EXECUTED.add(mnemonic);
                routine.execute(insn, registers, access, environment);
            };
        }
        if (value instanceof Operation operation) {
            return (Operation) (first, second, third) -> {
                EXECUTED.add(mnemonic);
                return operation.apply(first, second, third);
            };
        }
        if (value instanceof ConditionRule rule) {
            return (ConditionRule) (first, second, third, result) -> {
                EXECUTED.add(mnemonic);
                return rule.of(first, second, third, result);
            };
        }
        return value;
    }
}
