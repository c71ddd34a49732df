package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;

/**
 * Writes instructions the way GNU objdump does, with one blank between mnemonic and operands: {@code jgnop 0x1008}, {@code xc
 * 312(8,%r15),312(%r15)}. The extended mnemonic is the first of the row's aliases that fits. Immutable.
 */
public final class Disassembler {
    private final Decoder decoder;

    /** A disassembler for what the given decoder knows; the rest is written as data. */
    public Disassembler(Decoder decoder) {
        this.decoder = Objects.requireNonNull(decoder);
    }

    /** One line of a listing: where it stands, how many bytes it covers, and the text. */
    public record Line(long address, int length, String text) {}

    /** All of a piece of storage. What is no instruction is written as data of 4, 2 or 1 bytes, as many as are left. */
    public List<Line> listing(byte[] bytes, long address) {
        List<Line> lines = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int left = bytes.length - at;
            long window = window(bytes, at);
            Decoded found = left < Decoder.length(bytes[at]) ? null : decoder.decode(window, address + at);
            Line line = found == null
                    ? data(window, address + at, Integer.highestOneBit(Math.min(left, Integer.BYTES)))
                    : new Line(address + at, found.length(), text(found));
            lines.add(line);
            at += line.length();
        }
        return List.copyOf(lines);
    }

    private static long window(byte[] bytes, int at) {
        long window = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            window = window << 8 | (at + i < bytes.length ? bytes[at + i] & 0xFF : 0);
        }
        return window;
    }

    /** The instruction whose bytes stand left-aligned in a doubleword; data of the same length if it is none. */
    public String text(long bytes, long address) {
        Decoded found = decoder.decode(bytes, address);
        if (found != null) {
            return text(found);
        }
        int length = Decoder.length((int) (bytes >>> 56));
        String first = data(bytes, address, Math.min(length, Integer.BYTES)).text();
        return length <= Integer.BYTES
                ? first
                : first + "; "
                        + data(bytes << Integer.SIZE, address, Short.BYTES).text();
    }

    private static Line data(long bytes, long address, int length) {
        String directive = length == Integer.BYTES ? ".long" : length == Short.BYTES ? ".short" : ".byte";
        long value = bytes >>> Long.SIZE - Byte.SIZE * length;
        return new Line(address, length, String.format("%s 0x%0" + 2 * length + "x", directive, value));
    }

    /** A decoded instruction. Its relative operands are addresses, in hexadecimal digits. */
    public static String text(Decoded insn) {
        return text(insn, alias(insn));
    }

    /** A decoded instruction under one of its names, the row's own if the alias is {@code null}. */
    static String text(Decoded insn, Alias alias) {
        Instruction row = insn.row();
        List<Operand> operands = row.operands();
        int optional = row.optionalOperands();
        if (alias != null) {
            optional = alias.optionalOperands(row);
            operands =
                    operands.stream().filter(operand -> !alias.hides(operand)).toList();
        }
        int count = operands.size();
        while (optional > 0 && isLeftOut(insn, operands.get(count - 1))) {
            count--;
            optional--;
        }
        StringBuilder text = new StringBuilder(alias == null ? row.mnemonic() : alias.mnemonic());
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? ' ' : ',').append(operand(insn, operands.get(i), alias));
        }
        return text.toString();
    }

    /** An optional operand is left out if it is zero; an address never is. */
    private static boolean isLeftOut(Decoded insn, Operand operand) {
        return operand.kind() != Operand.Kind.ADDRESS
                && field(insn, operand.fields().get(0)) == 0;
    }

    private static Alias alias(Decoded insn) {
        for (Alias alias : insn.row().aliases()) {
            if (!alias.isSynonym() && alias.names(field(insn, alias.field()))) {
                return alias;
            }
        }
        return null;
    }

    private static int field(Decoded insn, Field field) {
        return insn.row().format().placement(field).extract(insn.bytes());
    }

    private static String operand(Decoded insn, Operand operand, Alias alias) {
        Field field = operand.fields().get(0);
        int value = field(insn, field);
        return switch (operand.kind()) {
            case GENERAL -> "%r" + value;
            case ACCESS -> "%a" + value;
            case CONTROL -> "%c" + value;
            case FLOATING -> "%f" + value;
            case MASK -> Integer.toString(value);
            case IMMEDIATE -> immediate(insn, field, alias);
            case RELATIVE -> "0x" + Long.toHexString(target(insn, field));
            case ADDRESS -> address(insn, operand);
        };
    }

    private static String immediate(Decoded insn, Field field, Alias alias) {
        int value = field(insn, field);
        if (alias != null && alias.field() == field) {
            value &= ~alias.bits();
        }
        Field.Placement placement = insn.row().format().placement(field);
        if (isSigned(insn.row(), placement)) {
            int unused = Integer.SIZE - placement.width();
            return Integer.toString(value << unused >> unused);
        }
        return Integer.toUnsignedString(value);
    }

    /** Whether an immediate operand is written with a sign: I2, unless the row zero-extends it or it is a nibble. */
    static boolean isSigned(Instruction row, Field.Placement placement) {
        return placement.field() == Field.I2 && !row.isImmediateUnsigned() && placement.width() > 4;
    }

    private static long target(Decoded insn, Field field) {
        int unused = Integer.SIZE - insn.row().format().placement(field).width();
        int halfwords = field(insn, field) << unused >> unused;
        return insn.address() + 2L * halfwords;
    }

    private static String address(Decoded insn, Operand operand) {
        List<Field> fields = operand.fields();
        StringBuilder text = new StringBuilder().append(field(insn, fields.get(0)));
        int base = field(insn, fields.get(fields.size() - 1));
        String second = fields.size() == 2 ? "" : second(insn, fields.get(1));
        if (!second.isEmpty()) {
            return text.append('(')
                    .append(second)
                    .append(",%r")
                    .append(base)
                    .append(')')
                    .toString();
        }
        return base == 0
                ? text.toString()
                : text.append("(%r").append(base).append(')').toString();
    }

    /** What stands before the base in parentheses: an index, a length, a register that has the length; empty for no index. */
    private static String second(Decoded insn, Field field) {
        int value = field(insn, field);
        return switch (field) {
            case X2 -> value == 0 ? "" : "%r" + value;
            case L, L1, L2 -> Integer.toString(value + 1);
            default -> "%r" + value;
        };
    }
}
