package org.maskflip.emulator.loader.linux;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.maskflip.emulator.loader.ImageException;
import org.tukaani.xz.SingleXZInputStream;

/**
 * The kernel inside an installed image (vmlinuz): its bytes as they lie in storage after decompression and before relocation.
 *
 * @param address where its first byte belongs
 * @param kernel its bytes
 * @param imageSize its length in storage without what is zero at first, in bytes
 * @param zeroSize the length of what is zero at first (bss)
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record BootImage(long address, byte[] kernel, long imageSize, long zeroSize) {
    private static final int MARK = 0x10008;
    private static final byte[] MARK_TEXT = "S390EP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] XZ = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0};
    private static final byte[] GZIP = {0x1F, (byte) 0x8B, 8};
    private static final int LEAST = 1 << 20;
    private static final int PAGE = 4096;
    private static final Map<String, byte[]> OTHERS = Map.of(
            "zstd", new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD},
            "bzip2", new byte[] {'B', 'Z', 'h', '9', '1', 'A', 'Y'},
            "lz4", new byte[] {2, 0x21, 0x4C, 0x18},
            "lzo", new byte[] {(byte) 0x89, 'L', 'Z', 'O', 0, 13, 10});

    static boolean isBootImage(byte[] file) {
        return file.length > MARK + MARK_TEXT.length
                && Arrays.equals(file, MARK, MARK + MARK_TEXT.length, MARK_TEXT, 0, MARK_TEXT.length);
    }

    /**
     * Decompresses the kernel.
     *
     * @throws ImageException if there is none in it, or it is damaged or compressed in a way not known here
     */
    static BootImage read(String name, byte[] file) throws ImageException {
        IOException damage = null;
        for (int at = find(file, XZ, MARK); at >= 0; at = find(file, XZ, at + 1)) {
            try (InputStream in = new SingleXZInputStream(rest(file, at))) {
                return of(file, in.readAllBytes());
            } catch (IOException e) {
                damage = e;
            }
        }
        for (int at = find(file, GZIP, MARK); at >= 0; at = find(file, GZIP, at + 1)) {
            try (InputStream in = new GZIPInputStream(rest(file, at))) {
                byte[] kernel = in.readNBytes(Integer.MAX_VALUE - PAGE);
                if (kernel.length >= LEAST) {
                    return of(file, kernel);
                }
            } catch (IOException e) {
                // these three bytes begin no stream; the search goes on
            }
        }
        if (damage != null) {
            throw damaged(name, damage);
        }
        for (Map.Entry<String, byte[]> other : OTHERS.entrySet()) {
            if (find(file, other.getValue(), MARK) >= 0) {
                throw new ImageException(name + ": the kernel in this image is compressed with " + other.getKey()
                        + "; expected xz or gzip: give the vmlinux file instead");
            }
        }
        throw new ImageException(name + ": no compressed kernel found; expected an image that decompresses itself");
    }

    /**
     * Refuses an image whose kernel is compressed by xz and cannot be had out of it whole. Of other images nothing is said.
     *
     * @throws ImageException if the stream is damaged or cut off
     */
    static void checkStream(String name, byte[] file) throws ImageException {
        IOException damage = null;
        for (int at = find(file, XZ, MARK); at >= 0; at = find(file, XZ, at + 1)) {
            try (InputStream in = new SingleXZInputStream(rest(file, at))) {
                in.transferTo(OutputStream.nullOutputStream());
                return;
            } catch (IOException e) {
                damage = e;
            }
        }
        if (damage != null) {
            throw damaged(name, damage);
        }
    }

    private static ImageException damaged(String name, IOException damage) {
        String why = damage.getMessage() == null ? "" : " (" + damage.getMessage() + ")";
        return new ImageException(name + ": the xz stream of the kernel is damaged or cut off" + why
                + "; expected a whole image: get the file again");
    }

    private static InputStream rest(byte[] file, int at) {
        return new ByteArrayInputStream(file, at, file.length - at);
    }

    private static int find(byte[] file, byte[] wanted, int from) {
        for (int at = from; at <= file.length - wanted.length; at++) {
            if (Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    /** The decompressor knows where the kernel belongs: four doublewords, address, entry, size, and size of the rest. */
    private static BootImage of(byte[] file, byte[] kernel) throws IOException {
        if (kernel.length < LEAST) {
            throw new IOException("only " + kernel.length + " bytes");
        }
        long size = (kernel.length + PAGE - 1L) / PAGE * PAGE;
        ByteBuffer words = ByteBuffer.wrap(file);
        for (int at = MARK & -Long.BYTES; at + 4 * Long.BYTES <= file.length; at += Long.BYTES) {
            long address = words.getLong(at);
            long entry = words.getLong(at + 8);
            long length = words.getLong(at + 16);
            if ((length == size || length == kernel.length)
                    && address % PAGE == 0
                    && entry >= address
                    && entry < address + length) {
                return new BootImage(address, kernel, length, words.getLong(at + 24));
            }
        }
        throw new IOException("the decompressor says nowhere where " + kernel.length + " bytes belong");
    }
}
