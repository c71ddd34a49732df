package org.maskflip.emulator.insn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The operands that a format has when a row says nothing else: one per field or address, in the format's order. */
final class DefaultOperands {
    private static final Map<Field, Operand> BY_FIELD = new EnumMap<>(Field.class);

    static {
        BY_FIELD.put(Field.R1, Operand.GR1);
        BY_FIELD.put(Field.R2, Operand.GR2);
        BY_FIELD.put(Field.R3, Operand.GR3);
        BY_FIELD.put(Field.M1, Operand.MASK1);
        BY_FIELD.put(Field.M3, Operand.MASK3);
        BY_FIELD.put(Field.I1, Operand.IMMEDIATE1);
        BY_FIELD.put(Field.I2, Operand.IMMEDIATE2);
        BY_FIELD.put(Field.I3, Operand.IMMEDIATE3);
        BY_FIELD.put(Field.I4, Operand.IMMEDIATE4);
        BY_FIELD.put(Field.I5, Operand.IMMEDIATE5);
        BY_FIELD.put(Field.RI2, Operand.RELATIVE2);
        BY_FIELD.put(Field.RI3, Operand.RELATIVE3);
        BY_FIELD.put(Field.RI4, Operand.RELATIVE4);
    }

    private DefaultOperands() {}

    static List<Operand> of(Format format) {
        List<Operand> operands = new ArrayList<>();
        for (Field.Placement placement : format.fields()) {
            Operand operand = operand(format, placement.field());
            if (operand != null) {
                operands.add(operand);
            }
        }
        return List.copyOf(operands);
    }

    private static Operand operand(Format format, Field field) {
        return switch (field) {
            case D1 -> firstAddress(format);
            case D2 ->
                format.has(Field.X2)
                        ? Operand.INDEXED2
                        : format.has(Field.L2) && format.has(Field.L1) ? Operand.LENGTH2_SHORT : Operand.BASED2;
            case D3 -> Operand.BASED3;
            case D4 -> Operand.BASED4;
            case R1 -> format == Format.SS_D ? null : Operand.GR1;
            default -> BY_FIELD.get(field);
        };
    }

    private static Operand firstAddress(Format format) {
        if (format == Format.SS_D) {
            return Operand.REGISTER_LENGTH1;
        }
        if (format.has(Field.L)) {
            return Operand.LENGTH1;
        }
        return format.has(Field.L1) ? Operand.LENGTH1_SHORT : Operand.BASED1;
    }
}
