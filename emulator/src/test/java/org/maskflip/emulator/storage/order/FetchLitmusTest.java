package org.maskflip.emulator.storage.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.storage.order.Steps.X;
import static org.maskflip.emulator.storage.order.Steps.cpu;
import static org.maskflip.emulator.storage.order.Steps.execute;
import static org.maskflip.emulator.storage.order.Steps.load;
import static org.maskflip.emulator.storage.order.Steps.serialize;
import static org.maskflip.emulator.storage.order.Steps.store;
import static org.maskflip.emulator.storage.order.Steps.storeByAlias;
import static org.maskflip.emulator.storage.order.Steps.storeByReal;
import static org.maskflip.emulator.storage.order.Steps.storeUnaligned;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;

/** The exact outcome sets of small programs with instruction fetches under the weak order, by exhaustive choice. */
class FetchLitmusTest {
    private static final long F = 64;
    private static final long G = 192;

    private static Set<String> run(int[] registers, Exploration.Step[]... cpus) {
        return Steps.outcomes(Facilities.of(), new long[1], registers, cpus);
    }

    private static int[] counts(int... counts) {
        return counts;
    }

    private static Exploration.Step code(long address, int value) {
        return store(address, 2, value);
    }

    @Test
    void sm_ownStoreByVirtualAddress_isSeen() {
        assertThat(run(counts(1), cpu(code(F, 1), execute(0, F)))).containsExactly("1");
    }

    @Test
    void sm_afterAnEarlierRun_isSeen() {
        assertThat(run(counts(2), cpu(execute(0, F), code(F, 1), execute(1, F))))
                .containsExactly("0,1");
    }

    @Test
    void sm_byRealAddress_mayStayUnseen() {
        assertThat(run(counts(1), cpu(storeByReal(F, 2, 1), execute(0, F)))).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void sm_byRealAddressAndSerialization_isSeen() {
        assertThat(run(counts(1), cpu(storeByReal(F, 2, 1), serialize(), execute(0, F))))
                .containsExactly("1");
    }

    @Test
    void sm_byAlias_mayStayUnseen() {
        assertThat(run(counts(1), cpu(storeByAlias(F + 0x10000, F, 2, 1), execute(0, F))))
                .containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void ownStore_unaligned_isSeenByteByByte() {
        assertThat(run(counts(1), cpu(storeUnaligned(F + 1, 2, 0x0101), execute(0, F))))
                .containsExactly("1");
    }

    @Test
    void ownStore_valuesOfOthers_enterOnlyAfterIt() {
        // The other CPU's 2 reached storage before 1 (final 1) and never enters, or after it and does.
        Set<String> outcomes = Exploration.outcomes(
                Exploration.program(List.of(code(F, 1), execute(0, F), execute(1, F)), List.of(code(F, 2))),
                Facilities.of(),
                new long[1],
                true,
                (registers, storage) -> registers[0][0] + "," + registers[0][1] + " " + storage.getVolatile(F, 2));
        assertThat(outcomes).containsExactlyInAnyOrder("1,1 1", "1,1 2", "1,2 2", "2,1 2", "2,2 2");
    }

    @Test
    void ownStoreByRealAddressAfterOneByVirtual_entersWithTheDrain() {
        assertThat(run(counts(2), cpu(code(F, 1), storeByReal(F, 2, 2), execute(0, F), execute(1, F))))
                .containsExactlyInAnyOrder("1,1", "1,2", "2,1", "2,2");
    }

    @Test
    void coff_newThenOld_isAllowed() {
        assertThat(run(counts(0, 3), cpu(code(F, 1)), cpu(execute(0, F), execute(1, F), execute(2, F))))
                .containsExactlyInAnyOrder(
                        " 0,0,0", " 0,0,1", " 0,1,0", " 0,1,1", " 1,0,0", " 1,0,1", " 1,1,0", " 1,1,1");
    }

    @Test
    void corf_operandNewThenRunOld_isAllowed() {
        assertThat(run(counts(0, 2), cpu(code(F, 1)), cpu(load(0, F, 2), execute(1, F))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,0", " 1,1");
    }

    @Test
    void cofr_runNewThenOperandOld_isForbidden() {
        assertThat(run(counts(0, 2), cpu(code(F, 1)), cpu(execute(0, F), load(1, F, 2))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
    }

    @Test
    void mpRf_flagThenOldCode_isAllowed() {
        assertThat(run(counts(0, 2), cpu(code(F, 1), store(X, 1)), cpu(load(0, X), execute(1, F))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,0", " 1,1");
    }

    @Test
    void mpRf_withSerialization_isForbidden() {
        assertThat(run(counts(0, 2), cpu(code(F, 1), store(X, 1)), cpu(load(0, X), serialize(), execute(1, F))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
    }

    @Test
    void mpFr_newCodeThenOldData_isForbidden() {
        assertThat(run(counts(0, 2), cpu(store(X, 1), code(F, 1)), cpu(execute(0, F), load(1, X))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
    }

    @Test
    void mpFf_secondNewFirstOld_isAllowed() {
        assertThat(run(counts(0, 2), cpu(code(F, 1), code(G, 1)), cpu(execute(0, G), execute(1, F))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,0", " 1,1");
    }

    @Test
    void mpFf_withSerialization_isForbidden() {
        assertThat(run(counts(0, 2), cpu(code(F, 1), code(G, 1)), cpu(execute(0, G), serialize(), execute(1, F))))
                .containsExactlyInAnyOrder(" 0,0", " 0,1", " 1,1");
    }

    @Test
    void sbF_bothOld_isAllowed() {
        assertThat(run(counts(1, 1), cpu(code(F, 1), execute(0, G)), cpu(code(G, 1), execute(0, F))))
                .containsExactlyInAnyOrder("0 0", "0 1", "1 0", "1 1");
    }

    @Test
    void iriwF_readersThatDisagree_isAllowed() {
        assertThat(run(
                        counts(2, 2, 0, 0),
                        cpu(execute(0, F), execute(1, G)),
                        cpu(execute(0, G), execute(1, F)),
                        cpu(code(F, 1)),
                        cpu(code(G, 1))))
                .hasSize(16);
    }

    @Test
    void iriwF_withSerialization_isForbidden() {
        assertThat(run(
                        counts(2, 2, 0, 0),
                        cpu(execute(0, F), serialize(), execute(1, G)),
                        cpu(execute(0, G), serialize(), execute(1, F)),
                        cpu(code(F, 1)),
                        cpu(code(G, 1))))
                .hasSize(15)
                .doesNotContain("1,0 1,0  ");
    }

    @Test
    void fow_onlySecondByteSeen_isAllowed() {
        assertThat(run(counts(0, 1), cpu(store(F, 1, 1), store(F + 1, 1, 1)), cpu(execute(0, F))))
                .containsExactlyInAnyOrder(" 0", " 1", " 100", " 101");
    }

    @Test
    void wholeInstruction_inOneStore_mayBeMixed() {
        assertThat(run(counts(0, 1), cpu(code(F, 0x101)), cpu(execute(0, F))))
                .containsExactlyInAnyOrder(" 0", " 1", " 100", " 101");
    }

    @Test
    void fSeq_storeInsideADoubleword_isSeenWhole() {
        Facilities facilities = Facilities.of(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
        assertThat(Steps.outcomes(
                        facilities, new long[1], counts(0, 1), cpu(code(F, 0x101), code(F, 0x202)), cpu(execute(0, F))))
                .containsExactlyInAnyOrder(" 0", " 101", " 202");
        // Two stores: the second is not seen without the first.
        assertThat(Steps.outcomes(
                        facilities,
                        new long[1],
                        counts(0, 1),
                        cpu(store(F, 1, 1), store(F + 1, 1, 1)),
                        cpu(execute(0, F))))
                .containsExactlyInAnyOrder(" 0", " 100", " 101");
    }

    @Test
    void fSeq_acrossDoublewords_mayBeMixed() {
        Facilities facilities = Facilities.of(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
        assertThat(Steps.outcomes(
                        facilities,
                        new long[1],
                        counts(0, 1),
                        cpu(store(F + 4, 4, 0x101), store(F + 8, 4, 0x02020000)),
                        cpu((order, r) -> r[0] = order.fetchInstruction(F + 6, F + 6, 4) >>> 32)))
                .containsExactlyInAnyOrder(" 0", " 1010000", " 202", " 1010202");
    }
}
