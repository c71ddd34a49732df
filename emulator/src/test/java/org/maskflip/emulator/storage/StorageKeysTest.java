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

    /** Fresh keys, each of which two threads record one bit in, at nearly the same moment: both bits stay. */
    @Test
    void record_ofTwoBitsByTwoThreads_losesNeither() throws Exception {
        StorageKeys keys = new StorageKeys(4 * GIB);
        AtomicIntegerArray progress = new AtomicIntegerArray(2);
        int blocks = 200_000;
        Threads.together(2, number -> {
            for (int i = 0; i < blocks; i++) {
                Threads.meet(progress, number, i + 1);
                keys.record(i * 4096L, number == 0 ? StorageKeys.CHANGE : StorageKeys.REFERENCE);
            }
        });
        for (int i = 0; i < blocks; i++) {
            assertThat(keys.get(i * 4096L)).as("block %d", i).isEqualTo(StorageKeys.CHANGE | StorageKeys.REFERENCE);
        }
    }

    @Test
    void resetReference_whileAnotherThreadRecordsAChange_losesNoChange() throws Exception {
        StorageKeys keys = new StorageKeys(4 * GIB);
        AtomicIntegerArray progress = new AtomicIntegerArray(2);
        int blocks = 200_000;
        for (int i = 0; i < blocks; i++) {
            keys.set(i * 4096L, StorageKeys.REFERENCE);
        }
        Threads.together(2, number -> {
            for (int i = 0; i < blocks; i++) {
                Threads.meet(progress, number, i + 1);
                if (number == 0) {
                    keys.record(i * 4096L, StorageKeys.CHANGE);
                } else {
                    keys.resetReference(i * 4096L);
                }
            }
        });
        for (int i = 0; i < blocks; i++) {
            assertThat(keys.get(i * 4096L)).as("block %d", i).isEqualTo(StorageKeys.CHANGE);
        }
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
