package org.maskflip.emulator.loader.linux;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.maskflip.emulator.arch.InstructionLength;
import org.maskflip.emulator.loader.ElfImage;
import org.maskflip.emulator.loader.ImageException;

/**
 * The code of a kernel or of a module as it lies in its file, and the kernel's own tables about it. Immutable; the arrays are not
 * to be changed.
 *
 * @param name the file's name, for messages
 * @param kind what kind of file it came from
 * @param parts what has bytes, in order of addresses; a module's sections stand at addresses of ours, aligned as they demand and
 *     not better
 * @param text the code that stays
 * @param initText the code that is dropped after start-up
 * @param readOnlyEnd the end of what is never stored into, behind the text
 * @param imageEnd the end of what the file gives, rounded up to a page; empty for a module
 * @param end the end of all, with what is zero at first; empty for a module
 * @param sites the addresses of first stages in the file's order; 0 where the table has an empty entry
 * @param stages where the second stages are, or are to be; empty for a module, whose stages are allocated when it is loaded
 * @param thirdStages name and address of each third stage
 * @param jumpLabels the jump labels in the file's order
 * @param alternatives the instructions that may be replaced at start-up; empty if the table was not found
 * @param symbols every address that has a name; with several names, the first
 * @param addresses the address of every symbol, the first of several with one name
 * @param functions the addresses of functions in both texts, ascending, each once
 * @param functionSource how it is known which symbol is a function
 */
@SuppressWarnings("ArrayRecordComponent") // large, read only, never compared
public record KernelCode(
        String name,
        Kind kind,
        List<Part> parts,
        Extent text,
        Extent initText,
        OptionalLong readOnlyEnd,
        OptionalLong imageEnd,
        OptionalLong end,
        long[] sites,
        Extent stages,
        Map<String, Long> thirdStages,
        List<JumpLabel> jumpLabels,
        List<Extent> alternatives,
        NavigableMap<Long, String> symbols,
        Map<String, Long> addresses,
        long[] functions,
        FunctionSource functionSource) {
    /** What a kernel's code was read from. */
    public enum Kind {
        /** An installed image that decompresses itself. */
        IMAGE,
        /** A linked ELF file, vmlinux. */
        EXECUTABLE,
        /** An ELF file yet to be linked, a module. */
        MODULE
    }

    /** How functions are told from other labels. */
    public enum FunctionSource {
        /** The symbol table says so. */
        SYMBOL_TYPE,
        /** Not at all: every text symbol counts. */
        ANY_TEXT_SYMBOL
    }

    /**
     * Bytes at an address.
     *
     * @param name the section, or what the bytes are
     * @param address where the first one is
     * @param bytes the bytes, not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // large, read only, never compared
    public record Part(String name, long address, byte[] bytes) {
        boolean contains(long wanted, int length) {
            return wanted >= address && wanted - address <= (long) bytes.length - length;
        }
    }

    /**
     * A branch that is switched on and off by its mask.
     *
     * @param address where the branch is
     * @param target where it goes
     */
    public record JumpLabel(long address, long target) {}

    /** The bytes of a BRASL. */
    public static final int CALL = 6;

    private static final int BRANCH_AND_SAVE_LONG = 0xC0E5;

    /** The name of the table of patch sites, as a section. */
    static final String SITE_TABLE = "__mcount_loc";

    /**
     * Reads a file of any of the three kinds.
     *
     * @throws ImageException if it is none of them, or damaged, or has no patch sites
     */
    public static KernelCode read(String name, byte[] file) throws ImageException {
        if (ElfImage.isElf(file)) {
            return new ElfKernel(name, file).read();
        }
        if (BootImage.isBootImage(file)) {
            return new FlatKernel(name, BootImage.read(name, file)).read();
        }
        throw new ImageException(
                name
                        + ": neither an ELF file nor a kernel image (S390EP at 10008); expected vmlinuz, vmlinux or a module (.ko)");
    }

    /**
     * Refuses a kernel image that is going to be booted and that cannot decompress itself, being cut off or damaged; as far as that
     * can be told.
     *
     * @throws ImageException if it is so
     */
    public static void checkImage(String name, byte[] file) throws ImageException {
        if (BootImage.isBootImage(file)) {
            BootImage.checkStream(name, file);
        }
    }

    /** The bytes from an address on; empty if the file has fewer than {@code length} there. */
    public ByteBuffer bytes(long address, int length) {
        for (Part part : parts) {
            if (part.contains(address, length)) {
                return ByteBuffer.wrap(part.bytes(), (int) (address - part.address()), length)
                        .slice()
                        .asReadOnlyBuffer();
            }
        }
        return ByteBuffer.allocate(0);
    }

    /** The address of a symbol, if there is one of that name. */
    public OptionalLong address(String symbol) {
        Long address = addresses.get(symbol);
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    /**
     * The address of a symbol that there has to be.
     *
     * @param expected the kernel that has it, for the message
     * @throws ImageException if there is none
     */
    public long address(String symbol, String expected) throws ImageException {
        return address(symbol)
                .orElseThrow(() -> new ImageException(name + ": no symbol " + symbol + "; expected " + expected));
    }

    /** The addresses of the instructions from one up to the next symbol, decoded one after the other. */
    public LongStream instructions(long from) {
        long end = endOfSymbol(from);
        return LongStream.iterate(
                from,
                at -> at < end,
                at -> at + InstructionLength.of(bytes(at, 1).get(0)));
    }

    /** Whether a BRASL at an address goes to a routine. */
    public boolean isCall(long address, long routine) {
        ByteBuffer bytes = bytes(address, CALL);
        return bytes.hasRemaining()
                && (bytes.getShort(0) & 0xFFFF) == BRANCH_AND_SAVE_LONG
                && address + 2L * bytes.getInt(2) == routine;
    }

    /** The address of the next symbol behind an address, or the last address of all. */
    public long endOfSymbol(long address) {
        Long next = symbols.higherKey(address);
        return next == null ? Long.MAX_VALUE : next;
    }

    /** The symbol before or at an address and the distance from it, as {@code vfs_read+6}; the address alone if none. */
    public String place(long address) {
        Map.Entry<Long, String> symbol = symbols.floorEntry(address);
        if (symbol == null) {
            return Long.toHexString(address);
        }
        long distance = address - symbol.getKey();
        return symbol.getValue() + (distance == 0 ? "" : "+" + Long.toHexString(distance));
    }
}
