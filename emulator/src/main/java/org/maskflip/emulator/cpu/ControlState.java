package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * What follows from PSW, control registers and prefix, worked out when they change: which interruptions are enabled, which
 * translation is in force, and whether the change discards copies of prefetched instructions (F-discard).
 */
final class ControlState {
    /** PER code of an instruction-fetching event. */
    private static final int FETCHING = 0x40;

    private static final int MODE_64 = 0x80;
    private static final int MODES_VALID = 0x40;
    private static final int MODE_31 = 0x20;
    private static final int MODE_DAT = 0x10;
    private static final int ADDRESS_SPACE = 2;

    private final Registers registers;
    private final Translator translator;
    private final StorageOrder order;

    private int enabled;
    private boolean isRecording;
    private boolean isTranslating;
    private long primary;
    private long secondary;
    private long home;

    ControlState(Registers registers, Translator translator, StorageOrder order) {
        this.registers = registers;
        this.translator = translator;
        this.order = order;
        registers.setControlChanged(true);
        refresh();
    }

    /** The attention bits that an operating CPU looks at. */
    int enabled() {
        return enabled;
    }

    /** Takes changes over, if there are any; before the next instruction is fetched. */
    void refresh() {
        if (!registers.isControlChanged()) {
            return;
        }
        registers.setControlChanged(false);
        enabled = Attention.enabled(registers.pswMask(), registers.cr(0), registers.cr(6));
        isRecording = registers.isMaskSet(Psw.PER) && (registers.cr(9) & ControlBits.CR9_INSTRUCTION_FETCHING) != 0;
        translator.refresh();
        boolean isDiscarding = isTranslating != registers.isMaskSet(Psw.DAT) || isTranslating && isSpaceChanged();
        isTranslating = registers.isMaskSet(Psw.DAT);
        primary = registers.cr(1);
        secondary = registers.cr(7);
        home = registers.cr(13);
        if (isDiscarding) {
            order.discardCopies();
        }
    }

    private boolean isSpaceChanged() {
        return registers.cr(1) != primary || registers.cr(7) != secondary || registers.cr(13) != home;
    }

    /** Whether instructions are executed one by one, because the fetch of some is a program event. */
    boolean isRecording() {
        return isRecording;
    }

    /**
     * The instruction-fetching event of the instruction at an address that has just been executed; {@code null} if the address is
     * outside the area. To be asked before interruptions change the controls.
     */
    ProgramInterruption fetchEvent(long address) {
        long start = registers.cr(10);
        long end = registers.cr(11);
        boolean isFrom = Long.compareUnsigned(address, start) >= 0;
        boolean isTo = Long.compareUnsigned(address, end) <= 0;
        boolean isInside = Long.compareUnsigned(start, end) <= 0 ? isFrom && isTo : isFrom || isTo;
        return isInside ? ProgramInterruption.programEvent(address, FETCHING << Byte.SIZE | modes()) : null;
    }

    /** The addressing-and-translation-mode identification. */
    private int modes() {
        int modes = MODES_VALID | registers.addressSpace() << ADDRESS_SPACE;
        modes |= registers.isMaskSet(Psw.EXTENDED_ADDRESSING) ? MODE_64 : 0;
        modes |= registers.isMaskSet(Psw.BASIC_ADDRESSING) ? MODE_31 : 0;
        return registers.isMaskSet(Psw.DAT) ? modes | MODE_DAT : modes;
    }

    /** Whether the present PSW has a form that no instruction can be executed with. */
    boolean isPswInvalid() {
        return Psw.isInvalid(registers.pswMask(), registers.instructionAddress());
    }

    /** How a CPU with this PSW waits, or {@code null} if its wait bit is off. */
    CpuListener.Waiting waiting() {
        if (!registers.isMaskSet(Psw.WAIT)) {
            return null;
        }
        boolean isEnabled = registers.isMaskSet(Psw.EXTERNAL | Psw.IO | Psw.MACHINE_CHECK);
        return isEnabled ? CpuListener.Waiting.ENABLED : CpuListener.Waiting.DISABLED;
    }
}
