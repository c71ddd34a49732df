package org.maskflip.emulator.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.DirectStorage;

class KernelImageTest {
    private static final long STORAGE = 64L << 20;

    /** As much of a kernel as a loader looks at. */
    private static byte[] image(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.position(0x10008);
        bytes.put("S390EP".getBytes(StandardCharsets.US_ASCII));
        bytes.putLong(0x10428, 0x11800).putLong(0x10430, 0x1000);
        bytes.put(0x11800, "6.1.0-test (builder)\0".getBytes(StandardCharsets.US_ASCII));
        bytes.put(0x10480, "root=/dev/ram0 with a long tail".getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    private static byte[] at(AbsoluteStorage storage, long address, int length) {
        byte[] bytes = new byte[length];
        storage.read(address, bytes, 0, length);
        return bytes;
    }

    @Test
    void with_commandLineAndRamDisk_areWhereTheKernelLooks() throws ImageException {
        AbsoluteStorage storage = new DirectStorage(STORAGE);
        KernelImage kernel = KernelImage.of("vmlinuz", image(0x20000));
        LoadedImage loaded = kernel.with("quiet", new byte[] {1, 2, 3}, STORAGE);
        loaded.store(storage);
        assertThat(loaded.entry()).hasValue(0x10000);
        assertThat(at(storage, 0x10480, 32))
                .startsWith('q', 'u', 'i', 'e', 't', 0)
                .endsWith(0, 0, 0);
        long start = storage.getAcquire(0x10408, 8);
        assertThat(start).isEqualTo(0x800000);
        assertThat(storage.getAcquire(0x10410, 8)).isEqualTo(3);
        assertThat(at(storage, start, 4)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void with_noRamDisk_leavesItsPlaceZero() throws ImageException {
        AbsoluteStorage storage = new DirectStorage(STORAGE);
        KernelImage.of("vmlinuz", image(0x20000)).with("", new byte[0], STORAGE).store(storage);
        assertThat(storage.getAcquire(0x10408, 8)).isZero();
        assertThat(storage.getAcquire(0x10410, 8)).isZero();
    }

    @Test
    void with_largeKernel_putsRamDiskAMebibyteBehindIt() throws ImageException {
        AbsoluteStorage storage = new DirectStorage(STORAGE);
        KernelImage.of("vmlinuz", image(0x900001))
                .with("", new byte[] {9}, STORAGE)
                .store(storage);
        assertThat(storage.getAcquire(0x10408, 8)).isEqualTo(0xa01000);
    }

    @Test
    void version_isTheTextThatTheImagePointsTo() throws ImageException {
        assertThat(KernelImage.of("vmlinuz", image(0x20000)).version()).isEqualTo("6.1.0-test (builder)");
    }

    @Test
    void version_pointerOutsideTheFile_isEmpty() throws ImageException {
        byte[] bytes = image(0x20000);
        ByteBuffer.wrap(bytes).putLong(0x10428, 0x7FFF_FFFF_0000L);
        assertThat(KernelImage.of("vmlinuz", bytes).version()).isEmpty();
    }

    @Test
    void with_commandLineTooLong_isRefusedWithBothLengths() throws ImageException {
        KernelImage kernel = KernelImage.of("vmlinuz", image(0x20000));
        assertThatThrownBy(() -> kernel.with("x".repeat(4096), new byte[0], STORAGE))
                .isInstanceOf(ImageException.class)
                .hasMessageContainingAll("4096 characters", "at most 4095");
    }

    @Test
    void with_tooLittleStorage_saysHowMuchIsNeeded() throws ImageException {
        KernelImage kernel = KernelImage.of("vmlinuz", image(0x20000));
        assertThatThrownBy(() -> kernel.with("", new byte[0], 32L << 20))
                .isInstanceOf(ImageException.class)
                .hasMessageContainingAll("storage of 32 MiB", "at least 48 MiB");
    }

    @Test
    void of_truncatedOrForeignFiles_saysWhatTheyAre() {
        byte[] elf = new byte[0x20000];
        elf[0] = 0x7F;
        elf[1] = 'E';
        elf[2] = 'L';
        elf[3] = 'F';
        byte[] zipped = new byte[0x20000];
        zipped[0] = 0x1F;
        zipped[1] = (byte) 0x8B;
        byte[] foreign = new byte[0x20000];
        System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, foreign, 0x202, 4);
        assertThatThrownBy(() -> KernelImage.of("f", new byte[7]))
                .hasMessage("f: 7 bytes; expected a kernel image for s390x, of some megabytes");
        assertThatThrownBy(() -> KernelImage.of("f", elf)).hasMessageContaining("an ELF file");
        assertThatThrownBy(() -> KernelImage.of("f", zipped)).hasMessageContaining("compressed by gzip");
        assertThatThrownBy(() -> KernelImage.of("f", foreign)).hasMessageContaining("a kernel for x86");
        assertThatThrownBy(() -> KernelImage.of("f", java.util.Arrays.copyOf(image(0x20000), 0x11000)))
                .hasMessageContaining("within its parameter area")
                .isInstanceOf(ImageException.class);
    }
}
