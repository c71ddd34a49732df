package org.maskflip.emulator.insn;

import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Cases with their results as lines of text, so that a machine without QEMU checks every row too. One line: mnemonic, instruction,
 * address, then what is not zero before it; {@code ->}; what differs after it. Registers are {@code 5=1f}, the scratch area
 * {@code m140=00ff}, {@code cc=}, {@code pm=} and, after the arrow, {@code out=}.
 */
public final class CaseVectors {
    private static final int BEFORE = 2;
    private static final int WINDOW = 12;
    private static final Field[] REGISTERS = {Field.R1, Field.R2, Field.R3, Field.X2, Field.B1, Field.B2, Field.B4};

    private CaseVectors() {}

    /** A line read back. */
    public record Vector(TestCase testCase, MachineState after) {}

    /** The same case with all registers and bytes zero that the instruction does not name. */
    public static TestCase sparse(TestCase from) {
        MachineState state = new MachineState();
        state.conditionCode = from.before().conditionCode;
        state.programMask = from.before().programMask;
        Format format = from.row().format();
        long address = 0;
        for (Field field : REGISTERS) {
            if (format.has(field)) {
                int number = format.placement(field).extract(from.bytes());
                state.general[number] = from.before().general[number];
            }
        }
        Decoded decoded = new Decoded(
                from.row(),
                from.bytes(),
                from.address(),
                DullEnvironment.highest().facilities());
        if (format.has(Field.RI2)) {
            address = decoded.target();
        } else if (format.has(Field.B1) || format.has(Field.B2)) {
            address = state.general[decoded.base()] + decoded.displacement();
            address += decoded.index() == 0 ? 0 : state.general[decoded.index()];
        }
        long offset = address - MachineState.SCRATCH - BEFORE;
        if (offset >= 0 && offset + WINDOW <= MachineState.SCRATCH_LENGTH) {
            System.arraycopy(from.before().scratch, (int) offset, state.scratch, (int) offset, WINDOW);
        }
        return new TestCase(from.row(), from.bytes(), from.address(), state);
    }

    /** The line of a case and the state after it. */
    public static String format(TestCase testCase, MachineState after) {
        int length = testCase.row().format().length();
        StringJoiner line = new StringJoiner(" ");
        line.add(testCase.row().mnemonic());
        line.add(String.format("%0" + 2 * length + "x", testCase.bytes() >>> 64 - 8 * length));
        line.add(Long.toHexString(testCase.address()));
        differences(line, new MachineState(), testCase.before());
        line.add("->");
        differences(line, testCase.before(), after);
        return line.toString();
    }

    private static void differences(StringJoiner line, MachineState from, MachineState to) {
        for (int i = 0; i < 16; i++) {
            if (from.general[i] != to.general[i]) {
                line.add(i + "=" + Long.toHexString(to.general[i]));
            }
        }
        int first = 0;
        int last = MachineState.SCRATCH_LENGTH;
        while (first < last && from.scratch[first] == to.scratch[first]) {
            first++;
        }
        while (last > first && from.scratch[last - 1] == to.scratch[last - 1]) {
            last--;
        }
        if (first < last) {
            line.add("m" + Integer.toHexString(first) + "=" + HexFormat.of().formatHex(to.scratch, first, last));
        }
        number(line, "cc", from.conditionCode, to.conditionCode);
        number(line, "pm", from.programMask, to.programMask);
        number(line, "fpc", from.fpc, to.fpc);
        number(line, "out", from.outcome, to.outcome);
    }

    private static void number(StringJoiner line, String name, int from, int to) {
        if (from != to) {
            line.add(name + "=" + Integer.toHexString(to));
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is not one or names no row of the given ones
     */
    public static Vector parse(String line, Map<String, Instruction> rows) {
        String[] words = line.split(" ");
        Instruction row = rows.get(words[0]);
        if (row == null || words.length < 4) {
            throw new IllegalArgumentException("no row or not a vector: " + line);
        }
        MachineState before = new MachineState();
        int at = 3;
        while (!words[at].equals("->")) {
            apply(words[at++], before);
        }
        MachineState after = before.copy();
        while (++at < words.length) {
            apply(words[at], after);
        }
        long bytes =
                Long.parseUnsignedLong(words[1], 16) << 64 - 8 * row.format().length();
        return new Vector(new TestCase(row, bytes, Long.parseLong(words[2], 16), before), after);
    }

    private static void apply(String word, MachineState state) {
        int equals = word.indexOf('=');
        String name = word.substring(0, equals);
        String value = word.substring(equals + 1);
        switch (name) {
            case "cc" -> state.conditionCode = Integer.parseInt(value, 16);
            case "pm" -> state.programMask = Integer.parseInt(value, 16);
            case "fpc" -> state.fpc = Integer.parseUnsignedInt(value, 16);
            case "out" -> state.outcome = Integer.parseInt(value, 16);
            default -> {
                if (name.startsWith("m")) {
                    byte[] bytes = HexFormat.of().parseHex(value);
                    System.arraycopy(bytes, 0, state.scratch, Integer.parseInt(name.substring(1), 16), bytes.length);
                } else {
                    state.general[Integer.parseInt(name)] = Long.parseUnsignedLong(value, 16);
                }
            }
        }
    }
}
