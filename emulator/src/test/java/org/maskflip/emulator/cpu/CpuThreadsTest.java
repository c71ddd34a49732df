package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.machine.Guests.soon;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.Threading;

@Timeout(60)
class CpuThreadsTest {
    private static final long OPEN = CpuRig.PLAIN | Psw.EXTERNAL;
    private static final String LOOP = "a7f40000";

    private CpuRig rig;

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    /**
     * Each CPU waits; an external call makes it count at 0x5000 + 8 * address and wait again. The posters do not go on before the
     * count has moved, so a single missed wake-up ends in the timeout.
     */
    @ParameterizedTest
    @EnumSource(
            value = OrderKind.class,
            names = {"HOST", "WEAK"})
    void waitingCpu_neverMissesAnExternalCall(OrderKind kind) {
        int cpus = 3;
        int calls = 1_000;
        rig = new CpuRig(kind, Threading.FREE, cpus);
        rig.psw(0x3000, OPEN | Psw.WAIT, 0x2000);
        // LG 5,0(1); AGHI 5,1; STG 5,0(1); LPSWE 0(3)
        rig.code(0x4000, "e35010000004 a75b0001 e35010000024 b2b23000");
        for (int i = 0; i < cpus; i++) {
            long prefix = 0x10_0000L + 0x2000L * i;
            rig.psw(prefix + 0x1B0, CpuRig.PLAIN, 0x4000);
            Cpu cpu = rig.cpu(i);
            cpu.registers().setCr(0, 0x2000);
            cpu.registers().setGr(1, 0x5000 + 8 * i);
            cpu.registers().setGr(3, 0x3000);
            cpu.registers().setPrefix(prefix);
            rig.start(i, OPEN | Psw.WAIT, 0x2000);
        }
        rig.threads();
        for (int call = 1; call <= calls; call++) {
            for (int i = 0; i < cpus; i++) {
                rig.cpu(i).pending().postExternalCall(0);
            }
            for (int i = 0; i < cpus; i++) {
                while (rig.get(0x5000 + 8 * i, 8) < call) {
                    Thread.yield();
                }
            }
        }
        for (int i = 0; i < cpus; i++) {
            assertThat(rig.get(0x5000 + 8 * i, 8)).isEqualTo(calls);
        }
    }

    private static ConditionFactory promptly() {
        return soon().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    @Test
    void stoppedCpu_showsAllThatItDid() {
        rig = new CpuRig(OrderKind.HOST, Threading.FREE, 1);
        rig.code(0x2000, "a75b0001 a7f4fffe").start(0, CpuRig.PLAIN, 0x2000).threads();
        Cpu cpu = rig.cpu(0);
        for (int i = 0; i < 50; i++) {
            promptly().until(() -> cpu.state() == CpuState.OPERATING && !cpu.isBusy());
            cpu.stop();
            promptly().until(() -> cpu.state() == CpuState.STOPPED && !cpu.isBusy());
            long counted = cpu.registers().gr(5);
            long executed = cpu.instructionCount();
            assertThat(executed).isBetween(2 * counted - 1, 2 * counted);
            cpu.start();
        }
    }

    @Test
    void loopingCpu_isInterruptedStoppedAndTerminated() {
        rig = new CpuRig(OrderKind.HOST, Threading.FREE, 1);
        rig.psw(0x1B0, CpuRig.PLAIN | Psw.WAIT, 0xD0D0).code(0x2000, LOOP);
        rig.cpu(0).registers().setCr(0, 0x4000);
        rig.start(0, OPEN, 0x2000).threads();
        rig.cpu(0).pending().postEmergencySignal(0);
        soon().until(() -> rig.get(0x86, 2) == 0x1201);
        rig.psw(0x1A0, CpuRig.PLAIN, 0x2000);
        rig.cpu(0).restart();
        rig.cpu(0).stop();
        soon().until(() -> rig.cpu(0).state() == CpuState.STOPPED);
    }

    @Test
    void request_isServedByRunningWaitingAndStoppedCpus() {
        rig = new CpuRig(OrderKind.HOST, Threading.FREE, 3);
        rig.code(0x2000, LOOP)
                .start(0, CpuRig.PLAIN, 0x2000)
                .start(1, OPEN | Psw.WAIT, 0x2000)
                .threads();
        soon().until(() -> rig.cpu(0).instructionCount() > 0);
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            // ORDER volatile: a test's counter.
            rig.rendezvous.onOthers(null, cpu -> served.incrementAndGet());
        }
        // ORDER volatile: a test's counter.
        assertThat(served.get()).isEqualTo(300);
    }

    @Test
    void whileStopped_doesNotWaitForAnExclusiveSection() throws InterruptedException {
        rig = new CpuRig(OrderKind.HOST, Threading.FREE, 1);
        Thread[] asking = new Thread[1];
        AtomicBoolean refused = new AtomicBoolean();
        rig.rendezvous.exclusively(null, () -> {
            asking[0] = new Thread(() -> {
                // ORDER volatile: a test's flag.
                refused.set(rig.cpu(0).whileStopped(() -> {}) == Cpu.WhileStopped.BUSY);
            });
            asking[0].start();
            // ORDER volatile: a test's flag.
            soon().until(refused::get);
        });
        asking[0].join();
        assertThat(rig.cpu(0).whileStopped(() -> {})).isEqualTo(Cpu.WhileStopped.DONE);
    }

    @Test
    void onOneThread_requestsAreServedDirectly() {
        rig = new CpuRig(OrderKind.WEAK, Threading.DETERMINISTIC, 3);
        rig.code(0x2000, LOOP).start(1, CpuRig.PLAIN, 0x2000).cpu(1).step();
        StringBuilder served = new StringBuilder();
        rig.rendezvous.onOthers(rig.cpu(0), cpu -> served.append(cpu.address()));
        rig.rendezvous.exclusively(rig.cpu(2), () -> served.append('!'));
        assertThat(served).hasToString("12!");
    }

    /** Four CPUs on threads, each made to initiate at its instruction boundaries by its watch hook. */
    @Test
    void fourInitiatorsAtOnce_serveEachOther_andNobodyRunsInAnExclusiveSection() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger sections = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        AtomicBoolean violated = new AtomicBoolean();
        CpuRig[] holder = new CpuRig[1];
        ExecutionListener initiator = (cpu, executed, next) -> {
            // ORDER volatile: a test's look into the section.
            if (inside.get() != 0) {
                // ORDER volatile: a test's flag.
                violated.set(true);
            }
            // ORDER volatile: a test's counter.
            if (sections.get() < 1_000) {
                holder[0].rendezvous.exclusively(cpu, () -> {
                    // ORDER volatile: a test's counters.
                    if (inside.incrementAndGet() != 1) {
                        // ORDER volatile: a test's flag.
                        violated.set(true);
                    }
                    for (int i = 0; i < 20; i++) {
                        Thread.yield();
                    }
                    // ORDER volatile: a test's counters.
                    sections.incrementAndGet();
                    // ORDER volatile: a test's counters.
                    inside.decrementAndGet();
                });
                // ORDER volatile: a test's counter.
                holder[0].rendezvous.onOthers(cpu, other -> served.incrementAndGet());
            }
        };
        rig = new CpuRig(
                OrderKind.HOST, Threading.FREE, 4, new CpuHooks(null, address -> address == 0x2000, initiator, null));
        holder[0] = rig;
        rig.code(0x2000, "0700 a7f4ffff");
        for (int i = 0; i < 4; i++) {
            rig.start(i, CpuRig.PLAIN, 0x2000);
        }
        rig.threads();
        // ORDER volatile: a test's counter.
        soon().until(() -> sections.get() >= 1_000);
        for (Cpu cpu : rig.cpus) {
            cpu.stop();
        }
        soon().until(() -> rig.cpus.stream().allMatch(cpu -> cpu.state() == CpuState.STOPPED));
        // ORDER volatile: a test's flag and counters.
        assertThat(violated.get()).isFalse();
        // ORDER volatile: a test's counters.
        assertThat(served.get()).isEqualTo(3 * sections.get());
    }
}
