package org.maskflip.emulator.cpu;

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
    private final Registers registers;
    private final Translator translator;
    private final StorageOrder order;

    private int enabled;
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
