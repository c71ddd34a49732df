package org.maskflip.emulator.insn.proof;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Routine;

/**
 * What a routine was ever seen to do: which faults in its effects could make a difference. A row that never stores has no store that
 * could be lost; one that never changes the condition code has no rule for it.
 */
final class Observation {
    private static final int MOST_EXECUTIONS = 4000;

    private final Set<String> possible = ConcurrentHashMap.newKeySet();
    private boolean setsCode;
    private boolean isInterrupted;
    private boolean isDataException;
    private int executions;

    /** Executes the routine and looks at its effects; after many times it only executes it. */
    void execute(Routine routine, Decoded insn, Registers registers, Access access, Environment environment) {
        if (executions++ > MOST_EXECUTIONS) {
            routine.execute(insn, registers, access, environment);
            return;
        }
        Registers before = new Registers();
        before.copyFrom(registers);
        BrokenAccess watched = new BrokenAccess(access, BrokenAccess.Fault.NONE);
        try {
            routine.execute(insn, registers, watched, environment);
        } catch (ProgramInterruption interruption) {
            isInterrupted = true;
            isDataException |= interruption.code() == ProgramCode.DATA;
            if (interruption.ending() == ProgramInterruption.Ending.COMPLETED) {
                look(before, registers);
            }
            throw interruption;
        } finally {
            for (BrokenAccess.Fault fault : BrokenAccess.Fault.values()) {
                if (watched.couldMatter(fault)) {
                    possible.add(RoutineMutants.name(fault));
                }
            }
        }
        look(before, registers);
    }

    private void look(Registers before, Registers after) {
        setsCode |= before.cc() != after.cc();
        possible.add(RoutineMutants.CONDITION + " of " + after.cc());
        Registers copy = new Registers();
        Effects.all().forEach((way, change) -> {
            if (!possible.contains(way)) {
                copy.copyFrom(after);
                RowHook.takeAltered();
                change.accept(before, copy);
                if (RowHook.takeAltered()) {
                    possible.add(way);
                }
            }
        });
    }

    /** Whether a mutant of the routine can make a difference. */
    boolean isPossible(Mutant mutant) {
        String way = mutant.name();
        if (!mutant.accessor().equals("routine")) {
            return true;
        }
        if (Effects.all().containsKey(way) || way.startsWith(RoutineMutants.STORAGE)) {
            return possible.contains(way);
        }
        if (way.startsWith("interruption")) {
            return way.contains("data-exception") ? isDataException : isInterrupted;
        }
        if (way.startsWith(RoutineMutants.CONDITION)) {
            String from = way.substring(way.lastIndexOf(' ') + 1);
            return setsCode && possible.contains(RoutineMutants.CONDITION + " of " + from);
        }
        return true;
    }
}
