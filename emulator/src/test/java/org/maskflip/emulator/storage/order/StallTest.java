package org.maskflip.emulator.storage.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;

class StallTest {
    private static final int LENGTH = 10;
    private static final AdversaryPolicy STALLING = new AdversaryPolicy(1, 1, 8, 1, 0, 0, 1, 1, LENGTH);

    /** Drains at once, unless the CPU is held up, and holds it up whenever it may. */
    private static StorageOrders orders(AdversaryPolicy policy, Threading threading) {
        Chooser chooser = (n, kind) -> kind == ChoiceKind.DRAIN || kind == ChoiceKind.STALL ? 1 : 0;
        return StorageOrders.weak(new WordStorage(8192), 2, Facilities.of(), policy, threading, cpu -> chooser, null);
    }

    @Test
    void store_intoCode_staysPendingWhileItsCpuIsHeldUp() {
        StorageOrders orders = orders(STALLING, Threading.DETERMINISTIC);
        orders.cpu(1).fetchInstruction(64, 64, 2);

        orders.cpu(0).store(StorageOrder.BY_REAL, 64, 8, 5);

        assertThat(orders.cpu(0).isStalled()).isTrue();
        for (int i = 0; i < LENGTH; i++) {
            assertThat(orders.cpu(1).fetch(64, 8)).isZero();
        }
        assertThat(orders.cpu(0).isStalled()).isFalse();
        assertThat(orders.cpu(1).fetch(64, 8)).isEqualTo(5);
    }

    @Test
    void cpuThatIsHeldUp_mayGoOnAndSerialize() {
        StorageOrders orders = orders(STALLING, Threading.DETERMINISTIC);
        orders.cpu(1).fetchInstruction(64, 64, 2);
        orders.cpu(0).store(StorageOrder.BY_REAL, 64, 8, 5);

        orders.cpu(0).serialize();

        assertThat(orders.cpu(1).fetch(64, 8)).isEqualTo(5);
    }

    @Test
    void store_intoData_holdsUpNobody() {
        StorageOrders orders = orders(STALLING, Threading.DETERMINISTIC);
        orders.cpu(1).fetchInstruction(64, 64, 2);

        orders.cpu(0).store(4096, 4096, 8, 5);

        assertThat(orders.cpu(0).isStalled()).isFalse();
        assertThat(orders.cpu(1).fetch(4096, 8)).isEqualTo(5);
    }

    @Test
    void defaultPolicy_holdsUpNobody() {
        StorageOrders orders = orders(AdversaryPolicy.DEFAULT, Threading.DETERMINISTIC);
        orders.cpu(1).fetchInstruction(64, 64, 2);

        orders.cpu(0).store(StorageOrder.BY_REAL, 64, 8, 5);

        assertThat(orders.cpu(0).isStalled()).isFalse();
    }

    @Test
    void cpuOnItsOwnThread_isHeldUpOnceAndGoesOn() {
        StorageOrders orders = orders(STALLING, Threading.FREE);
        orders.cpu(1).fetchInstruction(64, 64, 2);
        orders.cpu(0).store(StorageOrder.BY_REAL, 64, 8, 5);
        assertThat(orders.cpu(0).isStalled()).isTrue();

        orders.cpu(0).step();

        assertThat(orders.cpu(0).isStalled()).isFalse();
        assertThat(orders.cpu(1).fetch(64, 8)).isEqualTo(5);
    }

    @Test
    void policyWithAnEndlessStall_isRefused() {
        assertThatThrownBy(() -> new AdversaryPolicy(1, 1, 8, 1, 0, 0, 1, 1, Integer.MAX_VALUE))
                .hasMessageContaining("stallLength must be 1 to");
        assertThatThrownBy(() -> new AdversaryPolicy(1, 1, 8, 1, 0, 0, 1, -1, 1))
                .hasMessageContaining("stallOneIn must not be negative");
    }
}
