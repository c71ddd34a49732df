package org.maskflip.emulator.machine;

import java.util.List;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.interrupt.Attention;

/** Looks whether CPUs can go on. Their registers are read only where {@link Cpu#isAway} has said that they stand still. */
final class Idleness {
    private Idleness() {}

    /** Whether something is pending that the CPU looks at in its present state. The CPU is away. */
    static boolean isWakeable(Cpu cpu) {
        return (cpu.pending().attention() & interest(cpu)) != 0;
    }

    /** The attention bits that the CPU looks at in its present state. The CPU is away. */
    static int interest(Cpu cpu) {
        Registers registers = cpu.registers();
        return switch (cpu.state()) {
            case OPERATING -> Attention.enabled(registers.pswMask(), registers.cr(0), registers.cr(6));
            case STOPPED, LOAD -> Attention.WHILE_STOPPED;
            case CHECK_STOP -> Attention.WHILE_CHECK_STOPPED;
        };
    }

    /** Whether the CPU stands still and nothing is pending that could change it. */
    static boolean isIdle(Cpu cpu) {
        return cpu.isAway()
                && !isWakeable(cpu)
                && (cpu.state() != CpuState.OPERATING || cpu.registers().isMaskSet(Psw.WAIT));
    }

    /** How a machine ended whose CPUs are all idle, with no timer running. */
    static Ending ending(List<Cpu> cpus) {
        for (Cpu cpu : cpus) {
            if (isWaitingDisabled(cpu)) {
                return ending(Ending.Kind.DISABLED_WAIT, cpu, "", cpus);
            }
        }
        for (Cpu cpu : cpus) {
            if (cpu.state() == CpuState.OPERATING) {
                return ending(Ending.Kind.DEADLOCK, cpu, "", cpus);
            }
        }
        return ending(Ending.Kind.ALL_STOPPED, cpus.get(0), "", cpus);
    }

    private static boolean isWaitingDisabled(Cpu cpu) {
        return cpu.state() == CpuState.OPERATING
                && !cpu.registers().isMaskSet(Psw.EXTERNAL | Psw.IO | Psw.MACHINE_CHECK);
    }

    static Ending ending(Ending.Kind kind, Cpu cpu, String reason, List<Cpu> cpus) {
        long instructions = cpus.stream().mapToLong(Cpu::instructionCount).sum();
        Registers registers = cpu.registers();
        return new Ending(
                kind, cpu.address(), registers.pswMask(), registers.instructionAddress(), reason, instructions);
    }
}
