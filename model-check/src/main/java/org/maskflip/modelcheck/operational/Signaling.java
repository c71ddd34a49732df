package org.maskflip.modelcheck.operational;

import java.util.Set;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.modelcheck.operational.Signals.Run;
import org.maskflip.modelcheck.program.CpuState;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.Interruption;
import org.maskflip.modelcheck.program.NotModeledException;

/** SIGNAL PROCESSOR, and when a CPU takes what is pending in it. Source: Model Z, section 6. */
final class Signaling {
    /** Takes a successor. */
    @FunctionalInterface
    interface Sink {
        void accept(int detail, MachineState next);
    }

    private final Memory memory;
    private final Set<Deviation> deviations;

    Signaling(Memory memory, Set<Deviation> deviations) {
        this.memory = memory;
        this.deviations = deviations;
    }

    /** The effect of a SIGP: changes what is pending in the target and returns the answer. */
    long signal(MachineState state, int sender, Effect effect) {
        long target = effect.address();
        if (target >= state.signals.length) {
            return Signals.NOT_OPERATIONAL;
        }
        int to = (int) target;
        Signals pending = state.signals[to];
        int order = (int) effect.value();
        if (order == Signals.SENSE_RUNNING) {
            return pending.senseRunning();
        }
        if (pending.order() != 0 && to != sender) {
            return Signals.BUSY;
        }
        switch (order) {
            case Signals.SENSE -> {
                return pending.sense();
            }
            case Signals.EXTERNAL_CALL -> {
                if (pending.externalCall() >= 0) {
                    return Signals.externalCallPending();
                }
                state.signals[to] = pending.withExternalCall(sender);
            }
            case Signals.EMERGENCY_SIGNAL -> {
                state.signals[to] = pending.withEmergency(sender);
                if (deviations.contains(Deviation.SIGNAL_DISCARDS_AT_ONCE)) {
                    state.windows[to] = memory.windows(state.storage);
                }
            }
            case Signals.START, Signals.STOP, Signals.RESTART -> state.signals[to] = pending.withOrder(order);
            default ->
                throw new NotModeledException(String.format("the SIGNAL PROCESSOR order %02x is not modeled", order));
        }
        return 0;
    }

    /** Whether a CPU would take an interruption here, if one were pending. */
    static boolean isEnabled(CpuState cpu) {
        return cpu.effect().kind() != Effect.Kind.END
                && (cpu.pswMask() & Psw.EXTERNAL) != 0
                && (cpu.cr(0) & (ControlBits.CR0_EMERGENCY_SIGNAL | ControlBits.CR0_EXTERNAL_CALL)) != 0;
    }

    /** Whether a CPU can take something that is pending. */
    static boolean isTakable(MachineState state, int cpu) {
        Signals pending = state.signals[cpu];
        CpuState own = state.nodes[cpu].state();
        if (!pending.isAny() || !own.isBetweenInstructions()) {
            return false;
        }
        if (pending.order() != 0 && (pending.order() != Signals.STOP || state.queues[cpu].isEmpty())) {
            return true;
        }
        long control = own.cr(0);
        boolean isSignaled = (control & ControlBits.CR0_EMERGENCY_SIGNAL) != 0 && pending.emergencies() != 0
                || (control & ControlBits.CR0_EXTERNAL_CALL) != 0 && pending.externalCall() >= 0;
        return isSignaled && pending.run() == Run.OPERATING && isEnabled(own);
    }

    /** The transitions by which a CPU takes what is pending. */
    void expand(MachineState state, int cpu, Sink sink) {
        Signals pending = state.signals[cpu];
        if (!pending.isAny()) {
            return;
        }
        CpuState own = state.nodes[cpu].state();
        if (!own.isBetweenInstructions()) {
            return;
        }
        if (pending.order() != 0) {
            takeOrder(state, cpu, sink);
        }
        if (pending.run() == Run.OPERATING && isEnabled(own)) {
            takeExternal(state, cpu, sink);
        }
    }

    private void takeOrder(MachineState state, int cpu, Sink sink) {
        Signals pending = state.signals[cpu];
        MachineState next = state.copy();
        switch (pending.order()) {
            case Signals.STOP -> {
                if (!state.queues[cpu].isEmpty()) {
                    return;
                }
                next.signals[cpu] = pending.done(Run.STOPPED);
            }
            case Signals.START -> {
                next.signals[cpu] = pending.done(Run.OPERATING);
                if (pending.run() == Run.STOPPED) {
                    next.windows[cpu] = memory.windows(state.storage);
                }
            }
            default -> {
                next.signals[cpu] = pending.done(Run.OPERATING);
                next.nodes[cpu] = next.nodes[cpu].interrupt(new Interruption(Interruption.Kind.RESTART, 0, 0));
            }
        }
        sink.accept(0, next);
    }

    /** Emergency signals before an external call, the lowest sender first. */
    private static void takeExternal(MachineState state, int cpu, Sink sink) {
        Signals pending = state.signals[cpu];
        long control = state.nodes[cpu].state().cr(0);
        MachineState next = state.copy();
        if ((control & ControlBits.CR0_EMERGENCY_SIGNAL) != 0 && pending.emergencies() != 0) {
            int sender = Long.numberOfTrailingZeros(pending.emergencies());
            next.signals[cpu] = pending.withoutEmergency(sender);
            next.nodes[cpu] = next.nodes[cpu].interrupt(
                    new Interruption(Interruption.Kind.EXTERNAL, Interruption.EMERGENCY_SIGNAL, sender));
        } else if ((control & ControlBits.CR0_EXTERNAL_CALL) != 0 && pending.externalCall() >= 0) {
            next.signals[cpu] = pending.withExternalCall(-1);
            next.nodes[cpu] = next.nodes[cpu].interrupt(
                    new Interruption(Interruption.Kind.EXTERNAL, Interruption.EXTERNAL_CALL, pending.externalCall()));
        } else {
            return;
        }
        sink.accept(1, next);
    }
}
