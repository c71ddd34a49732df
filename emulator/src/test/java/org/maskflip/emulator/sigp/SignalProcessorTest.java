package org.maskflip.emulator.sigp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.machine.Guests.soon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.machine.Guests;
import org.maskflip.emulator.machine.Machine;

/** All orders between CPUs on threads of their own. CPU 0 spins with interruptions disabled; the others are stopped at first. */
class SignalProcessorTest {
    private static final int STORAGE = 4 << 20;
    private static final String SPIN = ".org 0x1a0\n .quad 0x0000000180000000, spin\n .org 0x1d0\n"
            + " .quad 0x0002000180000000, 0xdead\n .org 0x4000\n_start: j .\nspin: j .\n";

    private Machine machine;
    private SignalProcessor signals;

    @BeforeEach
    void start() {
        machine = Guests.load(Machine.builder().cpus(3).storage(STORAGE), SPIN);
        signals = new SignalProcessor(machine.cpus(), Level.Z10.facilities(), STORAGE);
        machine.start();
        soon().until(() -> machine.cpu(0).state() == CpuState.OPERATING);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    private long signal(SignalOrder order, int target, long parameter) {
        return signals.signal(machine.cpu(0), order.code(), target, parameter);
    }

    private long signal(SignalOrder order, int target) {
        return signal(order, target, 0);
    }

    private static long status(int bits) {
        return 1L << 32 | bits;
    }

    private void restart(int target) {
        assertThat(signal(SignalOrder.RESTART, target)).isZero();
        soon().until(() -> machine.cpu(target).state() == CpuState.OPERATING
                && !machine.cpu(target).isBusy());
    }

    private void becomesStopped(int target) {
        soon().until(() -> machine.cpu(target).state() == CpuState.STOPPED
                && !machine.cpu(target).isBusy());
    }

    @Test
    void sense_stoppedAndOperating_areTold() {
        assertThat(signal(SignalOrder.SENSE, 1)).isEqualTo(status(SignalStatus.STOPPED));
        restart(1);
        assertThat(signal(SignalOrder.SENSE, 1)).isZero();
        assertThat(signal(SignalOrder.SENSE, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64, 0xFFFF})
    void anyOrder_absentCpu_isNotOperational(int target) {
        for (int code = 0; code < 256; code++) {
            assertThat(signals.signal(machine.cpu(0), code, target, 0)).isEqualTo(3L << 32);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x08, 0x0A, 0x0F, 0x14, 0x16, 0x17, 0xFF})
    void unknownOrder_isInvalid(int code) {
        assertThat(signals.signal(machine.cpu(0), code, 1, 0)).isEqualTo(status(SignalStatus.INVALID_ORDER));
    }

    @Test
    void senseRunningStatus_dependsOnItsFacility() {
        assertThat(signal(SignalOrder.SENSE_RUNNING_STATUS, 0)).isZero();
        assertThat(signal(SignalOrder.SENSE_RUNNING_STATUS, 1)).isEqualTo(status(SignalStatus.NOT_RUNNING));
        SignalProcessor without = new SignalProcessor(
                machine.cpus(), Level.Z10.facilities().without(Facility.SENSE_RUNNING_STATUS), STORAGE);
        assertThat(without.signal(machine.cpu(0), 0x15, 0, 0)).isEqualTo(status(SignalStatus.INVALID_ORDER));
    }

    @Test
    void externalCall_second_isRefusedWithItsStatus() {
        assertThat(signal(SignalOrder.EXTERNAL_CALL, 1)).isZero();
        assertThat(signal(SignalOrder.EXTERNAL_CALL, 1)).isEqualTo(status(SignalStatus.EXTERNAL_CALL_PENDING));
        assertThat(signals.signal(machine.cpu(2), 2, 1, 0)).isEqualTo(status(SignalStatus.EXTERNAL_CALL_PENDING));
        assertThat(signal(SignalOrder.SENSE, 1))
                .isEqualTo(status(SignalStatus.EXTERNAL_CALL_PENDING | SignalStatus.STOPPED));
    }

    @Test
    void emergencySignal_second_isAccepted() {
        assertThat(signal(SignalOrder.EMERGENCY_SIGNAL, 1)).isZero();
        assertThat(signal(SignalOrder.EMERGENCY_SIGNAL, 1)).isZero();
    }

    @Test
    void stopAndStart_changeTheState() {
        restart(1);
        assertThat(signal(SignalOrder.STOP, 1)).isZero();
        becomesStopped(1);
        long before = machine.cpu(1).instructionCount();
        assertThat(signal(SignalOrder.START, 1)).isZero();
        soon().until(() -> machine.cpu(1).instructionCount() > before);
        assertThat(machine.cpu(1).state()).isEqualTo(CpuState.OPERATING);
    }

    @Test
    void stopAndStoreStatus_storesAtAbsolute1200() {
        restart(1);
        assertThat(signal(SignalOrder.STOP_AND_STORE_STATUS, 1)).isZero();
        becomesStopped(1);
        assertThat(machine.doubleword(0x1308)).as("PSW address").isEqualTo(0x4004);
    }

    @Test
    void storeStatusAtAddress_stoppedOnly() {
        assertThat(signal(SignalOrder.STORE_STATUS_AT_ADDRESS, 1, 0x20_0000)).isZero();
        assertThat(machine.doubleword(0x20_0000 + 0x180)).as("CR 0").isEqualTo(0xE0);
        restart(1);
        assertThat(signal(SignalOrder.STORE_STATUS_AT_ADDRESS, 1, 0x20_0000))
                .isEqualTo(status(SignalStatus.INCORRECT_STATE));
        assertThat(signal(SignalOrder.STORE_STATUS_AT_ADDRESS, 2, STORAGE))
                .isEqualTo(status(SignalStatus.INVALID_PARAMETER));
    }

    @Test
    void setPrefix_movesTheRestartPsw() {
        assertThat(signal(SignalOrder.SET_PREFIX, 1, 0x10_1FFF)).isZero();
        assertThat(machine.cpu(1).registers().prefix()).isEqualTo(0x10_0000);
        machine.load(0x10_01A0, new byte[] {0, 0, 0, 1, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0});
        restart(1);
        assertThat(signal(SignalOrder.SET_PREFIX, 1, 0)).isEqualTo(status(SignalStatus.INCORRECT_STATE));
        assertThat(signal(SignalOrder.SET_PREFIX, 2, STORAGE)).isEqualTo(status(SignalStatus.INVALID_PARAMETER));
        assertThat(signal(SignalOrder.SET_PREFIX, 0, 0)).isEqualTo(status(SignalStatus.INCORRECT_STATE));
    }

    @Test
    void resets_clearWhatIsPendingAndStop() {
        restart(1);
        signal(SignalOrder.EXTERNAL_CALL, 1);
        assertThat(signal(SignalOrder.CPU_RESET, 1)).isZero();
        becomesStopped(1);
        assertThat(signal(SignalOrder.SENSE, 1)).isEqualTo(status(SignalStatus.STOPPED));
        assertThat(signal(SignalOrder.SET_PREFIX, 1, 0x10_0000)).isZero();
        assertThat(signal(SignalOrder.INITIAL_CPU_RESET, 1)).isZero();
        becomesStopped(1);
        assertThat(machine.cpu(1).registers().prefix()).isZero();
    }

    @Test
    void setArchitecture_isRefusedAsTheMachineIsInThatModeAlready() {
        assertThat(signal(SignalOrder.SET_ARCHITECTURE, 0, 1)).isEqualTo(status(SignalStatus.INVALID_PARAMETER));
        restart(1);
        assertThat(signal(SignalOrder.SET_ARCHITECTURE, 0, 1)).isEqualTo(status(SignalStatus.INCORRECT_STATE));
    }

    @Test
    void conditionalEmergencySignal_cpuThatRunsDisabled_isAccepted() {
        restart(1);
        assertThat(signal(SignalOrder.CONDITIONAL_EMERGENCY_SIGNAL, 1, 5)).isZero();
        assertThat(signal(SignalOrder.CONDITIONAL_EMERGENCY_SIGNAL, 2, 5)).isZero();
    }

    @Test
    void orders_toACheckStoppedCpu_tellIt() {
        machine.load(0x1A8, new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
        machine.load(0x1D8, new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
        machine.load(0x1D0, new byte[] {0, 0, 0, 1, (byte) 0x80, 0, 0, 0});
        assertThat(signal(SignalOrder.RESTART, 1)).isZero();
        soon().until(() -> machine.cpu(1).state() == CpuState.CHECK_STOP);
        assertThat(signal(SignalOrder.SENSE, 1)).isEqualTo(status(SignalStatus.CHECK_STOP));
        assertThat(signal(SignalOrder.EMERGENCY_SIGNAL, 1)).isEqualTo(status(SignalStatus.CHECK_STOP));
        assertThat(signal(SignalOrder.INITIAL_CPU_RESET, 1)).isZero();
        becomesStopped(1);
    }
}
