package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class StorageKeysTest {
    private static final long GIB = 1L << 30;

    @Test
    void get_neverSet_isZero() {
        assertThat(new StorageKeys(4 * GIB).get(4 * GIB - 1)).isZero();
    }

    @Test
    void set_ofOneBlock_leavesTheOthers() {
        StorageKeys keys = new StorageKeys(4 * GIB);
        assertThat(keys.set(0xFFFF_F123L, 0x7F)).isZero();
        assertThat(keys.set(0xFFFF_E000L, 0x38)).isZero();
        assertThat(keys.get(0xFFFF_FFFFL)).isEqualTo(0x7F);
        assertThat(keys.get(0xFFFF_EFFFL)).isEqualTo(0x38);
        assertThat(keys.get(0xFFFF_D000L)).isZero();
        assertThat(keys.set(0xFFFF_F000L, 0)).isEqualTo(0x7F);
    }

    @Test
    void resetReference_keepsTheRest_andGivesTheFormerKey() {
        StorageKeys keys = new StorageKeys(GIB);
        keys.set(0x1000, 0x7F);
        assertThat(keys.resetReference(0x1000)).isEqualTo(0x7F);
        assertThat(keys.get(0x1000)).isEqualTo(0x7D);
    }

    @Test
    void set_moreThanSevenBits_isRefused() {
        assertThatThrownBy(() -> new StorageKeys(GIB).set(0, 0x80)).hasMessageContaining("0 to 7f");
    }

    /** One thread counts in the access-control bits, others set and reset bits of the same key: no update is lost. */
    @Test
    void changes_ofOneKeyByManyThreads_areAtomic() throws Exception {
        StorageKeys keys = new StorageKeys(GIB);
        AtomicIntegerArray references = new AtomicIntegerArray(1);
        Threads.together(3, number -> {
            for (int i = 0; i < 100_000; i++) {
                switch (number) {
                    case 0 -> keys.record(0x5000, StorageKeys.CHANGE);
                    case 1 -> keys.record(0x5000, StorageKeys.REFERENCE);
                    default -> {
                        int before = keys.get(0x5000);
                        int after = keys.resetReference(0x5000);
                        assertThat(after & StorageKeys.CHANGE).isGreaterThanOrEqualTo(before & StorageKeys.CHANGE);
                        references.addAndGet(0, after & StorageKeys.REFERENCE);
                    }
                }
            }
        });
        assertThat(keys.get(0x5000) & StorageKeys.CHANGE).isEqualTo(StorageKeys.CHANGE);
        assertThat(references.get(0) + (keys.get(0x5000) & StorageKeys.REFERENCE)).isPositive();
    }

    /** A swap of whole keys hands every key on exactly once: what is put in comes out again. */
    @Test
    void set_byManyThreads_losesNoKey() throws Exception {
        StorageKeys keys = new StorageKeys(GIB);
        AtomicIntegerArray out = new AtomicIntegerArray(128);
        Threads.together(2, number -> {
            for (int i = 0; i < 100_000; i++) {
                int key = 1 + (i * 2 + number) % 127;
                out.incrementAndGet(keys.set(0x7000, key));
                out.decrementAndGet(key);
            }
        });
        out.incrementAndGet(keys.get(0x7000));
        out.decrementAndGet(0);
        for (int key = 0; key < 128; key++) {
            assertThat(out.get(key)).as("key %x", key).isZero();
        }
    }

    /** Two threads are the first to set a key within 16 MiB. */
    @Test
    void set_asFirstOfAPieceTogether_bothRemain() throws Exception {
        for (int round = 0; round < 50; round++) {
            StorageKeys keys = new StorageKeys(4 * GIB);
            Threads.together(2, number -> {
                for (long piece = 0; piece < 4 * GIB; piece += 1 << 24) {
                    keys.set(piece + number * 4096L, number + 1);
                }
            });
            for (long piece = 0; piece < 4 * GIB; piece += 1 << 24) {
                assertThat(keys.get(piece)).isEqualTo(1);
                assertThat(keys.get(piece + 4096)).isEqualTo(2);
            }
        }
    }
}
