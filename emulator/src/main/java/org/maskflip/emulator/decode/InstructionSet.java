package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Instruction;

/** The rows of an architecture, by mnemonic and by operation code. Immutable. */
public final class InstructionSet {
    /** An instruction under one of its names: a row, and the alias that fixes one of its fields, or {@code null}. */
    public record Named(Instruction row, Alias alias) {}

    private static final class Everything {
        static final InstructionSet SET = load();
    }

    private final List<Instruction> rows;
    private final Map<String, Named> names;

    private InstructionSet(List<Instruction> rows, Map<String, Named> names) {
        this.rows = rows;
        this.names = names;
    }

    /** All rows of all chapters on the class path. */
    public static InstructionSet all() {
        return Everything.SET;
    }

    private static InstructionSet load() {
        List<Instruction> rows = new ArrayList<>();
        ServiceLoader.load(Chapter.class, InstructionSet.class.getClassLoader())
                .forEach(chapter -> rows.addAll(chapter.rows()));
        return of(rows);
    }

    /**
     * Exactly the given rows.
     *
     * @throws IllegalStateException if two rows share an operation code or a name
     */
    public static InstructionSet of(Collection<Instruction> rows) {
        List<Instruction> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Instruction::mnemonic));
        Map<String, Named> names = new LinkedHashMap<>();
        Map<Integer, Instruction> opcodes = new HashMap<>();
        for (Instruction row : sorted) {
            addName(names, row.mnemonic(), new Named(row, null));
            Instruction other = opcodes.put(opcodeKey(row), row);
            if (other != null) {
                throw new IllegalStateException(row + " and " + other + " share an operation code");
            }
        }
        for (Instruction row : sorted) {
            for (Alias alias : row.aliases()) {
                addName(names, alias.mnemonic(), new Named(row, alias));
            }
        }
        return new InstructionSet(List.copyOf(sorted), names);
    }

    private static int opcodeKey(Instruction row) {
        return row.opcode() << 8 | row.format().opcode().ordinal();
    }

    private static void addName(Map<String, Named> names, String name, Named named) {
        Named other = names.putIfAbsent(name, named);
        if (other != null) {
            throw new IllegalStateException(name + " names both " + other.row() + " and " + named.row());
        }
    }

    /** These rows, but the given ones instead of those with the same mnemonic: for tests that must show a wrong row. */
    public InstructionSet replacing(Instruction... replacements) {
        Map<String, Instruction> byName = new LinkedHashMap<>();
        rows.forEach(row -> byName.put(row.mnemonic(), row));
        for (Instruction replacement : replacements) {
            if (byName.put(replacement.mnemonic(), replacement) == null) {
                throw new IllegalStateException("no row " + replacement + " to replace");
            }
        }
        return of(byName.values());
    }

    /** All rows in order of their mnemonics. */
    public List<Instruction> rows() {
        return rows;
    }

    /** All mnemonics and aliases. */
    public Collection<String> names() {
        return names.keySet();
    }

    /** The row of a mnemonic or an alias in lower case, or {@code null}. */
    public Named find(String name) {
        return names.get(name);
    }

    /**
     * The row of a mnemonic.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Instruction row(String mnemonic) {
        Named named = names.get(mnemonic);
        if (named == null || named.alias() != null) {
            throw new IllegalArgumentException("no row " + mnemonic);
        }
        return named.row();
    }

    /** A decoder for a machine that offers the given facilities: rows of others are operation exceptions. */
    public Decoder decoder(Facilities facilities) {
        return new Decoder(rows, facilities);
    }
}
