package org.maskflip.emulator.machine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.loader.ImageException;

/**
 * Snapshots in files: a mark, the version of the format, the length and the SHA-256 of the rest, which is compressed. A file is looked
 * into only when it is whole and unchanged. A file of that name is replaced only by one that is complete.
 */
public final class SnapshotFile {
    private static final byte[] MARK = "maskflip snapshot\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int SUM = 32;
    private static final int HEADER = MARK.length + Integer.BYTES + Long.BYTES + SUM;

    private SnapshotFile() {}

    /** Writes a snapshot; nothing is left, and nothing replaced, if that fails. */
    public static void write(Path file, Snapshot snapshot) throws IOException {
        byte[] body = compressed(snapshot);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.put(MARK).putInt(VERSION).putLong(body.length).put(sum(body));
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".part");
        try {
            try (var out = Files.newOutputStream(unfinished)) {
                out.write(header.array());
                out.write(body);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Reads a snapshot.
     *
     * @throws ImageException if the file is none, or not whole, or of another version
     */
    public static Snapshot read(Path file) throws IOException, ImageException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.toString();
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
            throw new ImageException(name + ": no snapshot of a machine; expected a file that --snapshot wrote");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, MARK.length, HEADER - MARK.length);
        int version = header.getInt();
        if (version != VERSION) {
            throw new ImageException(name + ": a snapshot of version " + version + "; expected version " + VERSION
                    + "; make it again with this program");
        }
        long length = header.getLong();
        byte[] sum = new byte[SUM];
        header.get(sum);
        if (length != bytes.length - HEADER) {
            throw new ImageException(name + ": damaged: " + (bytes.length - HEADER)
                    + " bytes behind the header; expected " + length + "; make it again");
        }
        byte[] body = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        if (!Arrays.equals(sum, sum(body))) {
            throw new ImageException(name + ": damaged: its checksum does not fit its contents; make it again");
        }
        return expanded(body);
    }

    private static byte[] sum(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] compressed(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 16))) {
            out.writeInt(snapshot.cpus());
            out.writeLong(snapshot.storageSize());
            out.writeUTF(snapshot.level().name());
            out.writeInt(snapshot.informationLevel());
            out.writeInt(snapshot.facilities().size());
            for (Facility facility : snapshot.facilities()) {
                out.writeUTF(facility.name());
            }
            out.writeInt(snapshot.state().length);
            out.write(snapshot.state());
            out.writeInt(snapshot.pages().size());
            for (var page : snapshot.pages().entrySet()) {
                out.writeInt(page.getKey());
                out.write(page.getValue());
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static Snapshot expanded(byte[] body) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(body)))) {
            int cpus = in.readInt();
            long storageSize = in.readLong();
            Level level = Level.valueOf(in.readUTF());
            int informationLevel = in.readInt();
            Set<Facility> facilities = EnumSet.noneOf(Facility.class);
            for (int left = in.readInt(); left > 0; left--) {
                facilities.add(Facility.valueOf(in.readUTF()));
            }
            byte[] state = new byte[in.readInt()];
            in.readFully(state);
            SortedMap<Integer, byte[]> pages = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                int number = in.readInt();
                byte[] page = new byte[Snapshot.PAGE];
                in.readFully(page);
                pages.put(number, page);
            }
            return new Snapshot(cpus, storageSize, level, facilities, informationLevel, state, pages);
        }
    }
}
