package org.maskflip.emulator.insn.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Routine;

/** The ways to break a row with a routine: what it reads of the instruction and of storage, and what it leaves behind. */
final class RoutineMutants {
    private static final int CODES = 4;
    private static final int MOST_NEIGHBOURS = 12;
    /** How the name of a mutant of the condition code begins. */
    static final String STORAGE = "storage: ";

    static final String CONDITION = "condition code";

    /** Runs a routine wrongly. */
    @FunctionalInterface
    private interface Wrong {
        void execute(Routine right, Decoded insn, Registers registers, Access access, Environment environment);
    }

    private static final Map<String, Wrong> EFFECTS = new LinkedHashMap<>();

    static {
        Effects.all().forEach((name, change) -> EFFECTS.put(name, afterwards(change)));
        conditionCodes();
        for (BrokenAccess.Fault fault : BrokenAccess.Fault.values()) {
            EFFECTS.put(
                    name(fault),
                    (right, insn, registers, access, environment) ->
                            right.execute(insn, registers, new BrokenAccess(access, fault), environment));
        }
        EFFECTS.put("interruption lost", (right, insn, registers, access, environment) -> {
            try {
                right.execute(insn, registers, access, environment);
            } catch (ProgramInterruption lost) {
                RowHook.altered();
            }
        });
        EFFECTS.put("interruption with another code", (right, insn, registers, access, environment) -> {
            try {
                right.execute(insn, registers, access, environment);
            } catch (ProgramInterruption other) {
                RowHook.altered();
                throw ProgramInterruption.of(
                        other.code() == ProgramCode.SPECIFICATION ? ProgramCode.OPERATION : ProgramCode.SPECIFICATION);
            }
        });
        EFFECTS.put("interruption with another data-exception code", (right, insn, registers, access, environment) -> {
            try {
                right.execute(insn, registers, access, environment);
            } catch (ProgramInterruption other) {
                if (other.code() != ProgramCode.DATA) {
                    throw other;
                }
                RowHook.altered();
                throw ProgramInterruption.data(other.dataExceptionCode() ^ 1, other.ending());
            }
        });
    }

    private RoutineMutants() {}

    static String name(BrokenAccess.Fault fault) {
        return STORAGE + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void conditionCodes() {
        for (int code = 0; code < CODES; code++) {
            for (int more = 1; more < CODES; more++) {
                int from = code;
                int to = (code + more) % CODES;
                EFFECTS.put(CONDITION + " " + to + " for " + from, afterwards((before, after) -> {
                    if (after.cc() == from) {
                        RowHook.altered();
                        after.setCc(to);
                    }
                }));
            }
        }
    }

    private static Wrong afterwards(BiConsumer<Registers, Registers> change) {
        return (right, insn, registers, access, environment) -> {
            Registers before = new Registers();
            before.copyFrom(registers);
            try {
                right.execute(insn, registers, access, environment);
            } catch (ProgramInterruption interruption) {
                if (interruption.ending() == ProgramInterruption.Ending.COMPLETED) {
                    change.accept(before, registers);
                }
                throw interruption;
            }
            change.accept(before, registers);
        };
    }

    /** All mutants of a row with a routine. */
    static List<Mutant> of(Instruction row, List<Instruction> all) {
        List<Mutant> mutants = new ArrayList<>();
        EFFECTS.forEach((way, wrong) -> add(row, way, wrong, mutants));
        for (Operand operand : row.operands()) {
            for (Field field : operand.fields()) {
                field(row, field, "+ 1", x -> x + 1, mutants);
                field(row, field, "zero", x -> 0, mutants);
            }
        }
        swap(row, Field.R1, Field.R2, mutants);
        swap(row, Field.R1, Field.R3, mutants);
        swap(row, Field.R2, Field.R3, mutants);
        swap(row, Field.B1, Field.B2, mutants);
        swap(row, Field.L1, Field.L2, mutants);
        neighbours(row, all, mutants);
        if (!row.evenRegisters().isEmpty()) {
            mutants.add(new Mutant(row.mnemonic(), "odd registers taken", "evenRegisters", right -> List.of()));
        }
        return mutants;
    }

    private static void add(Instruction row, String way, Wrong wrong, List<Mutant> mutants) {
        mutants.add(new Mutant(row.mnemonic(), way, "routine", right -> {
            Routine routine = (Routine) right;
            return (Routine) (insn, registers, access, environment) ->
                    wrong.execute(routine, insn, registers, access, environment);
        }));
    }

    private static void field(
            Instruction row, Field field, String way, LongUnaryOperator change, List<Mutant> mutants) {
        Field.Placement placement = row.format().placement(field);
        add(
                row,
                "field " + field + " " + way,
                (right, insn, registers, access, environment) -> {
                    long bytes = placement.insert(insn.bytes(), change.applyAsLong(placement.extract(insn.bytes())));
                    right.execute(with(insn, bytes, registers), registers, access, environment);
                },
                mutants);
    }

    private static void swap(Instruction row, Field one, Field other, List<Mutant> mutants) {
        if (!row.format().has(one) || !row.format().has(other)) {
            return;
        }
        Field.Placement first = row.format().placement(one);
        Field.Placement second = row.format().placement(other);
        add(
                row,
                "fields " + one + " and " + other + " swapped",
                (right, insn, registers, access, environment) -> {
                    long bytes = first.insert(insn.bytes(), second.extract(insn.bytes()));
                    bytes = second.insert(bytes, first.extract(insn.bytes()));
                    right.execute(with(insn, bytes, registers), registers, access, environment);
                },
                mutants);
    }

    /** An address from other fields that is the same address makes no difference. */
    private static Decoded with(Decoded insn, long bytes, Registers registers) {
        Decoded other = new Decoded(insn.row(), bytes, insn.address(), Level.Z13.facilities());
        boolean sameAddresses = other.address(registers) == insn.address(registers)
                && other.secondAddress(registers) == insn.secondAddress(registers);
        boolean sameRest = other.r1() == insn.r1()
                && other.r2() == insn.r2()
                && other.r3() == insn.r3()
                && other.immediate() == insn.immediate()
                && other.length1() == insn.length1()
                && other.length2() == insn.length2()
                && other.m1() == insn.m1()
                && other.m3() == insn.m3()
                && other.m4() == insn.m4()
                && other.rotation() == insn.rotation()
                && other.target() == insn.target();
        if (!sameAddresses || !sameRest) {
            RowHook.altered();
        }
        return other;
    }

    /** The routines of rows written alike, those of the nearest names first. */
    private static void neighbours(Instruction row, List<Instruction> all, List<Mutant> mutants) {
        int added = 0;
        int own = all.indexOf(row);
        for (int distance = 1; distance < all.size() && added < MOST_NEIGHBOURS; distance++) {
            for (int at : new int[] {own - distance, own + distance}) {
                Instruction other = at < 0 || at >= all.size() ? null : all.get(at);
                if (other != null
                        && other.isComplex()
                        && other.format() == row.format()
                        && other.operands().equals(row.operands())) {
                    added++;
                    Routine routine = other.routine();
                    add(
                            row,
                            "routine of " + other.mnemonic(),
                            (right, insn, registers, access, environment) -> {
                                RowHook.altered();
                                routine.execute(insn, registers, access, environment);
                            },
                            mutants);
                }
            }
        }
    }
}
