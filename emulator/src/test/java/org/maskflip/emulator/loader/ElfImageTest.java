package org.maskflip.emulator.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElfImageTest {
    private static final byte[] CODE = {7, (byte) 0xFE, 1, 2, 3, 4};

    private static byte[] valid() {
        return new ElfBuilder(0x10000)
                .load(0x1A0, new byte[16], 16)
                .load(0x10000, CODE, 0x2000)
                .symbol("_start", 0x10000)
                .symbol("table", 0x11000)
                .build();
    }

    @Test
    void valid_isReadWithSegmentsSymbolsAndEntry() throws ImageException {
        LoadedImage image = ElfImage.read("a.elf", valid());

        assertThat(image.segments())
                .containsExactly(new Segment(0x1A0, new byte[16], 16), new Segment(0x10000, CODE, 0x2000));
        assertThat(image.entry()).isEqualTo(OptionalLong.of(0x10000));
        assertThat(image.symbol("table")).hasValue(0x11000);
        assertThat(image.symbol("nothing")).isEmpty();
        assertThat(image.end()).isEqualTo(0x12000);
    }

    @Test
    void truncated_atAnyLength_isRefusedOrComplete() {
        byte[] file = valid();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> ElfImage.read("cut.elf", cut))
                    .as("length %d", length)
                    .isInstanceOf(ImageException.class)
                    .hasMessageStartingWith("cut.elf: ")
                    .hasMessageContaining("; expected ");
        }
    }

    @Test
    void wrongClass_isNamed() {
        assertRefused(4, (byte) 1, "ELF class 1; expected 64-bit");
    }

    @Test
    void wrongByteOrder_isNamed() {
        assertRefused(5, (byte) 1, "ELF data encoding 1; expected big-endian");
    }

    @Test
    void wrongMachine_isNamed() {
        assertRefused(19, (byte) 62, "ELF machine 62; expected IBM S/390");
    }

    @Test
    void relocatable_isNamed() {
        assertRefused(17, (byte) 1, "ELF type 1; expected executable");
    }

    private static void assertRefused(int offset, byte value, String message) {
        byte[] file = valid();
        file[offset] = value;
        assertThatThrownBy(() -> ElfImage.read("x.elf", file))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void overlappingSegments_areRefused() {
        byte[] file = new ElfBuilder(0x1000)
                .load(0x1000, new byte[8], 8)
                .load(0x1004, new byte[8], 8)
                .build();

        assertThatThrownBy(() -> ElfImage.read("o.elf", file))
                .hasMessageContaining("segments 1000..1008 and 1004..100c overlap");
    }

    @Test
    void entryOutsideSegments_isRefused() {
        byte[] file = new ElfBuilder(0x3000).load(0x1000, new byte[8], 8).build();

        assertThatThrownBy(() -> ElfImage.read("e.elf", file)).hasMessageContaining("entry address 3000");
    }

    @Test
    void segmentSmallerInStorageThanInFile_isRefused() {
        byte[] file = new ElfBuilder(0x1000).load(0x1000, new byte[8], 8).build();
        ByteBuffer.wrap(file).putLong(64 + 40, 4);

        assertThatThrownBy(() -> ElfImage.read("s.elf", file)).hasMessageContaining("only 4 in storage");
    }

    @Test
    void anotherFile_isNotElf() {
        assertThatThrownBy(() ->
                        ElfImage.read("README.md", "hello, world".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("no ELF header");
    }

    @Test
    void rawImage_empty_isRefused() {
        assertThatThrownBy(() -> RawImage.of("r.bin", new byte[0], 0, OptionalLong.empty()))
                .hasMessageContaining("the file is empty");
    }

    /** Mutated files are read or refused, never anything else; a hang would be caught by the build's time limit. */
    @Test
    void mutatedFiles_areReadOrRefused() {
        long seed = Long.getLong("maskflip.seed", 20_240_229L);
        Random random = new Random(seed);
        int refused = 0;
        int rounds = 20_000;
        for (int round = 0; round < rounds; round++) {
            byte[] file = valid();
            for (int change = random.nextInt(4); change >= 0; change--) {
                file[random.nextInt(random.nextBoolean() ? 180 : file.length)] = (byte) interesting(random);
            }
            try {
                LoadedImage image = ElfImage.read("fuzz.elf", file);
                assertThat(image.segments()).isNotEmpty();
            } catch (ImageException expected) {
                refused++;
                assertThat(expected).hasMessageContaining("; expected ");
            } catch (RuntimeException defect) {
                throw new AssertionError("seed " + seed + ", round " + round, defect);
            }
        }
        assertThat(refused).as("refused with seed %d", seed).isBetween(rounds / 20, rounds - rounds / 20);
    }

    private static int interesting(Random random) {
        int[] edges = {0, 1, 0x7F, 0x80, 0xFF};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(256);
    }
}
