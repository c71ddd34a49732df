package org.maskflip.modelcheck.lincheck;

import java.util.List;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.interrupt.ExternalInterruption;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.sigp.SignalOrder;
import org.maskflip.emulator.sigp.SignalProcessor;
import org.maskflip.emulator.storage.ArrayStorage;

/**
 * The shipped CPUs 0 to 2 with the shipped signaling facility. CPU 0 waits, enabled for signals, whenever it operates: what comes to
 * it is all that happens. Its time is virtual, so that no alarm runs beside Lincheck's threads.
 */
final class SleepyMachine {
    static final int SIZE = 1 << 20;
    private static final long SLEEPS = Psw.WAIT | Psw.EXTERNAL | Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;
    private static final long SIGNALS_ENABLED = 0x6000;
    private static final int FIRST = 0x300;
    private static final int AFTER_RESTART = 0x400;
    private static final int AFTER_SIGNAL = 0x500;

    /** No instruction is executed: all decoders know one row only, which is quickly made. */
    private static final InstructionSet FEW =
            InstructionSet.of(List.of(InstructionSet.all().row("lpswe")));

    final Machine machine;
    final Cpu cpu;
    private final SignalProcessor signals;

    SleepyMachine() {
        machine = Machine.builder()
                .cpus(3)
                .instructions(FEW)
                .storage(new ArrayStorage(SIZE))
                .scheduler(Scheduler.DETERMINISTIC)
                .build();
        signals = new SignalProcessor(machine.cpus(), machine.facilities(), SIZE);
        cpu = machine.cpu(0);
        psw(PrefixArea.RESTART_NEW_PSW, AFTER_RESTART);
        psw(PrefixArea.EXTERNAL_NEW_PSW, AFTER_SIGNAL);
        cpu.load(() -> {
            cpu.registers().setPswMask(SLEEPS);
            cpu.registers().setCr(0, SIGNALS_ENABLED);
            come(FIRST);
        });
    }

    private void psw(int at, long address) {
        // ORDER volatile: before any thread runs.
        machine.storage().setVolatile(at, 8, SLEEPS);
        // ORDER volatile: as above.
        machine.storage().setVolatile(at + 8, 8, address);
    }

    private void come(long address) {
        cpu.registers().setInstructionAddress(address);
        cpu.registers().setNextAddress(address);
    }

    /** What a unit of CPU 0 was, in words. */
    String unit() {
        come(FIRST);
        return switch (cpu.step()) {
            case WAITING -> "waits";
            case NOT_OPERATING -> "rests";
            case INTERRUPTION -> done();
            case INSTRUCTION, WAITING_DISABLED -> "executes";
        };
    }

    private String done() {
        return switch ((int) cpu.registers().instructionAddress()) {
            case AFTER_RESTART -> "restart";
            case AFTER_SIGNAL ->
                (bytes(PrefixArea.EXTERNAL_CODE) == ExternalInterruption.EXTERNAL_CALL ? "call " : "emergency ")
                        + bytes(PrefixArea.EXTERNAL_CPU_ADDRESS);
            default -> "order";
        };
    }

    private long bytes(int at) {
        // ORDER volatile: by the thread that has just stored there.
        return machine.storage().getVolatile(at, 2);
    }

    /** The answer to an order for CPU 0: condition code, a dot, and the status. */
    String signal(int sender, SignalOrder order) {
        long answer = signals.signal(machine.cpu(sender), order.code(), 0, 0);
        return (answer >>> Integer.SIZE) + "." + Integer.toHexString((int) answer);
    }
}
