package org.maskflip.emulator.loader.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.loader.ImageException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BootImageTest {
    private static final int STREAM = 0x20000;

    private final byte[] kernel = new byte[(1 << 20) + 5000];

    BootImageTest() {
        new Random(1).nextBytes(kernel);
    }

    @Test
    void read_xzStream_givesKernelAndWhereItBelongs() throws Exception {
        check(BootImage.read("vmlinuz", image(xz())));
    }

    @Test
    void read_gzipStream_givesKernelAndWhereItBelongs() throws Exception {
        check(BootImage.read("vmlinuz", image(gzip())));
    }

    private void check(BootImage image) {
        assertThat(image.kernel()).isEqualTo(kernel);
        assertThat(image.address()).isEqualTo(0x100000);
        assertThat(image.imageSize()).isEqualTo((kernel.length + 4095L) / 4096 * 4096);
        assertThat(image.zeroSize()).isEqualTo(0xAD000);
    }

    @Test
    void read_streamCutOff_saysSo() throws IOException {
        byte[] whole = image(xz());
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> BootImage.read("vmlinuz", cut))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("vmlinuz: the xz stream of the kernel is damaged or cut off");
    }

    @Test
    void read_damagedByte_saysSo() throws IOException {
        byte[] damaged = image(xz());
        damaged[STREAM + 70_000] ^= 1;
        assertThatThrownBy(() -> BootImage.read("vmlinuz", damaged)).hasMessageContaining("damaged or cut off");
    }

    @Test
    void checkStream_wholeOrOfAnotherKind_isNotRefused() throws Exception {
        BootImage.checkStream("vmlinuz", image(xz()));
        BootImage.checkStream("vmlinuz", image(gzip()));
        BootImage.checkStream("vmlinuz", image(new byte[5000]));
    }

    @Test
    void checkStream_cutOff_saysSo() throws IOException {
        byte[] whole = image(xz());
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> BootImage.checkStream("vmlinuz", cut))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "vmlinuz: the xz stream of the kernel is damaged or cut off; expected a whole image: get the"
                                + " file again");
    }

    @Test
    void read_otherCompression_namesIt() {
        byte[] stream = Arrays.copyOf(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}, 5000);
        assertThatThrownBy(() -> BootImage.read("vmlinuz", image(stream)))
                .hasMessage("vmlinuz: the kernel in this image is compressed with zstd; expected xz or gzip: give the"
                        + " vmlinux file instead");
    }

    @Test
    void read_noStream_saysSo() {
        assertThatThrownBy(() -> BootImage.read("vmlinuz", image(new byte[5000])))
                .hasMessageContaining("no compressed kernel found");
    }

    private byte[] xz() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
            out.write(kernel);
        }
        return bytes.toByteArray();
    }

    private byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(kernel);
        }
        return bytes.toByteArray();
    }

    private byte[] image(byte[] stream) {
        ByteBuffer image = ByteBuffer.allocate(STREAM + stream.length);
        image.put(0x10008, "S390EP".getBytes(StandardCharsets.US_ASCII));
        image.putLong(0x18000, 0x100000);
        image.putLong(0x18008, 0x100000);
        image.putLong(0x18010, (kernel.length + 4095L) / 4096 * 4096);
        image.putLong(0x18018, 0xAD000);
        image.put(STREAM, stream);
        return image.array();
    }
}
