package org.maskflip.emulator.insn.proof;

import java.util.Map;
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
    private static final Map<String, Observation> OBSERVED = new ConcurrentHashMap<>();
    /** Set before a test starts threads of its own, hence seen by them. */
    private static Mutant active;

    private static boolean recording;
    private static boolean hasAltered;

    private RowHook() {}

    /** Breaks one row from now on; {@code null} mends it. */
    static void breakRow(Mutant mutant) {
        active = mutant;
    }

    /** A mutant has made a difference to what its row did. */
    static void altered() {
        hasAltered = true;
    }

    /** Whether a mutant has made a difference since this was last asked. */
    static boolean takeAltered() {
        boolean was = hasAltered;
        hasAltered = false;
        return was;
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

    /** What the routine of a row was ever seen to do while recording. */
    static Observation observed(String mnemonic) {
        return OBSERVED.computeIfAbsent(mnemonic, any -> new Observation());
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
                OBSERVED.computeIfAbsent(mnemonic, any -> new Observation())
                        .execute(routine, insn, registers, access, environment);
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
