package org.maskflip.emulator.loader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sections, symbols and relocations of an ELF file for s390x, linked or not. Every offset and count is checked before it is
 * used. Source: System V ABI, "Object Files".
 */
public final class ElfSections {
    /** A section; the type and flags as in the file. */
    public record Section(
            int index,
            String name,
            int type,
            long flags,
            long address,
            long offset,
            long size,
            int link,
            int info,
            long alignment) {
        /** Whether it takes storage. */
        public boolean isLoaded() {
            return (flags & ALLOCATED) != 0;
        }

        /** Whether it holds instructions. */
        public boolean isCode() {
            return (flags & EXECUTABLE) != 0 && type == CONTENTS;
        }
    }

    /** A symbol: in a linked file the value is an address, else an offset into its section. */
    public record Symbol(String name, long value, long size, int type, int section) {
        /** Whether its type says that it is a function. */
        public boolean isFunction() {
            return type == FUNCTION;
        }

        /** Whether it names a place in this file. */
        public boolean isDefined() {
            return section != UNDEFINED && type < FILE_SYMBOL && !name.isEmpty();
        }
    }

    /** A relocation of the section it belongs to. */
    public record Relocation(long offset, int type, Symbol symbol, long addend) {}

    /** The type of a section with contents in the file. */
    public static final int CONTENTS = 1;

    private static final int TYPE_RELOCATABLE = 1;
    private static final int HEADER = 64;
    private static final int MACHINE_S390 = 22;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL_TABLE = 2;
    private static final int RELOCATIONS = 4;
    private static final int SYMBOL = 24;
    private static final int RELOCATION = 24;
    private static final int FUNCTION = 2;
    private static final int UNDEFINED = 0;
    private static final int FILE_SYMBOL = 4;
    private static final long ALLOCATED = 2;
    private static final long EXECUTABLE = 4;

    private final String name;
    private final ByteBuffer file;
    private final List<Section> sections = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();

    private ElfSections(String name, byte[] bytes) {
        this.name = name;
        file = ByteBuffer.wrap(bytes);
    }

    /**
     * Reads the headers and symbols.
     *
     * @param name the file's name, for messages
     * @throws ImageException if it is no complete file for this machine, or has no sections
     */
    public static ElfSections read(String name, byte[] bytes) throws ImageException {
        ElfSections object = new ElfSections(name, bytes);
        object.readSections();
        object.readSymbols();
        return object;
    }

    private void readSections() throws ImageException {
        if (!ElfImage.isElf(file.array()) || file.capacity() < HEADER) {
            throw ImageException.of(name, "no complete ELF header", "an ELF file");
        }
        if (file.get(4) != 2 || file.get(5) != 2 || file.getShort(18) != MACHINE_S390) {
            throw ImageException.of(name, "an ELF file for another machine", "64-bit, big-endian, IBM S/390 (22)");
        }
        long table = file.getLong(40);
        int size = file.getShort(58) & 0xFFFF;
        int count = file.getShort(60) & 0xFFFF;
        int names = file.getShort(62) & 0xFFFF;
        if (count == 0 || names >= count) {
            throw ImageException.of(
                    name, "no section headers", "a file with sections; one that strip has emptied says too little");
        }
        if (size < SECTION_HEADER) {
            throw ImageException.of(name, "section headers of " + size + " bytes", SECTION_HEADER + " bytes each");
        }
        check("section header table", table, (long) size * count);
        int nameHeader = (int) table + names * size;
        long nameOffset = file.getLong(nameHeader + 24);
        long nameLength = file.getLong(nameHeader + 32);
        check("section name table", nameOffset, nameLength);
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * size;
            sections.add(new Section(
                    i,
                    text(nameOffset, nameLength, file.getInt(at)),
                    file.getInt(at + 4),
                    file.getLong(at + 8),
                    file.getLong(at + 16),
                    file.getLong(at + 24),
                    file.getLong(at + 32),
                    file.getInt(at + 40),
                    file.getInt(at + 44),
                    Math.max(1, file.getLong(at + 48))));
        }
    }

    private void readSymbols() throws ImageException {
        for (Section section : sections) {
            if (section.type() == SYMBOL_TABLE) {
                Section strings = strings(section.link());
                check("symbol table", section.offset(), section.size());
                check("string table", strings.offset(), strings.size());
                for (long at = 0; at + SYMBOL <= section.size(); at += SYMBOL) {
                    int entry = (int) (section.offset() + at);
                    symbols.add(new Symbol(
                            text(strings.offset(), strings.size(), file.getInt(entry)),
                            file.getLong(entry + 8),
                            file.getLong(entry + 16),
                            file.get(entry + 4) & 0xF,
                            file.getShort(entry + 6) & 0xFFFF));
                }
            }
        }
    }

    private Section strings(int index) throws ImageException {
        if (index < 0 || index >= sections.size()) {
            throw ImageException.of(
                    name, "symbol table with string section " + index, "a section below " + sections.size());
        }
        return sections.get(index);
    }

    /** Whether the file is one of several yet to be linked, as a kernel module is. */
    public boolean isRelocatable() {
        return file.getShort(16) == TYPE_RELOCATABLE;
    }

    /** In the file's order. */
    public List<Section> sections() {
        return sections;
    }

    /** The first section of a name. */
    public Optional<Section> section(String wanted) {
        return sections.stream().filter(s -> s.name().equals(wanted)).findFirst();
    }

    /** Of all symbol tables, in the file's order. */
    public List<Symbol> symbols() {
        return symbols;
    }

    /** The bytes that a section has in the file. */
    public byte[] bytes(Section section) throws ImageException {
        check("section " + section.name(), section.offset(), section.size());
        byte[] bytes = new byte[(int) section.size()];
        file.get((int) section.offset(), bytes);
        return bytes;
    }

    /** The relocations of a section, in the file's order. */
    public List<Relocation> relocations(Section of) throws ImageException {
        List<Relocation> found = new ArrayList<>();
        for (Section section : sections) {
            if (section.type() == RELOCATIONS && section.info() == of.index()) {
                check("section " + section.name(), section.offset(), section.size());
                for (long at = 0; at + RELOCATION <= section.size(); at += RELOCATION) {
                    int entry = (int) (section.offset() + at);
                    int symbol = file.getInt(entry + 8);
                    if (symbol < 0 || symbol >= symbols.size()) {
                        throw ImageException.of(name, "a relocation of symbol " + symbol, "one of " + symbols.size());
                    }
                    found.add(new Relocation(
                            file.getLong(entry),
                            file.getInt(entry + 12),
                            symbols.get(symbol),
                            file.getLong(entry + 16)));
                }
            }
        }
        return found;
    }

    private String text(long table, long length, int at) {
        if (at < 0 || at >= length) {
            return "";
        }
        int begin = (int) table + at;
        int limit = (int) (table + length);
        int end = begin;
        while (end < limit && file.get(end) != 0) {
            end++;
        }
        return new String(file.array(), begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    private void check(String what, long offset, long length) throws ImageException {
        checkRange(name, file, what, offset, length);
    }

    /** That a part of a file is inside it. */
    static void checkRange(String name, ByteBuffer file, String what, long offset, long length) throws ImageException {
        if (offset < 0 || length < 0 || offset > file.capacity() || length > file.capacity() - offset) {
            throw ImageException.of(
                    name,
                    String.format("%s at offset %x with %x bytes", what, offset, length),
                    String.format("it inside the file of %x bytes; the file may be cut off", file.capacity()));
        }
    }
}
