package org.maskflip.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;

class TodClockTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void valueAt_unixEpoch_isTheValueThatEveryKernelHas() {
        assertThat(TodClock.valueAt(Instant.EPOCH)).isEqualTo(0x7D91_048B_CA00_0000L);
    }

    @Test
    void now_follows_theTimeInUnits() {
        TodClock clock = new TodClock(time, 1000);
        assertThat(clock.now()).isEqualTo(1000);
        time.advance(4096);
        assertThat(clock.now()).isEqualTo(5096);
    }

    @Test
    void unique_whileTimeStands_stillGrows() {
        TodClock clock = new TodClock(time, 1000);
        assertThat(clock.unique()).isEqualTo(1000);
        assertThat(clock.unique()).isEqualTo(1001);
        assertThat(clock.now()).isEqualTo(1001);
        clock.set(5);
        assertThat(clock.unique()).isEqualTo(5);
    }

    @Test
    void unique_fourThreads_neverTheSameAndGrowingForEach() throws InterruptedException {
        TodClock clock = new TodClock(new HostTime(1000), 0);
        long[][] values = new long[4][300_000];
        CountDownLatch gate = new CountDownLatch(1);
        Thread[] threads = new Thread[values.length];
        for (int i = 0; i < threads.length; i++) {
            long[] own = values[i];
            threads[i] = new Thread(() -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int n = 0; n < own.length; n++) {
                    own[n] = clock.unique();
                }
            });
            threads[i].start();
        }
        gate.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        for (long[] own : values) {
            assertThat(own).isSorted();
        }
        long[] all = java.util.Arrays.stream(values)
                .flatMapToLong(java.util.Arrays::stream)
                .toArray();
        assertThat(all).hasSize(1_200_000);
        assertThat(java.util.Arrays.stream(all).distinct().count()).isEqualTo(all.length);
    }

    @Test
    void timers_raiseTheirBitOnceWhenTheirConditionBegins() {
        PendingInterruptions pending = new PendingInterruptions(1, new FloatingInterruptions());
        Alarm alarm = new Alarm(time);
        TodClock clock = new TodClock(time, 0);
        CpuClocks clocks = new CpuClocks(clock, time, alarm, pending);
        clocks.operate();
        clocks.setClockComparator(100);
        clocks.setCpuTimer(200);
        assertThat(clocks.poll(Attention.EXTERNAL)).isEqualTo(101);
        time.advance(100);
        clocks.poll(0);
        assertThat(pending.attention()).isZero();
        time.advance(1);
        assertThat(clocks.poll(Attention.EXTERNAL)).isEqualTo(100);
        assertThat(pending.attention()).isEqualTo(Attention.CLOCK_COMPARATOR);
        pending.lower(Attention.CLOCK_COMPARATOR);
        time.advance(100);
        assertThat(clocks.poll(Attention.EXTERNAL)).isEqualTo(Alarm.NEVER);
        assertThat(pending.attention()).isEqualTo(Attention.CPU_TIMER);
        assertThat(clocks.cpuTimer()).isEqualTo(-1);
    }

    @Test
    void cpuTimer_whileTheCpuIsHalted_stands() {
        PendingInterruptions pending = new PendingInterruptions(1, new FloatingInterruptions());
        CpuClocks clocks = new CpuClocks(new TodClock(time, 0), time, new Alarm(time), pending);
        clocks.setCpuTimer(50);
        time.advance(10);
        assertThat(clocks.cpuTimer()).isEqualTo(50);
        clocks.operate();
        time.advance(10);
        assertThat(clocks.cpuTimer()).isEqualTo(40);
        clocks.halt();
        time.advance(100);
        assertThat(clocks.cpuTimer()).isEqualTo(40);
    }
}
