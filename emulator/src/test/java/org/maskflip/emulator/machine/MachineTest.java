package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.maskflip.emulator.machine.Guests.CATCH;
import static org.maskflip.emulator.machine.Guests.END;
import static org.maskflip.emulator.machine.Guests.LIMIT;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.storage.order.OrderKind;

class MachineTest {
    private static final String SUM = CATCH + """
                    .org 0x1000
            _start: lghi %r1,100
                    lghi %r2,0
            loop:   agr  %r2,%r1
                    brctg %r1,loop
                    stg  %r2,0x800
            """ + END;

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void run_underEveryOrderAndScheduler_endsInTheDisabledWait(OrderKind order) throws InterruptedException {
        for (Scheduler scheduler : Scheduler.values()) {
            try (Machine machine = Guests.load(Machine.builder().order(order).scheduler(scheduler), SUM)) {
                Ending ending = Guests.finish(machine);
                assertThat(ending.instructions()).isEqualTo(205);
                assertThat(ending.isNormal()).isTrue();
                assertThat(machine.doubleword(0x800)).isEqualTo(5050);
            }
        }
    }

    @Test
    void start_withoutEntry_takesTheRestartNewPsw() throws InterruptedException {
        String source = "  .org 0x1a0\n .quad 0x0000000180000000, begin\n .org 0x1000\nbegin: lghi %r3,7\n" + END;
        try (Machine machine = Guests.load(Machine.builder(), source)) {
            Guests.finish(machine);
            assertThat(machine.cpu(0).registers().gr(3)).isEqualTo(7);
        }
    }

    @Test
    void start_withNeitherEntryNorRestartPsw_isRefused() {
        try (Machine machine = Machine.builder().build()) {
            assertThatThrownBy(machine::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nowhere to start")
                    .hasMessageContaining("_start");
        }
    }

    @Test
    void start_again_runsTheProgramAgainAfterAStop() throws InterruptedException {
        String spin = ".org 0x1000\n_start: aghi %r1,1\n j _start\n";
        for (Scheduler scheduler : Scheduler.values()) {
            try (Machine machine = Guests.load(Machine.builder().scheduler(scheduler), spin)) {
                machine.start();
                assertThat(machine.await(Duration.ofMillis(20)).kind()).isEqualTo(Ending.Kind.TIMEOUT);
                machine.stop();
                assertThat(machine.await(LIMIT).kind()).isEqualTo(Ending.Kind.STOPPED_BY_HOST);
                if (scheduler == Scheduler.FREE) {
                    assertThat(machine.cpu(0).state()).isEqualTo(CpuState.STOPPED);
                    machine.start();
                    assertThat(machine.await(Duration.ofMillis(20)).kind()).isEqualTo(Ending.Kind.TIMEOUT);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void await_programInterruptionLoop_isReported(Scheduler scheduler) throws InterruptedException {
        String source = "  .org 0x1000\n_start: .short 0\n";
        try (Machine machine = Guests.load(Machine.builder().scheduler(scheduler), source)) {
            machine.start();
            Ending ending = machine.await(LIMIT);
            assertThat(ending.kind()).isEqualTo(Ending.Kind.CHECK_STOP);
            assertThat(ending.reason()).contains("program-interruption loop");
            assertThat(ending.isNormal()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void await_enabledWaitThatNothingEnds_isADeadlock(Scheduler scheduler) throws InterruptedException {
        String source = "  .org 0x1000\n_start: larl %r1,p\n lpswe 0(%r1)\n .align 8\np: .quad 0x0102000180000000, 0\n";
        try (Machine machine = Guests.load(Machine.builder().cpus(2).scheduler(scheduler), source)) {
            machine.start();
            assertThat(machine.await(LIMIT).kind()).isEqualTo(Ending.Kind.DEADLOCK);
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void await_cpuThatStopsItself_endsWithAllStopped(Scheduler scheduler) throws InterruptedException {
        String source = "  .org 0x1000\n_start: lghi %r3,0\n sigp %r2,%r3,5\n j .\n";
        try (Machine machine = Guests.load(Machine.builder().cpus(3).scheduler(scheduler), source)) {
            machine.start();
            Ending ending = machine.await(LIMIT);
            assertThat(ending.kind()).isEqualTo(Ending.Kind.ALL_STOPPED);
            assertThat(ending.isNormal()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void await_endlessProgram_endsAtTheInstructionLimit(Scheduler scheduler) throws InterruptedException {
        try (Machine machine = Guests.load(
                Machine.builder().scheduler(scheduler).maximumInstructions(100_000), ".org 0x1000\n_start: j .\n")) {
            machine.start();
            Ending ending = machine.await(LIMIT);
            assertThat(ending.kind()).isEqualTo(Ending.Kind.INSTRUCTION_LIMIT);
            assertThat(ending.instructions()).isGreaterThanOrEqualTo(100_000);
        }
    }

    @Test
    void build_facilityOff_makesItsInstructionsOperationExceptions() throws InterruptedException {
        String source = CATCH + ".org 0x1000\n_start: stckf 0x800\n" + END;
        try (Machine machine =
                Guests.load(Machine.builder().level(Level.Z10).without(Facility.STORE_CLOCK_FAST), source)) {
            machine.start();
            Ending ending = machine.await(LIMIT);
            assertThat(ending.instructionAddress()).isEqualTo(0xDEAD);
            assertThat(machine.doubleword(0x88) & 0xFFFF).isEqualTo(1);
        }
    }

    @Test
    void diagnose_anyCode_isASpecificationException() throws InterruptedException {
        String source = CATCH + ".org 0x1000\n_start: diag %r1,%r2,0x204\n" + END;
        try (Machine machine = Guests.load(Machine.builder(), source)) {
            machine.start();
            assertThat(machine.await(LIMIT).instructionAddress()).isEqualTo(0xDEAD);
            assertThat(machine.doubleword(0x88) & 0xFFFF).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "0 MiB", "5 GiB", "3K", "1.5G", "-1M", "99999999999M"})
    void storage_nonsense_isRefusedWithTheExpectation(String size) {
        assertThatThrownBy(() -> Machine.builder().storage(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("storage of")
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M", "64 MiB", "1024 KiB", "4g", "4096mb"})
    void storage_sense_isTaken(String size) {
        Machine.builder().storage(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void cpus_outOfRange_areRefused(int number) {
        assertThatThrownBy(() -> Machine.builder().cpus(number)).hasMessageContaining("1 to 64 expected");
    }

    @Test
    void load_imageBeyondStorage_isRefused() {
        try (Machine machine = Machine.builder().storage("1M").build()) {
            assertThatThrownBy(() -> machine.load(0xFFFFF, new byte[2])).hasMessageContaining("storage ends at 100000");
        }
    }

    @Test
    void close_runningMachine_endsItsThreads() throws InterruptedException {
        Machine machine = Guests.load(Machine.builder().cpus(4), ".org 0x1000\n_start: j .\n");
        machine.start();
        machine.close();
        assertThat(machine.await(LIMIT).kind()).isEqualTo(Ending.Kind.STOPPED_BY_HOST);
    }
}
