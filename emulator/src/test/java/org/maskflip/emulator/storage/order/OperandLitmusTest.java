package org.maskflip.emulator.storage.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.storage.order.Steps.X;
import static org.maskflip.emulator.storage.order.Steps.Y;
import static org.maskflip.emulator.storage.order.Steps.Z;
import static org.maskflip.emulator.storage.order.Steps.add;
import static org.maskflip.emulator.storage.order.Steps.compareAndSwap;
import static org.maskflip.emulator.storage.order.Steps.cpu;
import static org.maskflip.emulator.storage.order.Steps.load;
import static org.maskflip.emulator.storage.order.Steps.loadAndAdd;
import static org.maskflip.emulator.storage.order.Steps.serialize;
import static org.maskflip.emulator.storage.order.Steps.store;
import static org.maskflip.emulator.storage.order.Steps.storeQuadword;
import static org.maskflip.emulator.storage.order.Steps.storeUnaligned;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.insn.Quadword;

/** The exact outcome sets of small programs of operand references under the weak order, by exhaustive choice. */
class OperandLitmusTest {
    private static Set<String> run(int[] registers, Exploration.Step[]... cpus) {
        return Steps.outcomes(Facilities.of(), new long[4], registers, cpus);
    }

    private static int[] counts(int... counts) {
        return counts;
    }

    @Test
    void sb_bothZero_isAllowed() {
        assertThat(run(counts(1, 1), cpu(store(X, 1), load(0, Y)), cpu(store(Y, 1), load(0, X))))
                .containsExactlyInAnyOrder("0 0", "0 1", "1 0", "1 1");
    }

    @Test
    void sb_withSerialization_isForbidden() {
        assertThat(run(
                        counts(1, 1),
                        cpu(store(X, 1), serialize(), load(0, Y)),
                        cpu(store(Y, 1), serialize(), load(0, X))))
                .containsExactlyInAnyOrder("0 1", "1 0", "1 1");
    }

    @Test
    void sb_withFetchesOfOwnStores_isForbidden() {
        assertThat(run(
                        counts(2, 2),
                        cpu(store(X, 1), load(0, X), load(1, Y)),
                        cpu(store(Y, 1), load(0, Y), load(1, X))))
                .containsExactlyInAnyOrder("1,0 1,1", "1,1 1,0", "1,1 1,1");
    }

    @Test
    void mp_flagAndOldData_isForbidden() {
        assertThat(run(counts(0, 2), cpu(store(X, 1), store(Y, 1)), cpu(load(0, Y), load(1, X))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
    }

    @Test
    void lb_bothOne_isForbidden() {
        assertThat(run(counts(1, 1), cpu(load(0, X), store(Y, 1)), cpu(load(0, Y), store(X, 1))))
                .containsExactlyInAnyOrder("0 0", "0 1", "1 0");
    }

    @Test
    void iriw_readersThatDisagree_isForbidden() {
        Set<String> outcomes = run(
                counts(2, 2, 0, 0),
                cpu(load(0, X), load(1, Y)),
                cpu(load(0, Y), load(1, X)),
                cpu(store(X, 1)),
                cpu(store(Y, 1)));
        assertThat(outcomes).hasSize(15).doesNotContain("1,0 1,0  ");
    }

    @Test
    void twoPlusTwoW_crossed_isForbidden() {
        Set<String> last = Exploration.outcomes(
                Exploration.program(List.of(store(X, 1), store(Y, 2)), List.of(store(Y, 1), store(X, 2))),
                Facilities.of(),
                new long[2],
                false,
                (registers, storage) -> storage.getVolatile(X, 8) + "," + storage.getVolatile(Y, 8));
        assertThat(last).containsExactlyInAnyOrder("1,2", "2,1", "2,2");
    }

    @Test
    void corr_newThenOld_isForbidden() {
        assertThat(run(counts(0, 2), cpu(store(X, 1)), cpu(load(0, X), load(1, X))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
    }

    @Test
    void sb_withSpecificUpdate_isAllowed() {
        assertThat(run(counts(2, 2), cpu(loadAndAdd(0, X, 1), load(1, Y)), cpu(loadAndAdd(0, Y, 1), load(1, X))))
                .containsExactlyInAnyOrder("0,0 0,0", "0,0 0,1", "0,1 0,0", "0,1 0,1");
    }

    @Test
    void sb_withUpdateStoredAtOnce_isForbidden() {
        assertThat(run(counts(2, 2), cpu(add(0, X, 1), load(1, Y)), cpu(add(0, Y, 1), load(1, X))))
                .containsExactlyInAnyOrder("0,0 0,1", "0,1 0,0", "0,1 0,1");
    }

    @Test
    void specificUpdate_earlierStore_isInStorageBeforeItsFetch() {
        assertThat(run(counts(1, 1), cpu(store(X, 1), loadAndAdd(0, Y, 1)), cpu(store(Y, 8), serialize(), load(0, X))))
                .containsExactlyInAnyOrder("0 1", "8 0", "8 1");
    }

    @Test
    void specificUpdates_ofTwoCpus_loseNothing() {
        Set<String> sums = Exploration.outcomes(
                List.of(
                        List.of(loadAndAdd(0, X, 1), loadAndAdd(1, X, 1)),
                        List.of(loadAndAdd(0, X, 1), add(1, X, 1)),
                        List.of(store(X, 100))),
                Facilities.of(),
                new long[1],
                true,
                (registers, storage) -> Long.toString(storage.getVolatile(X, 8)));
        assertThat(sums).containsExactlyInAnyOrder("100", "101", "102", "103", "104");
    }

    @Test
    void specificUpdate_plainFetchOfAnotherCpu_maySeeOldOrNew() {
        assertThat(run(counts(1, 2), cpu(loadAndAdd(0, X, 1)), cpu(load(0, X), load(1, X))))
                .containsExactlyInAnyOrder("0 0,0", "0 0,1", "0 1,1");
    }

    @Test
    void specificUpdate_storeOfAnotherCpu_neverFallsInBetween() {
        Set<String> outcomes = Exploration.outcomes(
                Exploration.program(List.of(loadAndAdd(0, X, 1), load(1, Y)), List.of(store(X, 4, 7))),
                Facilities.of(),
                new long[2],
                true,
                (registers, storage) ->
                        Long.toHexString(registers[0][0]) + " " + Long.toHexString(storage.getVolatile(X, 8)));
        assertThat(outcomes).containsExactlyInAnyOrder("0 700000001", "700000000 700000001");
    }

    @Test
    void cs_ofTwoCpus_exactlyOneWins() {
        assertThat(run(counts(1, 1), cpu(compareAndSwap(0, X, 0, 1)), cpu(compareAndSwap(0, X, 0, 2))))
                .containsExactlyInAnyOrder("0 1", "2 0");
    }

    @Test
    void mixedSizes_halvesStoredApart_areSeenOneByOne() {
        assertThat(run(counts(0, 1), cpu(store(X, 4, 1), store(X + 4, 4, 1)), cpu(load(0, X, 8))))
                .containsExactlyInAnyOrder(" 0", " 100000000", " 100000001");
    }

    @Test
    void mixedSizes_fetchOverlappingPartOfOwnStore_waitsForIt() {
        assertThat(run(
                        counts(2, 2),
                        cpu(store(X, 8, 1), load(0, X + 7, 1), load(1, Y)),
                        cpu(store(Y, 8, 1), load(0, Y + 4, 4), load(1, X))))
                .containsExactlyInAnyOrder("1,0 1,1", "1,1 1,0", "1,1 1,1");
    }

    @Test
    void unalignedStore_bytes_goOutInAnyOrder() {
        assertThat(run(counts(0, 1), cpu(storeUnaligned(X + 1, 2, 0x0101)), cpu(load(0, X, 4))))
                .containsExactlyInAnyOrder(" 0", " 10000", " 100", " 10100");
    }

    @Test
    void unalignedStore_thenAnother_keepsTheirOrder() {
        assertThat(run(
                        counts(0, 2),
                        cpu(storeUnaligned(X + 1, 2, 0x0101), store(Y, 1)),
                        cpu(load(0, Y), load(1, X, 4))))
                .containsExactlyInAnyOrder(" 0,0", " 0,100", " 0,10000", " 0,10100", " 1,10100");
    }

    @Test
    void unalignedStore_fetchOfOneByte_waitsForThatByteOnly() {
        assertThat(run(
                        counts(1, 1),
                        cpu(storeUnaligned(X + 1, 2, 0x0101), load(0, X + 1, 1), store(Z, 1)),
                        cpu(load(0, X, 4))))
                .containsExactlyInAnyOrder("1 0", "1 100", "1 10000", "1 10100");
        assertThat(run(
                        counts(2, 2),
                        cpu(storeUnaligned(X + 1, 2, 0x0101), load(0, X + 1, 1), load(1, Y)),
                        cpu(store(Y, 1), serialize(), load(0, X + 1, 1), load(1, X + 2, 1))))
                .contains("1,0 1,0")
                .doesNotContain("1,0 0,0", "1,0 0,1");
    }

    @Test
    void quadword_isOneEvent() {
        assertThat(run(counts(0, 2), cpu(storeQuadword(X, 1, 1)), cpu(load(0, X), load(1, Y))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
        assertThat(run(counts(0, 2), cpu(storeQuadword(X, 1, 1)), cpu((order, r) -> {
                    Quadword value = order.fetchQuadword(X);
                    r[0] = value.high();
                    r[1] = value.low();
                })))
                .containsExactlyInAnyOrder(" 0,0", " 1,1");
    }
}
