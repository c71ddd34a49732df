package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.maskflip.emulator.machine.Guests.LIMIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.storage.order.OrderKind;

class SnapshotTest {
    /**
     * CPU 0 and CPU 1 count in registers and in storage, each twice per round, until the doubleword at 0x900 is not zero; CPU 1 ends
     * stopped, CPU 0 in the disabled wait at 0.
     */
    private static final String COUNTERS = """
                    .org 0x1a0
                    .quad 0x0000000180000000, other
                    .org 0x1000
            _start: lghi %r1,0
                    lghi %r3,1
                    sigp %r1,%r3,6
                    brc 7,_start
                    larl %r6,0x800
            count:  aghi %r7,1
                    agsi 0(%r6),1
                    aghi %r8,1
                    lg %r9,0x900
                    ltgr %r9,%r9
                    jz count
                    j end
            other:  larl %r6,0x808
            count1: aghi %r7,1
                    agsi 0(%r6),1
                    aghi %r8,1
                    lg %r9,0x900
                    ltgr %r9,%r9
                    jz count1
                    lghi %r1,0
                    lghi %r3,1
                    sigp %r1,%r3,5
            stay:   j stay
            """ + Guests.END;

    @TempDir
    Path folder;

    private static MachineBuilder two(OrderKind order) {
        return Machine.builder().cpus(2).order(order).seed(7);
    }

    private static Machine running(MachineBuilder builder) throws InterruptedException {
        Machine machine = Guests.load(builder, COUNTERS);
        machine.start();
        while (machine.doubleword(0x800) < 1000 || machine.doubleword(0x808) < 1000) {
            assertThat(machine.await(Duration.ofMillis(2)).kind()).isEqualTo(Ending.Kind.TIMEOUT);
        }
        return machine;
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void snapshot_ofRunningCpus_isOneMomentBetweenInstructions(OrderKind order) throws Exception {
        Path file = folder.resolve("two.snap");
        try (Machine machine = running(two(order))) {
            SnapshotFile.write(file, machine.snapshot());
            assertThat(machine.await(Duration.ofMillis(2)).kind())
                    .as("it goes on")
                    .isEqualTo(Ending.Kind.TIMEOUT);
        }
        Snapshot snapshot = SnapshotFile.read(file);
        try (Machine machine =
                snapshot.configure(Machine.builder().order(order)).build()) {
            machine.restore(snapshot);
            for (int cpu = 0; cpu < 2; cpu++) {
                long counted = machine.doubleword(0x800 + 8 * cpu);
                long first = machine.cpu(cpu).registers().gr(7);
                long second = machine.cpu(cpu).registers().gr(8);
                assertThat(counted).isGreaterThanOrEqualTo(1000).isBetween(second, first);
                assertThat(first - second).isBetween(0L, 1L);
            }
            machine.load(0x900, new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
            machine.resume();
            assertThat(machine.await(LIMIT).kind()).isEqualTo(Ending.Kind.DISABLED_WAIT);
            assertThat(machine.doubleword(0x808))
                    .isEqualTo(machine.cpu(1).registers().gr(7));
        }
    }

    @Test
    void snapshot_ofOneOrder_goesOnInAnother() throws Exception {
        Snapshot snapshot;
        try (Machine machine = running(two(OrderKind.HOST))) {
            snapshot = machine.snapshot();
        }
        try (Machine machine = snapshot.configure(two(OrderKind.WEAK)).build()) {
            machine.restore(snapshot);
            long before = machine.doubleword(0x800);
            machine.resume();
            while (machine.doubleword(0x800) < before + 1000) {
                assertThat(machine.await(Duration.ofMillis(2)).kind()).isEqualTo(Ending.Kind.TIMEOUT);
            }
        }
    }

    @Test
    void restore_pendingInterruptionsClocksAndInput_areAsTheyWere() throws Exception {
        Snapshot snapshot;
        long tod;
        try (Machine machine = Guests.load(two(OrderKind.HOST), COUNTERS)) {
            machine.cpu(0).pending().postEmergencySignal(1);
            machine.cpu(1).pending().postExternalCall(0);
            machine.cpu(0).environment().setClockComparator(-2);
            machine.cpu(1).environment().setCpuTimer(0x7FFF_0000_0000_0000L);
            machine.cpu(1).environment().setTodProgrammable(0x1234);
            machine.type(ConsoleMode.VT220, "typed");
            snapshot = machine.snapshot();
            tod = machine.tod().now();
        }
        try (Machine machine = snapshot.configure(Machine.builder()).build()) {
            machine.restore(snapshot);
            int signals = Attention.EMERGENCY_SIGNAL | Attention.EXTERNAL_CALL;
            assertThat(machine.cpu(0).pending().attention() & signals).isEqualTo(Attention.EMERGENCY_SIGNAL);
            assertThat(machine.cpu(1).pending().isExternalCallPending()).isTrue();
            assertThat(machine.cpu(0).environment().clockComparator()).isEqualTo(-2);
            assertThat(machine.cpu(1).environment().cpuTimer()).isEqualTo(0x7FFF_0000_0000_0000L);
            assertThat(machine.cpu(1).environment().todProgrammable()).isEqualTo(0x1234);
            assertThat(machine.snapshot().state().length).isEqualTo(snapshot.state().length);
            assertThat(Math.abs(machine.tod().now() - tod)).isLessThan(60_000_000L << 12);
        }
    }

    @Test
    void restore_intoAnotherConfiguration_isRefused() {
        try (Machine machine = Guests.load(two(OrderKind.HOST), COUNTERS);
                Machine other = Machine.builder().cpus(3).build()) {
            Snapshot snapshot = machine.snapshot();
            assertThatThrownBy(() -> other.restore(snapshot))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContaining("2 CPUs");
        }
    }

    private Path written() throws IOException {
        Path file = folder.resolve("machine.snap");
        try (Machine machine = Guests.load(two(OrderKind.HOST), COUNTERS)) {
            SnapshotFile.write(file, machine.snapshot());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40, 62, 100, 1000})
    void read_truncatedFile_isRefused(int length) throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, Math.min(length, bytes.length - 1)));
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void read_anyByteChanged_isRefused() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 1 + bytes.length / 97) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x20;
            Files.write(file, changed);
            assertThatThrownBy(() -> SnapshotFile.read(file)).as("byte %d", at).isInstanceOf(ImageException.class);
        }
    }

    @Test
    void read_laterVersion_saysSo() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        bytes[21] = 9;
        Files.write(file, bytes);
        assertThatThrownBy(() -> SnapshotFile.read(file)).hasMessageContainingAll("version 9", "expected version 1");
    }

    @Test
    void write_whereNothingCanBe_leavesTheOldFile() throws IOException {
        Path file = folder.resolve("machine.snap");
        Files.createDirectory(file);
        Files.write(file.resolve("old"), new byte[] {1});
        try (Machine machine = Guests.load(two(OrderKind.HOST), COUNTERS)) {
            Snapshot snapshot = machine.snapshot();
            assertThatThrownBy(() -> SnapshotFile.write(file, snapshot)).isInstanceOf(IOException.class);
        }
        assertThat(file.resolve("old")).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void snapshot_whileTheDeterministicSchedulerRuns_isRefused() throws InterruptedException {
        try (Machine machine = running(two(OrderKind.WEAK).scheduler(Scheduler.DETERMINISTIC))) {
            assertThatThrownBy(machine::snapshot)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("deterministic");
        }
    }
}
