package org.maskflip.emulator.storage.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;

class ChooserTest {
    private static final long SEED = 42;

    /** A run of two CPUs on one thread: its fetches as text. */
    private static String run(Chooser chooser) {
        StorageOrders orders = StorageOrders.weak(
                new WordStorage(8192),
                2,
                Facilities.of(),
                AdversaryPolicy.DEFAULT,
                Threading.DETERMINISTIC,
                cpu -> chooser,
                null);
        StringBuilder seen = new StringBuilder();
        for (int i = 1; i < 200; i++) {
            orders.cpu(i & 1).store(64, 64 + (i & 1), 1, i);
            orders.cpu(i & 1).storeBytes(4097, 4097, 4, 0, 4, i);
            seen.append(orders.cpu(0).fetch(64, 2)).append(' ');
            seen.append(orders.cpu(1).fetchInstruction(64, 64, 4)).append(' ');
            orders.cpu(i & 1).step();
        }
        return seen.toString();
    }

    @Test
    void seed_givesTheSameRunAgain() {
        String first = run(new SeededChooser(SEED, AdversaryPolicy.DEFAULT));
        assertThat(run(new SeededChooser(SEED, AdversaryPolicy.DEFAULT))).isEqualTo(first);
        assertThat(run(new SeededChooser(SEED + 1, AdversaryPolicy.DEFAULT))).isNotEqualTo(first);
    }

    @Test
    void schedule_repeatsTheRecordedRun() {
        RecordingChooser recording = new RecordingChooser(new SeededChooser(SEED, AdversaryPolicy.DEFAULT));
        String first = run(recording);
        ReplayChooser replay = new ReplayChooser(recording.schedule());
        assertThat(run(replay)).isEqualTo(first);
        assertThat(replay.isFinished()).isTrue();
    }

    @Test
    void schedule_isTextInRuns() {
        RecordingChooser recording = new RecordingChooser(new ReplayChooser("0*3,2,1*2"));
        for (int i = 0; i < 7; i++) {
            recording.choose(3, ChoiceKind.COPY_BYTE);
        }
        assertThat(recording.schedule()).isEqualTo("0*3,2,1*2,0");
    }

    @Test
    void schedule_thatIsNone_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> new ReplayChooser("0,x")).hasMessageContaining("item 2 is \"x\"");
        assertThatThrownBy(() -> new ReplayChooser("0*0")).hasMessageContaining("item 1");
    }

    @Test
    void schedule_ofAnotherRun_isNoticed() {
        assertThatThrownBy(() -> new ReplayChooser("2").choose(2, ChoiceKind.DRAIN))
                .hasMessageContaining("another run");
    }

    @Test
    void sticky_keepsOneCopyForLong() {
        SeededChooser chooser = new SeededChooser(SEED, new AdversaryPolicy(1, 1, 8, 1, 1, 0, 1000));
        int changes = 0;
        int last = chooser.choose(3, ChoiceKind.COPY_MODE);
        for (int i = 0; i < 10_000; i++) {
            int mode = chooser.choose(3, ChoiceKind.COPY_MODE);
            changes += mode == last ? 0 : 1;
            last = mode;
        }
        assertThat(changes).isBetween(1, 50);
    }

    @Test
    void lingerLimit_everyStoreReachesStorage() {
        WordStorage storage = new WordStorage(8192);
        AdversaryPolicy policy = new AdversaryPolicy(Integer.MAX_VALUE, 10, 8, 1, 1, 1, 1);
        StorageOrder order = StorageOrders.create(
                        OrderKind.WEAK, storage, 1, Facilities.of(), SEED, policy, Threading.FREE, null)
                .cpu(0);
        order.store(0, 0, 8, 1);
        for (int i = 0; i < 10; i++) {
            order.step();
        }
        assertThat(storage.getVolatile(0, 8)).isEqualTo(1);
    }
}
