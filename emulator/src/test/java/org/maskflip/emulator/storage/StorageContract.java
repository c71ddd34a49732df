package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one thread may rely on. */
abstract class StorageContract {
    private static final long MIB = 1L << 20;
    private static final long PATTERN = 0x0123_4567_89AB_CDEFL;

    abstract AbsoluteStorage storage(long size);

    @Test
    void store_doubleword_standsBigEndian() {
        AbsoluteStorage storage = storage(MIB);
        storage.setRelease(8, 8, PATTERN);
        assertThat(storage.getAcquire(8, 1)).isEqualTo(0x01);
        assertThat(storage.getAcquire(15, 1)).isEqualTo(0xEF);
        assertThat(storage.getAcquire(10, 2)).isEqualTo(0x4567);
        assertThat(storage.getAcquire(12, 4)).isEqualTo(0x89AB_CDEFL);
        assertThat(storage.getVolatile(8, 1)).isEqualTo(0x01);
        assertThat(storage.getVolatile(14, 2)).isEqualTo(0xCDEF);
        assertThat(storage.getVolatile(12, 4)).isEqualTo(0x89AB_CDEFL);
        assertThat(storage.getVolatile(8, 8)).isEqualTo(PATTERN);
    }

    /** Every method against a plain byte array, on the edges of blocks and chunks. */
    @Test
    void anyMethod_randomOperands_agreesWithBytes() {
        long seed = new Random().nextLong();
        System.out.println("storage contract: seed " + seed);
        Random random = new Random(seed);
        AbsoluteStorage storage = storage(2 * MIB);
        int base = (int) MIB - 4096;
        byte[] model = new byte[8192];
        for (int i = 0; i < 100_000; i++) {
            int size = 1 << random.nextInt(4);
            int at = random.nextInt(64) * 8 + (random.nextBoolean() ? 4096 - 256 : 0) + random.nextInt(8) & -size;
            long value = random.nextLong();
            long old = fetch(model, at, size);
            switch (random.nextInt(5)) {
                case 0 -> assertThat(storage.getAcquire(base + at, size)).isEqualTo(old);
                case 1 -> assertThat(storage.getVolatile(base + at, size)).isEqualTo(old);
                case 2 -> storage.setRelease(base + at, size, store(model, at, size, value));
                case 3 -> storage.setVolatile(base + at, size, store(model, at, size, value));
                default -> {
                    boolean isEqual = random.nextBoolean();
                    long expected = isEqual ? old : old ^ 1L << random.nextInt(8 * size);
                    assertThat(storage.compareAndExchange(base + at, size, expected, value))
                            .isEqualTo(old);
                    if (isEqual) {
                        store(model, at, size, value);
                    }
                }
            }
        }
        byte[] out = new byte[model.length];
        storage.read(base, out, 0, out.length);
        assertThat(out).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void fetch_neverTouched_givesZeroAndTouchesNothing(int size) {
        AbsoluteStorage storage = storage(MIB);
        assertThat(storage.getAcquire(0x5000, size)).isZero();
        assertThat(storage.getVolatile(0x5000, size)).isZero();
        assertThat(storage.compareAndExchange(0x5000, size, 5, 6)).isZero();
        storage.read(0x5000, new byte[16], 0, 16);
        assertThat(storage.isTouched(0x5000)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void compareAndExchange_neverTouched_comparesWithZero(int size) {
        AbsoluteStorage storage = storage(MIB);
        assertThat(storage.compareAndExchange(0x5000, size, 0, 6)).isZero();
        assertThat(storage.getAcquire(0x5000, size)).isEqualTo(6);
        assertThat(storage.isTouched(0x5FFF)).isTrue();
    }

    @Test
    void store_ofZero_touchesItsBlockAlone() {
        AbsoluteStorage storage = storage(4 * MIB);
        storage.setRelease(0x30_5FFF, 1, 0);
        storage.setVolatile(0x10_0000, 8, 0);
        for (long block = 0; block < storage.size(); block += 4096) {
            assertThat(storage.isTouched(block + 77))
                    .as("block %x", block)
                    .isEqualTo(block == 0x30_5000 || block == 0x10_0000);
        }
    }

    @Test
    void write_acrossChunks_isReadBack() {
        AbsoluteStorage storage = storage(4 * MIB);
        byte[] bytes = new byte[70_001];
        new Random(1).nextBytes(bytes);
        storage.write(MIB - 33_333, bytes, 1, 70_000);
        byte[] out = new byte[70_001];
        storage.read(MIB - 33_333, out, 1, 70_000);
        bytes[0] = 0;
        assertThat(out).isEqualTo(bytes);
        assertThat(storage.getAcquire(MIB - 33_334, 1)).isZero();
        assertThat(storage.getAcquire(MIB - 33_333 + 70_000, 1)).isZero();
    }

    @Test
    void store_atTheVeryEnd_isFound() {
        AbsoluteStorage storage = storage(1L << 32);
        storage.setRelease(0xFFFF_FFF8L, 8, PATTERN);
        storage.setRelease(0x8000_0000L, 4, 0x8000_0001L);
        assertThat(storage.size()).isEqualTo(1L << 32);
        assertThat(storage.getAcquire(0xFFFF_FFFFL, 1)).isEqualTo(0xEF);
        assertThat(storage.getVolatile(0xFFFF_FFF8L, 8)).isEqualTo(PATTERN);
        assertThat(storage.getAcquire(0x8000_0000L, 4)).isEqualTo(0x8000_0001L);
        assertThat(storage.getAcquire(0, 8)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4096, (1 << 20) + 1, (1L << 32) + (1 << 20)})
    void size_notAMultipleOfOneMegabyteOrTooLarge_isRefused(long size) {
        assertThatThrownBy(() -> storage(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(size + " bytes");
    }

    private static long fetch(byte[] bytes, int at, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private static long store(byte[] bytes, int at, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (size - 1 - i));
        }
        return value;
    }
}
