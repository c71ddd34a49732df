package org.maskflip.emulator.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The directives of the assembler that place data or move the location counter. */
final class Directives {
    /** Directives of GNU as that say nothing that this assembler needs. */
    private static final Set<String> IGNORED = Set.of(
            ".globl",
            ".global",
            ".type",
            ".size",
            ".machine",
            ".machinemode",
            ".file",
            ".ident",
            ".hidden",
            ".weak",
            ".local");

    /** The byte with which GNU as fills up code: two of them are an instruction that does nothing. */
    private static final int NOP_BYTE = 0x07;

    private final Pass pass;

    Directives(Pass pass) {
        this.pass = pass;
    }

    void run(String word, String operands) {
        if (IGNORED.contains(word) || word.startsWith(".cfi_")) {
            return;
        }
        List<String> parts = Lines.commaSeparated(operands);
        switch (word) {
            case ".quad", ".8byte" -> data(parts, 8);
            case ".long", ".int", ".4byte" -> data(parts, 4);
            case ".short", ".hword", ".half", ".word", ".2byte" -> data(parts, 2);
            case ".byte" -> data(parts, 1);
            case ".ascii" -> parts.forEach(part -> pass.place(StringLiteral.bytes(part)));
            case ".asciz", ".string" -> parts.forEach(this::terminated);
            case ".align", ".balign" -> align(parts, number(parts, 0, word));
            case ".p2align" -> alignPower(parts, word);
            case ".org" -> pass.moveTo(origin(parts, word), parts.size() < 2 ? 0 : (int) number(parts, 1, word));
            case ".space", ".skip", ".zero" -> space(parts, word);
            case ".fill" -> fill(parts, word);
            case ".equ", ".set" -> set(parts, word);
            case ".text", ".data", ".bss" -> enter(word, operands);
            case ".section" -> section(parts);
            case ".error" -> throw new BadSource(".error " + operands);
            default ->
                throw new BadSource(
                        "unknown directive \"" + word + "\"; the known ones are listed in docs/assembler.md");
        }
    }

    private void data(List<String> parts, int size) {
        if (parts.isEmpty()) {
            throw new BadSource("data without a value");
        }
        for (String part : parts) {
            long value = pass.eventual(part);
            long high = size == 8 ? Long.MAX_VALUE : (1L << 8 * size) - 1;
            long low = size == 8 ? Long.MIN_VALUE : -1L << 8 * size - 1;
            if (value < low || value > high) {
                throw new BadSource("\"" + part + "\" is " + value + "; expected a value of " + size + " bytes, from "
                        + low + " to " + high);
            }
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (value >>> 8 * (size - 1 - i));
            }
            pass.place(bytes);
        }
    }

    private void terminated(String part) {
        byte[] bytes = StringLiteral.bytes(part);
        pass.place(Arrays.copyOf(bytes, bytes.length + 1));
    }

    private long number(List<String> parts, int index, String word) {
        if (index >= parts.size() || parts.get(index).isEmpty()) {
            throw new BadSource(word + " lacks operand " + (index + 1));
        }
        return pass.required(parts.get(index), word);
    }

    private void alignPower(List<String> parts, String word) {
        long power = number(parts, 0, word);
        if (power < 0 || power > 31) {
            throw new BadSource(word + " " + power + "; expected a power of two from 0 to 31");
        }
        align(parts, 1L << power);
    }

    /** Operands: the boundary, what to fill with, and how many bytes to fill at most (if it takes more: none). */
    private void align(List<String> parts, long boundary) {
        if (boundary == 0) {
            return;
        }
        if (boundary < 0 || Long.bitCount(boundary) != 1 || boundary > 1L << 31) {
            throw new BadSource("alignment " + boundary + "; expected a power of two up to 2^31");
        }
        Section section = pass.section();
        section.needAlignment(boundary);
        long count = -(section.here() - section.base()) & boundary - 1;
        if (parts.size() > 2 && count > number(parts, 2, ".align")) {
            return;
        }
        boolean isFilled = parts.size() > 1 && !parts.get(1).isEmpty();
        int otherwise = ".text".equals(section.name()) ? NOP_BYTE : 0;
        section.fill(count, isFilled ? (int) number(parts, 1, ".align") : otherwise);
    }

    private long origin(List<String> parts, String word) {
        Section section = pass.section();
        long value = number(parts, 0, word);
        boolean relative =
                parts.get(0).matches(".*[A-Za-z_.].*") && !parts.get(0).matches("\\s*0[xXbB].*");
        return relative ? value - section.base() : value;
    }

    private void space(List<String> parts, String word) {
        pass.section().fill(number(parts, 0, word), parts.size() < 2 ? 0 : (int) number(parts, 1, word));
    }

    private void fill(List<String> parts, String word) {
        long count = number(parts, 0, word);
        long size = parts.size() < 2 ? 1 : number(parts, 1, word);
        long value = parts.size() < 3 ? 0 : number(parts, 2, word);
        if (size < 0 || size > 8 || count < 0 || count > Section.MAX_STORED || count * size > Section.MAX_STORED) {
            throw new BadSource(
                    ".fill of " + count + " times " + size + " bytes; expected sizes to 8 and 32 MiB in all");
        }
        if (size > 4 && value != 0) {
            throw new BadSource(".fill with " + value + " in " + size
                    + " bytes; expected 0, or at most 4 bytes (GNU as keeps four); use .rept and .quad");
        }
        byte[] bytes = new byte[(int) (count * size)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> 8 * (size - 1 - i % size));
        }
        pass.place(bytes);
    }

    private void set(List<String> parts, String word) {
        if (parts.size() != 2) {
            throw new BadSource(word + " with " + parts.size() + " operands; expected symbol, expression");
        }
        pass.set(parts.get(0), parts.get(1));
    }

    private void enter(String word, String operands) {
        if (!operands.isBlank() && !"0".equals(operands.strip())) {
            throw new BadSource(word + " " + operands + ": subsections are not there; expected " + word + " alone");
        }
        pass.enter(word);
    }

    private void section(List<String> parts) {
        if (parts.isEmpty()) {
            throw new BadSource(".section without a name");
        }
        if (!parts.get(0).startsWith(".note")) {
            pass.enter(parts.get(0));
        } else {
            pass.enter(".discarded");
        }
    }
}
