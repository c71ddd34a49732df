package org.maskflip.emulator.loader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * An archive as the kernel unpacks it for its initial RAM disk: cpio's "newc" format, entries in the order given. Directories come
 * before what is in them. The same entries give the same bytes. Source: the kernel's description of the initramfs buffer format.
 */
public final class CpioArchive {
    private static final int DIRECTORY = 0040755;
    private static final int PROGRAM = 0100755;
    private static final int CHARACTER_DEVICE = 0020600;
    private static final int ALIGNMENT = 4;
    private static final String TRAILER = "TRAILER!!!";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Set<String> names = new HashSet<>();
    private int number;

    /** A directory. */
    public CpioArchive directory(String path) {
        return add(path, DIRECTORY, 0, 0, new byte[0]);
    }

    /** An executable file. */
    public CpioArchive program(String path, byte[] contents) {
        return add(path, PROGRAM, 0, 0, contents);
    }

    /** A character device; numbers from 0 on. */
    public CpioArchive characterDevice(String path, int major, int minor) {
        return add(path, CHARACTER_DEVICE, major, minor, new byte[0]);
    }

    private CpioArchive add(String path, int mode, int major, int minor, byte[] contents) {
        int slash = path.lastIndexOf('/');
        if (path.isEmpty() || path.startsWith("/") || slash == path.length() - 1) {
            throw new IllegalArgumentException("archive entry \"" + path + "\": a path without / at its ends expected");
        }
        if (slash > 0 && !names.contains(path.substring(0, slash))) {
            throw new IllegalArgumentException("archive entry \"" + path + "\": its directory first expected");
        }
        if (!names.add(path)) {
            throw new IllegalArgumentException("archive entry \"" + path + "\" is there already");
        }
        write(path, mode, major, minor, contents);
        return this;
    }

    private void write(String path, int mode, int major, int minor, byte[] contents) {
        byte[] name = path.getBytes(StandardCharsets.US_ASCII);
        int links = mode == DIRECTORY ? 2 : 1;
        number++;
        int[] fields = {number, mode, 0, 0, links, 0, contents.length, 0, 0, major, minor, name.length + 1, 0};
        // In the archive: inode, mode, user, group, links, time, size, device (2), represented device (2), name size,
        // sum.
        StringBuilder header = new StringBuilder("070701");
        for (int field : fields) {
            header.append(String.format(Locale.ROOT, "%08X", field));
        }
        bytes.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(name);
        bytes.write(0);
        pad();
        bytes.writeBytes(contents);
        pad();
    }

    private void pad() {
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(0);
        }
    }

    /** The archive so far, with its end mark. More may be added afterwards. */
    public byte[] toByteArray() {
        CpioArchive ended = new CpioArchive();
        ended.bytes.writeBytes(bytes.toByteArray());
        ended.number = -1;
        ended.write(TRAILER, 0, 0, 0, new byte[0]);
        return ended.bytes.toByteArray();
    }
}
