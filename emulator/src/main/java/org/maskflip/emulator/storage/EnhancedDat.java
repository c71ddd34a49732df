package org.maskflip.emulator.storage;

/** Whether enhanced DAT applies to a translation: installed, and enabled by control register 0. */
enum EnhancedDat {
    APPLIES,
    ABSENT
}
