package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.trace.Event;
import org.maskflip.emulator.trace.Event.InterruptionClass;

/** Passes what a CPU does on to those of its {@link CpuHooks} that are there. */
final class ExecutionHooks {
    private final Cpu cpu;
    private final CpuHooks hooks;

    ExecutionHooks(Cpu cpu, CpuHooks hooks) {
        this.cpu = cpu;
        this.hooks = hooks;
    }

    /** Whether a trace wants each instruction: {@link InstructionCopy#IS_TRACED} or 0. */
    int tracing() {
        return hooks.trace() == null ? 0 : InstructionCopy.IS_TRACED;
    }

    /** A copy that is watched or traced has been executed; its successor stands in the registers. */
    void executed(InstructionCopy copy) {
        long next = cpu.registers().nextAddress();
        if ((copy.special & InstructionCopy.IS_WATCHED) != 0) {
            hooks.executions().executed(cpu, copy.insn, next);
        }
        if (hooks.trace() != null) {
            String mnemonic = copy.insn.row().mnemonic();
            hooks.trace()
                    .accept(new Event.InstructionExecuted(
                            cpu.address(), copy.insn.address(), copy.insn.bytes(), copy.length, mnemonic, next));
        }
    }

    /** An interruption was taken; the new PSW is loaded. */
    void interrupted(InterruptionClass kind, long code, long oldAddress) {
        if (hooks.trace() != null) {
            long newAddress = cpu.registers().instructionAddress();
            hooks.trace().accept(new Event.InterruptionTaken(cpu.address(), kind, code, oldAddress, newAddress));
        }
    }

    boolean isProgramEnd(ProgramInterruption condition) {
        return hooks.programEnd() != null && hooks.programEnd().isEnd(cpu, condition);
    }

    void stateChanged(CpuState from, CpuState to, String reason) {
        if (hooks.listener() != null) {
            hooks.listener().stateChanged(cpu, from, to, reason);
        }
        if (hooks.trace() != null) {
            hooks.trace().accept(new Event.StateChanged(cpu.address(), from.name(), to.name(), reason));
        }
    }

    void waitBegun(CpuListener.Waiting waiting) {
        if (hooks.listener() != null) {
            hooks.listener().waitBegun(cpu, waiting);
        }
    }

    void waitEnded() {
        if (hooks.listener() != null) {
            hooks.listener().waitEnded(cpu);
        }
    }
}
