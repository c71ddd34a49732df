package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.Chooser;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.RecordingChooser;
import org.maskflip.emulator.storage.order.ReplayChooser;
import org.maskflip.emulator.storage.order.SeededChooser;
import org.maskflip.emulator.trace.Event;

/** The promise of the deterministic scheduler: the same choices, the same events. */
class DeterminismTest {
    /** Three CPUs add to a counter without interlock, take clocks and timer interruptions, and count themselves out. */
    private static final String RACE = """
                    .org 0x1a0
                    .quad 0x0000000180000000, other
                    .org 0x1b0
                    .quad 0x0000000180000000, tick
                    .org 0x1d0
                    .quad 0x0002000180000000, 0xdead
                    .org 0x1000
            _start: lghi %r3,1
                    sigp %r4,%r3,6
                    lghi %r3,2
                    sigp %r4,%r3,6
            other:  larl %r9,data
                    lctlg %c0,%c0,16(%r9)
                    stck 32(%r9)
                    lg   %r1,32(%r9)
                    aghi %r1,4096
                    stg  %r1,40(%r9)
                    sckc 40(%r9)
                    lghi %r1,200
            loop:   lg   %r2,0(%r9)
                    aghi %r2,1
                    stg  %r2,0(%r9)
                    brctg %r1,loop
                    lpswe 48(%r9)
            tick:   l    %r4,8(%r9)
            again:  lr   %r5,%r4
                    ahi  %r5,1
                    cs   %r4,%r5,8(%r9)
                    jne  again
                    lpswe 64(%r9)
                    .align 8
            data:   .quad 0, 0, 0x8e0, 0, 0, 0
                    .quad 0x0102000180000000, 0
                    .quad 0x0002000180000000, 0
            """;

    private record Run(List<Event> events, Ending ending) {}

    private static Run run(OrderKind order, Chooser chooser) throws InterruptedException {
        List<Event> events = new ArrayList<>();
        MachineBuilder builder = Machine.builder()
                .cpus(3)
                .storage("4M")
                .order(order)
                .policy(AdversaryPolicy.STUBBORN)
                .scheduler(Scheduler.DETERMINISTIC)
                .chooser(chooser)
                .trace(events::add);
        try (Machine machine = Guests.load(builder, RACE)) {
            return new Run(events, Guests.finish(machine));
        }
    }

    private static Chooser seeded(long seed) {
        return new SeededChooser(seed, AdversaryPolicy.STUBBORN);
    }

    @Test
    void run_sameSeed_givesTheSameEvents() throws InterruptedException {
        for (OrderKind order : OrderKind.values()) {
            Run first = run(order, seeded(42));
            Run second = run(order, seeded(42));
            assertThat(first.events()).hasSizeGreaterThan(2000);
            assertThat(second.events()).isEqualTo(first.events());
            assertThat(second.ending()).isEqualTo(first.ending());
        }
    }

    @Test
    void run_otherSeed_givesOtherEvents() throws InterruptedException {
        assertThat(run(OrderKind.WEAK, seeded(1)).events())
                .isNotEqualTo(run(OrderKind.WEAK, seeded(2)).events());
    }

    @Test
    void run_recordedSchedule_replays() throws InterruptedException {
        RecordingChooser recorder = new RecordingChooser(seeded(7));
        Run recorded = run(OrderKind.WEAK, recorder);
        ReplayChooser replay = new ReplayChooser(recorder.schedule());
        assertThat(run(OrderKind.WEAK, replay).events()).isEqualTo(recorded.events());
        assertThat(replay.isFinished()).isTrue();
    }
}
