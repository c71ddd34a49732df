package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.StorageOrder;

/** Two CPUs whose storage references the test makes itself: one patches a site, the other fetches its first stage. */
class UpdateAmbushHoldTest {
    private static final int PATCHER = 0;
    private static final int OTHER = 1;
    private static final long SITE = 0x2000;
    private static final int FIRST_STAGE = 6;
    private static final int UPDATES = 20;

    private final StorageOrder[] orders = new StorageOrder[2];
    private final AtomicBoolean isOver = new AtomicBoolean();
    private UpdateAmbush ambush;
    private Machine machine;

    @BeforeEach
    void layAmbush() {
        ambush = new UpdateAmbush(1);
        machine = Machine.builder()
                .cpus(2)
                .order(OrderKind.WEAK)
                .orderLayer((cpu, order) -> orders[cpu] = ambush.over(cpu, order))
                .build();
        ambush.lay(machine);
    }

    @AfterEach
    void closeMachine() throws Exception {
        machine.close();
    }

    /** Whether the update was over when the other CPU got its copy to execute. */
    private CompletableFuture<Boolean> fetch() {
        long before = ambush.held();
        return CompletableFuture.supplyAsync(() -> {
            do {
                orders[OTHER].fetchInstruction(SITE, SITE, FIRST_STAGE);
            } while (ambush.held() == before);
            // ORDER volatile: pairs with end().
            return isOver.get();
        });
    }

    /** Stores until the other CPU stands still. */
    private void lure(long heldBefore) {
        while (ambush.held() == heldBefore) {
            ambush.storingFirstStage(PATCHER, SITE);
        }
    }

    private void end() {
        // ORDER volatile: before the end that lets the other CPU go on; pairs with fetch().
        isOver.set(true);
        ambush.ended();
    }

    @Test
    void fetchedFirstStage_isExecutedOnlyAfterTheUpdatesEnd() throws ExecutionException, InterruptedException {
        for (int i = 0; i < UPDATES; i++) {
            // ORDER volatile: a new update.
            isOver.set(false);
            long before = ambush.held();
            CompletableFuture<Boolean> fetched = fetch();
            lure(before);
            end();
            assertThat(fetched.get()).as("update %d", i).isTrue();
        }
    }

    @Test
    void fetchedFirstStage_onceSomebodySignals_isExecutedBeforeTheEnd()
            throws ExecutionException, InterruptedException {
        CompletableFuture<Boolean> fetched = fetch();
        lure(0);
        machine.cpu(OTHER).pending().postEmergencySignal(PATCHER);
        assertThat(fetched.get()).isFalse();
        end();
    }
}
