package org.maskflip.emulator.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A Linux kernel as it is installed ({@code vmlinuz}, {@code bzImage}): a flat image of storage from absolute 0 on that decompresses
 * itself. Its parameter area takes a command line and tells where the initial RAM disk is. Source: the layout as measured on images,
 * see {@code docs/boot.md}.
 */
public final class KernelImage {
    /** Where every such image starts: 64-bit addressing, DAT off. */
    public static final long ENTRY = 0x10000;

    private static final int MARK = 0x10008;
    private static final byte[] MARK_TEXT = "S390EP".getBytes(StandardCharsets.US_ASCII);
    private static final int INITRD_START = 0x10408;
    private static final int INITRD_SIZE = 0x10410;
    private static final int VERSION_POINTER = 0x10428;
    private static final int COMMAND_LINE_SIZE = 0x10430;
    private static final int COMMAND_LINE = 0x10480;
    /** The length of the command line's field in images that do not say it. */
    private static final long OLD_COMMAND_LINE_SIZE = 896;

    private static final long LONGEST_VERSION = 256;
    private static final long MIB = 1L << 20;
    private static final long LOWEST_INITRD = 8 * MIB;
    private static final int PAGE = 4096;

    /** Less storage than this ends in the kernel's own panic, or before it can say a word. */
    private static final long LEAST_STORAGE = 48 * MIB;

    private static final byte[] GZIP = {0x1F, (byte) 0x8B};

    private final String name;
    private final ByteBuffer file;

    private KernelImage(String name, byte[] bytes) {
        this.name = name;
        file = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Takes the bytes of an image.
     *
     * @param name the file's name, for messages
     * @throws ImageException if they are not a kernel's, or not all of it
     */
    public static KernelImage of(String name, byte[] bytes) throws ImageException {
        if (bytes.length < 2 || bytes.length < MARK + MARK_TEXT.length) {
            throw ImageException.of(name, bytes.length + " bytes", "a kernel image for s390x, of some megabytes");
        }
        if (!Arrays.equals(bytes, MARK, MARK + MARK_TEXT.length, MARK_TEXT, 0, MARK_TEXT.length)) {
            throw ImageException.of(
                    name, what(bytes), "S390EP at 10008, as in an installed s390x kernel (vmlinuz, bzImage)");
        }
        if (bytes.length < COMMAND_LINE + OLD_COMMAND_LINE_SIZE) {
            throw ImageException.of(
                    name,
                    "the file ends after " + bytes.length + " bytes, within its parameter area",
                    "the whole image");
        }
        KernelImage image = new KernelImage(name, bytes);
        if (image.commandLineSize() > bytes.length - COMMAND_LINE) {
            throw ImageException.of(
                    name,
                    "the file ends after " + bytes.length + " bytes, within its parameter area, whose command line has "
                            + image.commandLineSize(),
                    "the whole image");
        }
        return image;
    }

    private static String what(byte[] bytes) {
        if (ElfImage.isElf(bytes)) {
            return "an ELF file";
        }
        if (Arrays.equals(bytes, 0, 2, GZIP, 0, 2)) {
            return "a file compressed by gzip";
        }
        if (bytes.length > 0x206 && new String(bytes, 0x202, 4, StandardCharsets.US_ASCII).equals("HdrS")) {
            return "a kernel for x86";
        }
        if (bytes.length > 0x40 && new String(bytes, 0x38, 4, StandardCharsets.ISO_8859_1).equals("ARMd")) {
            return "a kernel for Arm";
        }
        return String.format(
                "no kernel image (it begins with %08x)", ByteBuffer.wrap(bytes).getInt(0));
    }

    public String name() {
        return name;
    }

    /** What the image says of itself, as in {@code 6.1.0-50-s390x (…)}; empty if it says nothing. */
    public String version() {
        long start = file.getLong(VERSION_POINTER);
        if (start < ENTRY || start >= file.capacity()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (long at = start;
                at < Math.min(file.capacity(), start + LONGEST_VERSION) && file.get((int) at) != 0;
                at++) {
            char character = (char) (file.get((int) at) & 0xFF);
            if (character < ' ' || character > '~') {
                return "";
            }
            text.append(character);
        }
        return text.toString();
    }

    /** Bytes that the command line may have, its final zero included. */
    public long commandLineSize() {
        long size = file.getLong(COMMAND_LINE_SIZE);
        return size < OLD_COMMAND_LINE_SIZE || size > LOWEST_INITRD ? OLD_COMMAND_LINE_SIZE : size;
    }

    /**
     * The image with its parameters, ready to be loaded.
     *
     * @param commandLine printable ASCII
     * @param initialRamDisk an archive; empty for none
     * @param storageSize of the machine, in bytes
     * @throws ImageException if the command line is too long, or storage too small
     */
    public LoadedImage with(String commandLine, byte[] initialRamDisk, long storageSize) throws ImageException {
        byte[] line = commandLine.getBytes(StandardCharsets.US_ASCII);
        if (!commandLine.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw ImageException.of(name, "the command line \"" + commandLine + "\"", "printable ASCII characters");
        }
        if (line.length >= commandLineSize()) {
            throw ImageException.of(
                    name,
                    "a command line of " + line.length + " characters",
                    "at most " + (commandLineSize() - 1) + ", which is what this kernel takes");
        }
        long start = Math.max(LOWEST_INITRD, (file.capacity() + MIB + PAGE - 1) / PAGE * PAGE);
        long needed = Math.max(LEAST_STORAGE, start + initialRamDisk.length + 4 * MIB);
        if (storageSize < needed) {
            throw ImageException.of(
                    name,
                    "storage of " + storageSize / MIB + " MiB",
                    "at least " + (needed + MIB - 1) / MIB + " MiB for this kernel and its initial RAM disk");
        }
        byte[] bytes = file.array().clone();
        ByteBuffer area = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        Arrays.fill(bytes, COMMAND_LINE, COMMAND_LINE + (int) commandLineSize(), (byte) 0);
        area.put(COMMAND_LINE, line);
        List<Segment> segments = new ArrayList<>();
        if (initialRamDisk.length > 0) {
            area.putLong(INITRD_START, start);
            area.putLong(INITRD_SIZE, initialRamDisk.length);
            segments.add(Segment.of(start, initialRamDisk));
        }
        segments.add(Segment.of(0, bytes));
        return LoadedImage.of(name, segments, Map.of(), OptionalLong.of(ENTRY));
    }
}
