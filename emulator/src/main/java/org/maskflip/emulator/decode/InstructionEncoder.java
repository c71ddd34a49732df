package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;

/** Encodes one instruction from its row and its operands as text. */
final class InstructionEncoder {
    private static final int REGISTERS = 16;

    private final Expression.Symbols symbols;

    /** Whether a symbol without a value is an error (the last pass) or zero. */
    private final Unknown unknown;

    /** What to do with a symbol that has no value. */
    enum Unknown {
        IS_ZERO,
        IS_AN_ERROR
    }

    InstructionEncoder(Expression.Symbols symbols, Unknown unknown) {
        this.symbols = symbols;
        this.unknown = unknown;
    }

    /**
     * The bytes of an instruction.
     *
     * @param text the operands, as written
     * @param address where the instruction stands
     */
    byte[] encode(InstructionSet.Named named, String text, long address) {
        Instruction row = named.row();
        List<Operand> operands = new ArrayList<>(row.operands());
        long bytes = row.format().opcode().place(row.opcode());
        Alias alias = named.alias();
        int optional = row.optionalOperands();
        if (alias != null) {
            optional = alias.optionalOperands(row);
            operands.removeIf(alias::hides);
        }
        List<String> written = Lines.commaSeparated(text);
        if (written.size() > operands.size() || written.size() < operands.size() - optional) {
            String name = alias == null ? row.mnemonic() : alias.mnemonic();
            throw new BadSource("found " + written.size() + " operands for " + name + "; expected " + operands.size()
                    + ": " + describe(operands));
        }
        for (int i = 0; i < written.size(); i++) {
            bytes = operand(row, operands.get(i), written.get(i), address, bytes);
        }
        if (alias != null) {
            bytes = fix(row, alias, bytes);
        }
        byte[] result = new byte[row.format().length()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (bytes >>> 56 - 8 * i);
        }
        return result;
    }

    private static long fix(Instruction row, Alias alias, long bytes) {
        Field.Placement fixed = row.format().placement(alias.field());
        int written = fixed.extract(bytes);
        if ((written & alias.bits()) != 0) {
            throw new BadSource("operand " + written + " for " + alias.mnemonic() + " is too large; expected from 0 to "
                    + (~alias.bits() & (1 << fixed.width()) - 1));
        }
        return fixed.insert(bytes, written | alias.value());
    }

    private static String describe(List<Operand> operands) {
        List<String> parts = new ArrayList<>();
        for (Operand operand : operands) {
            List<String> names = operand.fields().stream()
                    .map(field -> field.name().toLowerCase(Locale.ROOT))
                    .toList();
            parts.add(
                    operand.kind() == Operand.Kind.ADDRESS
                            ? names.get(0) + "(" + String.join(",", names.subList(1, names.size())) + ")"
                            : names.get(0));
        }
        return String.join(",", parts);
    }

    private long operand(Instruction row, Operand operand, String text, long address, long bytes) {
        Field field = operand.fields().get(0);
        return switch (operand.kind()) {
            case GENERAL -> insert(row, bytes, field, register(text, 'r'));
            case FLOATING -> insert(row, bytes, field, register(text, 'f'));
            case ACCESS -> insert(row, bytes, field, register(text, 'a'));
            case CONTROL -> insert(row, bytes, field, register(text, 'c'));
            case MASK -> insert(row, bytes, field, range(text, 0, 15, "mask"));
            case IMMEDIATE -> insert(row, bytes, field, immediate(row, field, text));
            case RELATIVE -> insert(row, bytes, field, relative(row, field, text, address));
            case ADDRESS -> address(row, operand, text, bytes);
        };
    }

    private static long insert(Instruction row, long bytes, Field field, long value) {
        return row.format().placement(field).insert(bytes, value);
    }

    private int register(String text, char kind) {
        if (text.startsWith("%")) {
            boolean right = text.length() > 1 && text.charAt(1) == kind;
            int number = right ? number(text.substring(2)) : -1;
            if (number < 0 || number >= REGISTERS) {
                throw new BadSource(
                        "found \"" + text + "\"; expected a register from %" + kind + "0 to %" + kind + "15");
            }
            return number;
        }
        return (int) range(text, 0, REGISTERS - 1, "register number");
    }

    private static int number(String digits) {
        boolean plain =
                !digits.isEmpty() && digits.length() < 3 && digits.chars().allMatch(Character::isDigit);
        return plain ? Integer.parseInt(digits) : -1;
    }

    private long range(String text, long low, long high, String what) {
        long value = value(text);
        if (value < low || value > high) {
            throw new BadSource(what + " \"" + text + "\" is " + value + "; expected from " + low + " to " + high);
        }
        return value;
    }

    private long value(String text) {
        Long value = Expression.evaluate(text, symbols);
        if (value == null && unknown == Unknown.IS_AN_ERROR) {
            throw new BadSource("\"" + text + "\" has no value: " + Suggestions.undefined(text, symbols));
        }
        return value == null ? 0 : value;
    }

    private long immediate(Instruction row, Field field, String text) {
        int width = row.format().placement(field).width();
        boolean signed = field == Field.I2 && !row.isImmediateUnsigned() && width > 4;
        long low = signed ? -1L << width - 1 : 0;
        long high = signed ? (1L << width - 1) - 1 : (1L << width) - 1;
        return range(text, low, high, "immediate operand");
    }

    private long relative(Instruction row, Field field, String text, long address) {
        Long target = Expression.evaluate(text, symbols);
        if (target == null) {
            value(text);
            return 0;
        }
        long distance = target - address;
        int width = row.format().placement(field).width();
        if ((distance & 1) != 0) {
            throw new BadSource(String.format("\"%s\" is the odd address %x; expected an even one", text, target));
        }
        long reach = 1L << width;
        if (unknown == Unknown.IS_AN_ERROR && (distance < -reach || distance > reach - 2)) {
            throw new BadSource(String.format(
                    "\"%s\" is %d bytes away; expected from %d to %d", text, distance, -reach, reach - 2));
        }
        return distance >> 1;
    }

    private long address(Instruction row, Operand operand, String text, long bytes) {
        int open = openingParenthesis(text);
        List<Field> fields = operand.fields();
        String displacement = open < 0 ? text : text.substring(0, open);
        int width = row.format().placement(fields.get(0)).width();
        boolean signed = width > 12;
        long low = signed ? -1L << width - 1 : 0;
        long high = signed ? (1L << width - 1) - 1 : (1L << width) - 1;
        if (displacement.isBlank()) {
            throw new BadSource("found \"" + text + "\" without a displacement; expected 0" + text);
        }
        long value = range(displacement, low, high, "displacement");
        long result = insert(row, bytes, fields.get(0), value);
        if (open < 0) {
            return fields.size() > 2 && fields.get(1) != Field.X2 ? missing(text, operand) : result;
        }
        List<String> inner = Lines.commaSeparated(text.substring(open + 1, text.length() - 1));
        if (inner.size() > fields.size() - 1 || inner.isEmpty()) {
            throw new BadSource("found \"" + text + "\"; expected " + describe(List.of(operand)));
        }
        boolean baseOnly = inner.size() == 1 && (fields.size() == 2 || fields.get(1) == Field.X2);
        if (!baseOnly) {
            result = second(row, fields.get(1), inner.get(0), result);
        }
        String base = baseOnly ? inner.get(0) : inner.size() == 2 ? inner.get(1) : "0";
        return insert(row, result, fields.get(fields.size() - 1), register(base, 'r'));
    }

    private static long missing(String text, Operand operand) {
        throw new BadSource("found \"" + text + "\" without a length; expected " + describe(List.of(operand)));
    }

    private long second(Instruction row, Field field, String text, long bytes) {
        if (field == Field.X2 || field == Field.R1) {
            return text.isEmpty() ? bytes : insert(row, bytes, field, register(text, 'r'));
        }
        if (text.startsWith("%")) {
            throw new BadSource("found register \"" + text + "\"; expected a length before the base register");
        }
        int width = row.format().placement(field).width();
        return insert(row, bytes, field, range(text, 1, 1L << width, "length") - 1);
    }

    /** Where the last parenthesis of a text that ends with one opens, or -1. */
    private static int openingParenthesis(String text) {
        if (!text.endsWith(")")) {
            return -1;
        }
        int depth = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            depth += text.charAt(i) == ')' ? 1 : text.charAt(i) == '(' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new BadSource("\"" + text + "\" lacks an opening parenthesis");
    }
}
