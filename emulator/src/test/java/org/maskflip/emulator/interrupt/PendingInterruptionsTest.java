package org.maskflip.emulator.interrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.interrupt.PendingInterruptions.Posting;

class PendingInterruptionsTest {
    private static final TimerConditions NEVER_DUE = new Timers(false, false);

    private final FloatingInterruptions floating = new FloatingInterruptions();
    private final PendingInterruptions pending = new PendingInterruptions(130, floating);
    private final ExternalInterruption taken = new ExternalInterruption();

    private record Timers(boolean isClockComparatorDue, boolean isCpuTimerDue) implements TimerConditions {}

    private String take(PendingInterruptions cpu, int enabled) {
        if (!cpu.takeExternal(enabled, NEVER_DUE, taken)) {
            return "none";
        }
        return String.format("%04x from %d", taken.code(), taken.cpuAddress());
    }

    private String take() {
        return take(pending, Attention.EXTERNAL);
    }

    @Test
    void secondExternalCall_isRefusedUntilTheFirstIsTaken() {
        assertThat(pending.postExternalCall(3)).isEqualTo(Posting.ACCEPTED);
        assertThat(pending.postExternalCall(3)).isEqualTo(Posting.REFUSED);
        assertThat(pending.postExternalCall(4)).isEqualTo(Posting.REFUSED);
        assertThat(pending.isExternalCallPending()).isTrue();
        assertThat(take()).isEqualTo("1202 from 3");
        assertThat(pending.isExternalCallPending()).isFalse();
        assertThat(take()).isEqualTo("none");
        assertThat(pending.postExternalCall(4)).isEqualTo(Posting.ACCEPTED);
        assertThat(take()).isEqualTo("1202 from 4");
    }

    @Test
    void emergencySignals_mergePerSenderAndAreTakenLowestFirst() {
        pending.postEmergencySignal(129);
        pending.postEmergencySignal(5);
        pending.postEmergencySignal(64);
        pending.postEmergencySignal(5);
        assertThat(List.of(take(), take(), take(), take()))
                .containsExactly("1201 from 5", "1201 from 64", "1201 from 129", "none");
        assertThat(pending.attention()).isZero();
    }

    @Test
    void externalConditions_areTakenByPriority() {
        floating.postServiceSignal(0x1230);
        pending.raise(Attention.CPU_TIMER | Attention.CLOCK_COMPARATOR);
        pending.postExternalCall(1);
        pending.postEmergencySignal(1);
        pending.postMalfunctionAlert(2);
        floating.postInterruptKey();
        Timers due = new Timers(true, true);
        List<Integer> codes = new ArrayList<>();
        int enabled = Attention.EXTERNAL;
        while (pending.takeExternal(enabled, due, taken)) {
            codes.add(taken.code());
            enabled &= taken.code() == 0x1004 ? ~Attention.CLOCK_COMPARATOR : -1;
            enabled &= taken.code() == 0x1005 ? ~Attention.CPU_TIMER : -1;
        }
        assertThat(codes).containsExactly(0x0040, 0x1200, 0x1201, 0x1202, 0x1004, 0x1005, 0x2401);
        assertThat(taken.parameter()).isEqualTo(0x1230);
    }

    @Test
    void conditionThatIsMasked_staysPending() {
        pending.postEmergencySignal(1);
        pending.postExternalCall(2);
        assertThat(take(pending, Attention.EXTERNAL_CALL)).isEqualTo("1202 from 2");
        assertThat(take()).isEqualTo("1201 from 1");
    }

    @Test
    void timerCondition_lastsAfterItWasTaken_butAHintWithoutConditionGoes() {
        pending.raise(Attention.CLOCK_COMPARATOR);
        Timers due = new Timers(true, false);
        assertThat(pending.takeExternal(Attention.EXTERNAL, due, taken)).isTrue();
        assertThat(pending.takeExternal(Attention.EXTERNAL, due, taken)).isTrue();
        assertThat(pending.takeExternal(Attention.EXTERNAL, NEVER_DUE, taken)).isFalse();
        assertThat(pending.attention()).isZero();
    }

    @Test
    void serviceSignal_isTakenByOneCpuOnly() {
        PendingInterruptions other = new PendingInterruptions(2, floating);
        floating.postServiceSignal(8);
        assertThat(other.attention()).isEqualTo(Attention.SERVICE_SIGNAL);
        assertThat(take(other, Attention.EXTERNAL)).isEqualTo("2401 from 0");
        assertThat(floating.isServiceSignalPending()).isFalse();
        assertThat(take()).isEqualTo("none");
        assertThat(pending.attention()).isZero();
    }

    @Test
    void ioInterruptions_areTakenBySubclassAndInTurn() {
        floating.postIo(new IoInterruption(3, 31, 0, 0));
        floating.postIo(new IoInterruption(3, 32, 0, 0));
        floating.postIo(new IoInterruption(1, 11, 0, 0));
        int enabled = Attention.enabled(Psw.IO, 0, 0x5000_0000L);
        assertThat(pending.takeIo(enabled).subchannelId()).isEqualTo(11);
        assertThat(pending.takeIo(enabled).subchannelId()).isEqualTo(31);
        assertThat(pending.takeIo(Attention.enabled(Psw.IO, 0, 0x4000_0000L))).isNull();
        assertThat(pending.takeIo(enabled).subchannelId()).isEqualTo(32);
        assertThat(pending.takeIo(enabled)).isNull();
    }

    @Test
    void machineCheckCodes_mergeUntilTaken() {
        pending.postMachineCheck(1L << 62);
        pending.postMachineCheck(1L);
        assertThat(pending.takeMachineCheck()).isEqualTo(1L << 62 | 1);
        assertThat(pending.takeMachineCheck()).isZero();
    }

    @Test
    void reset_clearsThisCpuAndLeavesTheFloatingConditions() {
        pending.postEmergencySignal(1);
        pending.postExternalCall(1);
        pending.postMachineCheck(1);
        pending.raise(Attention.STOP);
        floating.postServiceSignal(1);
        pending.clear();
        assertThat(pending.attention()).isEqualTo(Attention.SERVICE_SIGNAL);
        assertThat(pending.isExternalCallPending()).isFalse();
        assertThat(take()).isEqualTo("2401 from 0");
    }

    @Test
    void everySubclassMask_enablesItsCondition() {
        long[] masks = {0x40, 0x8000, 0x4000, 0x2000, 0x800, 0x400, 0x200};
        for (int i = 0; i < masks.length; i++) {
            int bits = Attention.enabled(Psw.EXTERNAL, masks[i], 0) & ~Attention.UNMASKED;
            assertThat(bits).as("mask %x", masks[i]).isEqualTo(Attention.INTERRUPT_KEY << i);
            assertThat(Attention.enabled(0, masks[i], 0)).isEqualTo(Attention.UNMASKED);
        }
        assertThat(Attention.enabled(Psw.MACHINE_CHECK, 0, 0)).isEqualTo(Attention.UNMASKED | Attention.MACHINE_CHECK);
    }

    @Test
    void externalCallsOfFourSenders_areEachTakenOnceIfAccepted() throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            int address = sender;
            senders.add(new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (pending.postExternalCall(address) == Posting.ACCEPTED) {
                        // ORDER volatile: a test's counter.
                        accepted.incrementAndGet();
                    }
                }
                // ORDER volatile: a test's counter.
                finished.incrementAndGet();
            }));
        }
        senders.forEach(Thread::start);
        int calls = 0;
        // ORDER volatile: a test's counter.
        while (finished.get() < 4 || (pending.attention() & Attention.EXTERNAL_CALL) != 0) {
            calls += take().equals("none") ? 0 : 1;
        }
        for (Thread sender : senders) {
            sender.join();
        }
        // ORDER volatile: a test's counter.
        assertThat(calls).isEqualTo(accepted.get());
        assertThat(pending.isExternalCallPending()).isFalse();
    }

    @Test
    void emergencySignalsOfFourSenders_areNeverLost() throws InterruptedException {
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger[] answered = new AtomicInteger[4];
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            int address = sender;
            answered[sender] = new AtomicInteger();
            senders.add(new Thread(() -> {
                for (int i = 1; i <= 2_000; i++) {
                    pending.postEmergencySignal(address);
                    // ORDER volatile: a test's counter.
                    while (answered[address].get() < i) {
                        Thread.yield();
                    }
                }
                // ORDER volatile: a test's counter.
                finished.incrementAndGet();
            }));
        }
        senders.forEach(Thread::start);
        // ORDER volatile: a test's counter.
        while (finished.get() < 4) {
            if (pending.takeExternal(Attention.EXTERNAL, NEVER_DUE, taken)) {
                // ORDER volatile: a test's counter.
                answered[taken.cpuAddress()].incrementAndGet();
            } else {
                Thread.yield();
            }
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(pending.attention()).isZero();
    }
}
