package org.maskflip.emulator.decode;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Assembles guest programs: the syntax of GNU as for s390x, with labels and local labels, data and alignment directives,
 * expressions, macros, conditions, repetitions and includes. Sections are laid out one after the other from address 0 on, in the
 * order of their first appearance, the text first.
 */
public final class Assembler {
    /** After so many problems an assembly is given up. */
    public static final int MAX_PROBLEMS = 20;

    /** Passes until all labels must have settled. */
    private static final int MAX_PASSES = 8;

    private final InstructionSet instructions;
    private final Map<String, Long> predefined = new TreeMap<>();
    private SourceResolver resolver = SourceResolver.NONE;

    /** An assembler for all instructions of all chapters. */
    public Assembler() {
        this(InstructionSet.all());
    }

    /** An assembler for the given instructions. */
    public Assembler(InstructionSet instructions) {
        this.instructions = Objects.requireNonNull(instructions);
    }

    /** Defines a symbol before the source is read: a variant of the program. */
    public Assembler define(String symbol, long value) {
        predefined.put(symbol, value);
        return this;
    }

    /** Says where included files come from. */
    public Assembler resolver(SourceResolver files) {
        resolver = files;
        return this;
    }

    /**
     * Assembles a source. The last pass finds every problem that an earlier one would.
     *
     * @param name the source's name, for messages and the line table
     * @throws AssemblyException with every problem found, up to {@link #MAX_PROBLEMS}
     */
    public Program assemble(String name, String source) throws AssemblyException {
        List<SourceLine> lines = Lines.statements(name, source);
        Map<String, Section> sections = Pass.newSections();
        Map<String, Long> before = Map.of();
        for (int count = 1; count < MAX_PASSES; count++) {
            Pass pass = run(lines, sections, before, InstructionEncoder.Unknown.IS_ZERO);
            layOut(sections);
            if (pass.symbols().equals(before)) {
                break;
            }
            before = pass.symbols();
        }
        Pass last = run(lines, sections, before, InstructionEncoder.Unknown.IS_AN_ERROR);
        if (!last.problems().isEmpty()) {
            throw new AssemblyException(last.problems());
        }
        if (!last.symbols().equals(before)) {
            throw new AssemblyException(List.of(new Problem(
                    name,
                    1,
                    "the labels do not settle; expected sizes and"
                            + " alignments that do not depend on the labels behind them")));
        }
        return program(name, sections, last);
    }

    private Pass run(
            List<SourceLine> lines,
            Map<String, Section> sections,
            Map<String, Long> before,
            InstructionEncoder.Unknown unknown) {
        Pass pass = new Pass(instructions, sections, before, predefined, unknown);
        pass.run(lines, resolver);
        return pass;
    }

    private static void layOut(Map<String, Section> sections) {
        long address = 0;
        for (Section section : sections.values()) {
            long aligned = (address + section.alignment() - 1) / section.alignment() * section.alignment();
            section.setBase(aligned);
            address = aligned + section.size();
        }
    }

    private static Program program(String name, Map<String, Section> sections, Pass pass) {
        TreeMap<String, Long> symbols = new TreeMap<>(pass.symbols());
        symbols.keySet().removeIf(symbol -> symbol.indexOf('\u0001') >= 0);
        List<Program.Piece> pieces = sections.values().stream()
                .filter(section -> !".discarded".equals(section.name()))
                .flatMap(section -> section.pieces().stream())
                .toList();
        return new Program(name, pieces, symbols, pass.lines());
    }
}
