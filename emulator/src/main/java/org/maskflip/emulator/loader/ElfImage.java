package org.maskflip.emulator.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads an ELF executable: 64-bit, big-endian, for IBM S/390, statically linked at absolute addresses. Every offset, size and
 * count of the file is checked before it is used. Source: System V ABI, "Object Files".
 */
public final class ElfImage {
    private static final int HEADER = 64;
    private static final int CLASS_64 = 2;
    private static final int DATA_BIG_ENDIAN = 2;
    private static final int TYPE_EXECUTABLE = 2;
    private static final int MACHINE_S390 = 22;
    private static final int PROGRAM_HEADER = 56;
    private static final int LOAD = 1;
    private static final int SECTION_COUNT = 60;

    private final String name;
    private final ByteBuffer file;

    private ElfImage(String name, byte[] bytes) {
        this.name = name;
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    }

    /** Whether the bytes begin like an ELF file. */
    public static boolean isElf(byte[] bytes) {
        return bytes.length >= 4 && bytes[0] == 0x7F && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
    }

    /**
     * Reads a whole file.
     *
     * @param name the file's name, for messages
     * @throws ImageException if it is anything but a complete executable for this machine
     */
    public static LoadedImage read(String name, byte[] bytes) throws ImageException {
        return new ElfImage(name, bytes).read();
    }

    private LoadedImage read() throws ImageException {
        checkHeader();
        List<Segment> segments = segments();
        if (segments.isEmpty()) {
            throw ImageException.of(name, "no segment to load", "at least one PT_LOAD program header");
        }
        long entry = file.getLong(24);
        boolean inside = segments.stream().anyMatch(s -> entry >= s.address() && entry < s.end());
        if (!inside || (entry & 1) != 0) {
            throw ImageException.of(
                    name,
                    String.format("entry address %x", entry),
                    "an even address inside a loaded segment; link with an entry symbol (ld -e)");
        }
        return LoadedImage.of(name, segments, symbols(), OptionalLong.of(entry));
    }

    private void checkHeader() throws ImageException {
        if (!isElf(file.array())) {
            throw ImageException.of(name, "no ELF header", "an ELF file, or --raw-address for a raw image");
        }
        if (file.capacity() < HEADER) {
            throw ImageException.of(name, "ELF header cut off after " + file.capacity() + " bytes", HEADER + " bytes");
        }
        check("class", file.get(4), CLASS_64, "64-bit (2): build with -m64");
        check("data encoding", file.get(5), DATA_BIG_ENDIAN, "big-endian (2)");
        check("machine", file.getShort(18), MACHINE_S390, "IBM S/390 (22)");
        check("type", file.getShort(16), TYPE_EXECUTABLE, "executable (2): link statically without -pie and -r");
    }

    private void check(String what, int found, int expected, String words) throws ImageException {
        if (found != expected) {
            throw ImageException.of(name, "ELF " + what + " " + (found & 0xFFFF), words);
        }
    }

    private List<Segment> segments() throws ImageException {
        long table = file.getLong(32);
        int size = file.getShort(54) & 0xFFFF;
        int count = file.getShort(56) & 0xFFFF;
        if (count > 0 && size < PROGRAM_HEADER) {
            throw ImageException.of(name, "program headers of " + size + " bytes", PROGRAM_HEADER + " bytes each");
        }
        checkRange("program header table", table, (long) size * count);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * size;
            if (file.getInt(at) == LOAD && file.getLong(at + 40) != 0) {
                segments.add(segment(i, at));
            }
        }
        return segments;
    }

    private Segment segment(int index, int at) throws ImageException {
        long offset = file.getLong(at + 8);
        long address = file.getLong(at + 24);
        long inFile = file.getLong(at + 32);
        long inStorage = file.getLong(at + 40);
        String what = "segment " + index;
        checkRange(what, offset, inFile);
        if (inStorage < inFile) {
            throw ImageException.of(
                    name,
                    String.format("%s has %x bytes in the file but only %x in storage", what, inFile, inStorage),
                    "a storage size not less than the file size");
        }
        if (address < 0 || address + inStorage < address) {
            throw ImageException.of(
                    name,
                    String.format("%s at %x with %x bytes", what, address, inStorage),
                    "a segment below the end of the address space");
        }
        byte[] bytes = new byte[(int) inFile];
        file.get((int) offset, bytes);
        return new Segment(address, bytes, inStorage);
    }

    private void checkRange(String what, long offset, long length) throws ImageException {
        ElfSections.checkRange(name, file, what, offset, length);
    }

    /** A file without sections has no symbols. */
    private Map<String, Long> symbols() throws ImageException {
        Map<String, Long> symbols = new TreeMap<>();
        if (file.getShort(SECTION_COUNT) == 0) {
            return symbols;
        }
        for (ElfSections.Symbol symbol : ElfSections.read(name, file.array()).symbols()) {
            if (symbol.isDefined()) {
                symbols.putIfAbsent(symbol.name(), symbol.value());
            }
        }
        return symbols;
    }
}
