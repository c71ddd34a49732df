package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.maskflip.emulator.machine.Guests.CATCH;
import static org.maskflip.emulator.machine.Guests.END;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.storage.order.OrderKind;

/** PERFORM LOCKED OPERATION of several CPUs at once. */
class ProgramLocksTest {
    private static final int CPUS = 3;
    private static final int EACH = 2000;

    /** Each CPU counts; its comparison and its swap are apart in storage, so that only the lock joins them. */
    private static final String COUNT = """
                    .org 0x1a0
                    .quad 0x0000000180000000, work
            """ + CATCH + """
                    .org 0x1000
            _start: lghi %r3,1
            start:  sigp %r4,%r3,6
                    ahi  %r3,1
                    chi  %r3,3
                    jne  start
            work:   larl %r9,data
                    lgr  %r1,%r9
                    lghi %r0,14
                    lghi %r8,2000
            next:   lg   %r2,0(%r9)
            retry:  lgr  %r3,%r2
                    lgr  %r4,%r2
                    aghi %r3,1
                    plo  %r2,0(%r9),%r4,8(%r9)
                    jne  retry
                    brctg %r8,next
            """ + END + """
                    .org 0x2000
            data:   .quad 0, 0
            """;

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void plo_ofSeveralCpus_losesNoUpdate(OrderKind order) throws InterruptedException {
        for (Scheduler scheduler : Scheduler.values()) {
            try (Machine machine =
                    Guests.load(Machine.builder().cpus(CPUS).order(order).scheduler(scheduler), COUNT)) {
                Guests.finish(machine);
                assertThat(machine.doubleword(0x2000)).isEqualTo(CPUS * EACH);
                assertThat(machine.doubleword(0x2008)).isEqualTo(CPUS * EACH - 1);
            }
        }
    }

    @Test
    void hold_sameToken_isExclusive() throws InterruptedException {
        ProgramLocks locks = new ProgramLocks();
        long[] count = {0};
        List<Thread> threads = IntStream.range(0, CPUS)
                .mapToObj(number -> new Thread(() -> {
                    for (int i = 0; i < EACH; i++) {
                        locks.hold(0x1000, () -> count[0]++);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(CPUS * EACH);
    }

    @Test
    void hold_partThatThrows_isReleased() throws InterruptedException {
        ProgramLocks locks = new ProgramLocks();
        assertThatThrownBy(() -> locks.hold(8, () -> {
                    throw new IllegalStateException("an access exception");
                }))
                .isInstanceOf(IllegalStateException.class);
        boolean[] held = {false};
        Thread other = new Thread(() -> locks.hold(8, () -> held[0] = true));
        other.start();
        other.join();
        assertThat(held[0]).isTrue();
    }
}
