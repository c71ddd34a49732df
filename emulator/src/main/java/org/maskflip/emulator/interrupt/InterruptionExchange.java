package org.maskflip.emulator.interrupt;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;

/**
 * The interruption action of one CPU: serialize; store the old PSW and what identifies the interruption into the prefix area; load
 * the new PSW; serialize. The old PSW's address is {@link Registers#instructionAddress()} at the call; afterwards instruction and
 * next address are those of the new PSW, which may be invalid: the caller looks. Lengths are in bytes: 2, 4, 6, or 0 if not available. Source: PoP chapter 6,
 * "Interruption Action".
 */
public final class InterruptionExchange {
    private static final int DXC_SHIFT = 8;
    private static final int DXC = 0xFF << DXC_SHIFT;

    private static final int IO_IDENTIFICATION = PrefixArea.IO_PARAMETER + 4;

    private final Registers registers;
    private final ExchangeStorage storage;

    /** The exchange of the CPU with these registers, whose references go through {@code storage}. */
    public InterruptionExchange(Registers registers, ExchangeStorage storage) {
        this.registers = registers;
        this.storage = storage;
    }

    /** A supervisor call; the old PSW designates what follows the SVC (or the execute whose target it is). */
    public void supervisorCall(int code, int length) {
        begin(PrefixArea.SVC_OLD_PSW);
        store(PrefixArea.SVC_LENGTH, 4, (long) length << 16 | code & 0xFF);
        end(PrefixArea.SVC_NEW_PSW);
    }

    /** With the AFP-register control on, the data-exception code also goes into byte 2 of the floating-point-control register. */
    private void noteInFloatingPointControl(int dataExceptionCode) {
        if ((registers.cr(0) & ControlBits.CR0_AFP_REGISTERS) != 0) {
            registers.setFpc(registers.fpc() & ~DXC | dataExceptionCode << DXC_SHIFT);
        }
    }

    /** A program interruption. */
    public void program(ProgramInterruption condition, int length) {
        begin(PrefixArea.PROGRAM_OLD_PSW);
        int code = condition.code();
        store(PrefixArea.PROGRAM_LENGTH, 4, (long) length << 16 | code & 0xFFFF);
        if (code == ProgramCode.DATA) {
            store(PrefixArea.DATA_EXCEPTION_CODE, 4, condition.dataExceptionCode());
            noteInFloatingPointControl(condition.dataExceptionCode());
        } else if (code == ProgramCode.MONITOR_EVENT) {
            store(PrefixArea.MONITOR_CLASS, 2, condition.exceptionAccessId());
            store(PrefixArea.MONITOR_CODE, 8, condition.translationExceptionId());
        } else if (code == ProgramCode.PROGRAM_EVENT) {
            store(PrefixArea.PROGRAM_EVENT_CODE, 2, condition.exceptionAccessId());
            store(PrefixArea.PROGRAM_EVENT_ADDRESS, 8, condition.translationExceptionId());
        } else if (isIdentified(code)) {
            store(PrefixArea.EXCEPTION_ACCESS_ID, 1, condition.exceptionAccessId());
            store(PrefixArea.TRANSLATION_EXCEPTION_ID, 8, condition.translationExceptionId());
        }
        store(PrefixArea.BREAKING_EVENT_ADDRESS, 8, registers.breakingEventAddress());
        end(PrefixArea.PROGRAM_NEW_PSW);
    }

    /** The conditions that store a translation-exception identification. */
    private static boolean isIdentified(int code) {
        return switch (code) {
            case ProgramCode.PROTECTION,
                    ProgramCode.SEGMENT_TRANSLATION,
                    ProgramCode.PAGE_TRANSLATION,
                    ProgramCode.ASCE_TYPE,
                    ProgramCode.REGION_FIRST_TRANSLATION,
                    ProgramCode.REGION_SECOND_TRANSLATION,
                    ProgramCode.REGION_THIRD_TRANSLATION,
                    ProgramCode.SPACE_SWITCH_EVENT -> true;
            default -> false;
        };
    }

    /** An external interruption. */
    public void external(ExternalInterruption interruption) {
        begin(PrefixArea.EXTERNAL_OLD_PSW);
        if (interruption.hasParameter()) {
            store(PrefixArea.EXTERNAL_PARAMETER, 4, interruption.parameter());
        }
        store(PrefixArea.EXTERNAL_CPU_ADDRESS, 2, interruption.cpuAddress());
        store(PrefixArea.EXTERNAL_CODE, 2, interruption.code());
        end(PrefixArea.EXTERNAL_NEW_PSW);
    }

    /** An I/O interruption. */
    public void io(IoInterruption interruption) {
        begin(PrefixArea.IO_OLD_PSW);
        store(PrefixArea.IO_SUBCHANNEL_ID, 4, interruption.subchannelId());
        store(PrefixArea.IO_PARAMETER, 4, interruption.parameter());
        store(IO_IDENTIFICATION, 4, interruption.identification());
        end(PrefixArea.IO_NEW_PSW);
    }

    /** A machine-check interruption. */
    public void machineCheck(long code) {
        begin(PrefixArea.MACHINE_CHECK_OLD_PSW);
        store(PrefixArea.MACHINE_CHECK_CODE, 8, code);
        end(PrefixArea.MACHINE_CHECK_NEW_PSW);
    }

    /** A restart interruption. */
    public void restart() {
        begin(PrefixArea.RESTART_OLD_PSW);
        end(PrefixArea.RESTART_NEW_PSW);
    }

    private void begin(int oldPsw) {
        storage.serialize();
        store(oldPsw, 8, registers.pswMask());
        store(oldPsw + 8, 8, registers.instructionAddress());
    }

    private void end(int newPsw) {
        long mask = storage.fetch(registers.prefix() + newPsw, 8);
        long address = storage.fetch(registers.prefix() + newPsw + 8, 8);
        registers.setPswMask(mask);
        registers.setInstructionAddress(address);
        registers.setNextAddress(address);
        storage.serialize();
    }

    private void store(int offset, int size, long value) {
        storage.store(registers.prefix() + offset, size, value);
    }
}
