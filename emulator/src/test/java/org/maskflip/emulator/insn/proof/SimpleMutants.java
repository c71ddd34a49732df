package org.maskflip.emulator.insn.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.ConditionRule;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** The ways to break a simple row: its operation, its condition-code rule and its other columns. */
final class SimpleMutants {
    private static final int CODES = 4;

    /** Computes a wrong result. */
    @FunctionalInterface
    private interface Wrong {
        long apply(Operation right, long first, long second, long third);
    }

    /** Computes a wrong condition code. */
    @FunctionalInterface
    private interface WrongCode {
        int of(ConditionRule right, long first, long second, long third, long result);
    }

    private static final Map<String, LongUnaryOperator> WIDTHS = new LinkedHashMap<>(Map.of(
            "as signed word", x -> (int) x,
            "as unsigned word", x -> x & 0xFFFF_FFFFL,
            "as signed halfword", x -> (short) x,
            "as unsigned halfword", x -> x & 0xFFFF,
            "as signed byte", x -> (byte) x,
            "as unsigned byte", x -> x & 0xFF));

    /** When a mutant that is wrong only rarely is wrong. */
    private static final Map<String, LongPredicate> RARELY = new LinkedHashMap<>(Map.of(
            "zero", x -> x == 0,
            "zero in the low word", x -> (int) x == 0,
            "negative", x -> x < 0,
            "negative in the low word", x -> (int) x < 0,
            "the least doubleword", x -> x == Long.MIN_VALUE,
            "the least word", x -> (int) x == Integer.MIN_VALUE,
            "all ones", x -> x == -1,
            "all ones in the low word", x -> (int) x == -1));

    private static final Map<String, Wrong> RESULTS = new LinkedHashMap<>();
    private static final Map<String, WrongCode> CONDITIONS = new LinkedHashMap<>();

    static {
        plainResults();
        for (int bit : new int[] {0, 1, 7, 8, 15, 16, 31, 32, 47, 63}) {
            RESULTS.put("result: bit 2^" + bit + " flipped", (o, a, b, c) -> o.apply(a, b, c) ^ 1L << bit);
        }
        operandChange("+ 1", x -> x + 1);
        operandChange("- 1", x -> x - 1);
        operandChange("zero", x -> 0);
        operandChange("inverted", x -> ~x);
        WIDTHS.forEach((name, width) -> {
            operandChange(name, width);
            RESULTS.put("result " + name, (o, a, b, c) -> width.applyAsLong(o.apply(a, b, c)));
        });
        RARELY.forEach((name, when) -> {
            RESULTS.put("wrong where operand 1 is " + name, (o, a, b, c) -> flipped(o, a, b, c, when.test(a)));
            RESULTS.put("wrong where operand 2 is " + name, (o, a, b, c) -> flipped(o, a, b, c, when.test(b)));
            RESULTS.put(
                    "wrong where the result is " + name,
                    (o, a, b, c) -> flipped(o, a, b, c, when.test(o.apply(a, b, c))));
        });
        RESULTS.put("wrong where operands are equal", (o, a, b, c) -> flipped(o, a, b, c, a == b));
        RESULTS.put("wrong where low words are equal", (o, a, b, c) -> flipped(o, a, b, c, (int) a == (int) b));
        conditions();
    }

    private SimpleMutants() {}

    private static void plainResults() {
        RESULTS.put("result + 1", (o, a, b, c) -> o.apply(a, b, c) + 1);
        RESULTS.put("result - 1", (o, a, b, c) -> o.apply(a, b, c) - 1);
        RESULTS.put("result zero", (o, a, b, c) -> 0);
        RESULTS.put("result inverted", (o, a, b, c) -> ~o.apply(a, b, c));
        RESULTS.put("result negated", (o, a, b, c) -> -o.apply(a, b, c));
        RESULTS.put("result is operand 1", (o, a, b, c) -> a);
        RESULTS.put("result is operand 2", (o, a, b, c) -> b);
        RESULTS.put("operands 1 and 2 swapped", (o, a, b, c) -> o.apply(b, a, c));
        RESULTS.put("operands 2 and 3 swapped", (o, a, b, c) -> o.apply(a, c, b));
        RESULTS.put("operands 1 and 3 swapped", (o, a, b, c) -> o.apply(c, b, a));
    }

    private static void operandChange(String name, LongUnaryOperator change) {
        RESULTS.put("operand 1 " + name, (o, a, b, c) -> o.apply(change.applyAsLong(a), b, c));
        RESULTS.put("operand 2 " + name, (o, a, b, c) -> o.apply(a, change.applyAsLong(b), c));
        RESULTS.put("operand 3 " + name, (o, a, b, c) -> o.apply(a, b, change.applyAsLong(c)));
    }

    private static long flipped(Operation right, long first, long second, long third, boolean isWrong) {
        return right.apply(first, second, third) ^ (isWrong ? 1 : 0);
    }

    private static void conditions() {
        for (int code = 0; code < CODES; code++) {
            for (int more = 1; more < CODES; more++) {
                int from = code;
                int to = (code + more) % CODES;
                CONDITIONS.put("condition code " + to + " for " + from, (rule, a, b, c, r) -> {
                    int right = rule.of(a, b, c, r);
                    return right == from ? to : right;
                });
            }
        }
        CONDITIONS.put("condition code of swapped operands", (rule, a, b, c, r) -> rule.of(b, a, c, r));
        CONDITIONS.put("condition code of a result of zero", (rule, a, b, c, r) -> rule.of(a, b, c, 0));
        CONDITIONS.put("condition code of the inverted result", (rule, a, b, c, r) -> rule.of(a, b, c, ~r));
        WIDTHS.forEach((name, width) -> {
            CONDITIONS.put(
                    "condition code of the result " + name,
                    (rule, a, b, c, r) -> rule.of(a, b, c, width.applyAsLong(r)));
            CONDITIONS.put(
                    "condition code of operand 1 " + name,
                    (rule, a, b, c, r) -> rule.of(width.applyAsLong(a), b, c, r));
            CONDITIONS.put(
                    "condition code of operand 2 " + name,
                    (rule, a, b, c, r) -> rule.of(a, width.applyAsLong(b), c, r));
        });
    }

    /** All mutants of a simple row. */
    static List<Mutant> of(Instruction row, List<Instruction> all) {
        List<Mutant> mutants = new ArrayList<>();
        String name = row.mnemonic();
        RESULTS.forEach((way, wrong) -> mutants.add(new Mutant(name, way, "operation", right -> {
            Operation operation = (Operation) right;
            return (Operation) (a, b, c) -> wrong.apply(operation, a, b, c);
        })));
        if (row.conditionRule() != null) {
            CONDITIONS.forEach((way, wrong) -> mutants.add(new Mutant(name, way, "conditionRule", right -> {
                ConditionRule rule = (ConditionRule) right;
                return (ConditionRule) (a, b, c, r) -> wrong.of(rule, a, b, c, r);
            })));
            mutants.add(new Mutant(name, "condition code not set", "conditionRule", right -> null));
        }
        neighbours(row, all, mutants);
        columns(row, mutants);
        return mutants;
    }

    private static void neighbours(Instruction row, List<Instruction> all, List<Mutant> mutants) {
        for (Instruction other : all) {
            boolean isNeighbour = !other.isComplex()
                    && other.operation() != null
                    && !other.mnemonic().equals(row.mnemonic());
            boolean sameInputs = other.in1() == row.in1() && other.in2() == row.in2() && other.in3() == row.in3();
            if (isNeighbour && sameInputs && other.out() == row.out() && !Alike.operations(row, other)) {
                Operation operation = other.operation();
                mutants.add(new Mutant(
                        row.mnemonic(), "operation of " + other.mnemonic(), "operation", right -> operation));
            }
            if (isNeighbour
                    && sameInputs
                    && row.conditionRule() != null
                    && other.conditionRule() != null
                    && !Alike.conditions(row, other)) {
                ConditionRule rule = other.conditionRule();
                mutants.add(new Mutant(
                        row.mnemonic(), "condition code of " + other.mnemonic(), "conditionRule", right -> rule));
            }
        }
    }

    private static void columns(Instruction row, List<Mutant> mutants) {
        String name = row.mnemonic();
        source(row, "in1", row.in1(), mutants);
        source(row, "in2", row.in2(), mutants);
        source(row, "in3", row.in3(), mutants);
        target(row, "out", row.out(), mutants);
        target(row, "old", row.old(), mutants);
        if (row.overflows()) {
            mutants.add(new Mutant(name, "no overflow interruption", "overflows", right -> false));
        }
        if (row.alignment() > 1) {
            mutants.add(new Mutant(name, "no boundary", "alignment", right -> 1));
        }
        if (row.branch() != Branch.NEVER) {
            for (Branch other : Branch.values()) {
                column(row, "branch", "branch " + other, other, row.branch(), mutants);
            }
        }
        if (row.in1() == Source.I2 || row.in2() == Source.I2) {
            UnaryOperator<Object> other = right -> !(Boolean) right;
            mutants.add(new Mutant(name, "immediate of the other signedness", "isImmediateUnsigned", other));
        }
    }

    private static void source(Instruction row, String column, Source right, List<Mutant> mutants) {
        if (right == Source.NONE) {
            return;
        }
        for (Source other : Source.values()) {
            boolean inFormat = switch (other) {
                case R1, R1_HIGH -> row.in1() == Source.R1 || row.in1() == Source.R1_HIGH;
                case R2, R2_HIGH -> row.format().has(Field.R2);
                case R3, R3_HIGH -> row.format().has(Field.R3);
                case STORAGE_1, STORAGE_2, STORAGE_4, STORAGE_8 -> right.storageBytes() > 0;
                case NONE -> true;
                default -> false;
            };
            if (inFormat) {
                column(row, column, column + " from " + other, other, right, mutants);
            }
        }
    }

    private static void target(Instruction row, String column, Target right, List<Mutant> mutants) {
        if (right == Target.NONE) {
            return;
        }
        for (Target other : Target.values()) {
            if (other == Target.NONE || other.storageBytes() > 0 == right.storageBytes() > 0) {
                column(row, column, column + " to " + other, other, right, mutants);
            }
        }
    }

    private static void column(
            Instruction row, String accessor, String way, Object other, Object right, List<Mutant> mutants) {
        if (other != right) {
            mutants.add(new Mutant(row.mnemonic(), way, accessor, any -> other));
        }
    }
}
