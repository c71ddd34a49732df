package org.maskflip.emulator.sigp;

import java.util.List;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.interrupt.PendingInterruptions.Posting;

/**
 * The signaling facility of one machine. Safe for any thread: every method may be called by several CPUs at once.
 *
 * <p>An answer is a condition code in bits 0-31 and the status in bits 32-63, as {@code Environment.signalProcessor} gives it:
 * code 0 accepted (pending or requested, not taken), 1 status stored, 2 busy, 3 not operational.
 */
public final class SignalProcessor {
    private static final long ACCEPTED = 0;
    private static final long BUSY = 2L << 32;
    private static final long NOT_OPERATIONAL = 3L << 32;
    private static final long PREFIX_BITS = 0x7FFF_E000L;
    private static final long STATUS_AREA_BITS = 0x7FFF_FE00L;
    private static final int STATUS_AREA_LENGTH = 0x200;

    private final List<Cpu> cpus;
    private final Facilities facilities;
    private final long storageSize;

    /**
     * The facility for the given CPUs.
     *
     * @param cpus by CPU address; may be filled after this call
     * @param storageSize the bytes of absolute storage, against which parameters are checked
     */
    public SignalProcessor(List<Cpu> cpus, Facilities facilities, long storageSize) {
        this.cpus = cpus;
        this.facilities = facilities;
        this.storageSize = storageSize;
    }

    /**
     * One order.
     *
     * @param sender the CPU that executes SIGNAL PROCESSOR
     * @param code the order code, 0-255
     * @param address the address of the CPU that is signaled, 0-65535
     * @param parameter the parameter register, of which bits 32-63 count
     */
    public long signal(Cpu sender, int code, int address, long parameter) {
        if (address >= cpus.size()) {
            return NOT_OPERATIONAL;
        }
        SignalOrder order = SignalOrder.of(code);
        if (order == null || !isInstalled(order)) {
            return status(SignalStatus.INVALID_ORDER);
        }
        Cpu target = cpus.get(address);
        return switch (order) {
            case INITIAL_CPU_RESET -> reset(target, Cpu.Reset.INITIAL_CPU);
            case CPU_RESET -> reset(target, Cpu.Reset.CPU);
            case SENSE_RUNNING_STATUS -> senseRunning(target);
            default -> isBusy(sender, target) ? BUSY : perform(order, sender, target, parameter & 0xFFFF_FFFFL);
        };
    }

    private boolean isInstalled(SignalOrder order) {
        return switch (order) {
            case SENSE_RUNNING_STATUS -> facilities.has(Facility.SENSE_RUNNING_STATUS);
            case SET_MULTITHREADING, STORE_ADDITIONAL_STATUS -> false;
            default -> true;
        };
    }

    /** An order that the target has accepted and not done keeps it busy for others; it is never busy for itself. */
    private static boolean isBusy(Cpu sender, Cpu target) {
        return target != sender && target.isBusy();
    }

    private long perform(SignalOrder order, Cpu sender, Cpu target, long parameter) {
        return switch (order) {
            case SENSE -> sense(target);
            case SET_PREFIX -> setPrefix(target, parameter & PREFIX_BITS);
            case STORE_STATUS_AT_ADDRESS -> storeStatus(target, parameter & STATUS_AREA_BITS);
            case SET_ARCHITECTURE -> setArchitecture(sender);
            case CONDITIONAL_EMERGENCY_SIGNAL -> conditionalEmergency(sender, target, (int) parameter & 0xFFFF);
            default ->
                target.state() == CpuState.CHECK_STOP
                        ? status(SignalStatus.CHECK_STOP)
                        : request(order, sender, target);
        };
    }

    private static long request(SignalOrder order, Cpu sender, Cpu target) {
        switch (order) {
            case EXTERNAL_CALL -> {
                if (target.pending().postExternalCall(sender.address()) == Posting.REFUSED) {
                    return status(SignalStatus.EXTERNAL_CALL_PENDING);
                }
            }
            case EMERGENCY_SIGNAL -> target.pending().postEmergencySignal(sender.address());
            case START -> target.start();
            case STOP -> target.stop();
            case RESTART -> target.restart();
            case STOP_AND_STORE_STATUS -> target.stopAndStoreStatus();
            default -> throw new IllegalStateException("not a request: " + order);
        }
        return ACCEPTED;
    }

    private static long sense(Cpu target) {
        int status = switch (target.state()) {
            case STOPPED -> SignalStatus.STOPPED;
            case CHECK_STOP -> SignalStatus.CHECK_STOP;
            case OPERATING, LOAD -> 0;
        };
        if (target.pending().isExternalCallPending()) {
            status |= SignalStatus.EXTERNAL_CALL_PENDING;
        }
        return status == 0 ? ACCEPTED : status(status);
    }

    private static long senseRunning(Cpu target) {
        return target.state() == CpuState.OPERATING ? ACCEPTED : status(SignalStatus.NOT_RUNNING);
    }

    private static long reset(Cpu target, Cpu.Reset kind) {
        target.reset(kind);
        return ACCEPTED;
    }

    private long setPrefix(Cpu target, long prefix) {
        if (prefix + PrefixArea.LENGTH > storageSize) {
            return status(SignalStatus.INVALID_PARAMETER);
        }
        return whileStopped(target, () -> {
            target.registers().setPrefix(prefix);
            target.environment().prefixChanged();
        });
    }

    private long storeStatus(Cpu target, long area) {
        if (area + STATUS_AREA_LENGTH > storageSize) {
            return status(SignalStatus.INVALID_PARAMETER);
        }
        return whileStopped(target, () -> target.storeStatus(area));
    }

    private static long whileStopped(Cpu target, Runnable action) {
        return switch (target.whileStopped(action)) {
            case DONE -> ACCEPTED;
            case NOT_STOPPED -> status(SignalStatus.INCORRECT_STATE);
            case BUSY -> BUSY;
        };
    }

    /**
     * The machine is in the z/Architecture mode and stays there. DEVIATION: parameter 0 (ESA/390) is an invalid parameter too.
     */
    private long setArchitecture(Cpu sender) {
        boolean othersStopped = cpus.stream().allMatch(cpu -> cpu == sender || cpu.state() != CpuState.OPERATING);
        return status(othersStopped ? SignalStatus.INVALID_PARAMETER : SignalStatus.INCORRECT_STATE);
    }

    /**
     * An emergency signal unless the target could not need one: it is stopped, enabled for I/O and external interruptions, and
     * neither idle elsewhere than at address 0 nor in the address space asked for.
     */
    private static long conditionalEmergency(Cpu sender, Cpu target, int spaceNumber) {
        if (target.state() == CpuState.CHECK_STOP) {
            return status(SignalStatus.CHECK_STOP);
        }
        boolean[] concerned = {true};
        Cpu.WhileStopped looked =
                target.whileStopped(() -> concerned[0] = isConcerned(target.registers(), spaceNumber));
        if (looked == Cpu.WhileStopped.BUSY) {
            return BUSY;
        }
        if (!concerned[0]) {
            return status(SignalStatus.INCORRECT_STATE);
        }
        target.pending().postEmergencySignal(sender.address());
        return ACCEPTED;
    }

    private static boolean isConcerned(Registers registers, int spaceNumber) {
        if (!registers.isMaskSet(Psw.IO) || !registers.isMaskSet(Psw.EXTERNAL)) {
            return true;
        }
        if (registers.isMaskSet(Psw.WAIT)) {
            return registers.instructionAddress() != 0;
        }
        return spaceNumber == ((int) registers.cr(4) & 0xFFFF) || spaceNumber == ((int) registers.cr(3) & 0xFFFF);
    }

    private static long status(int bits) {
        return 1L << 32 | bits;
    }
}
