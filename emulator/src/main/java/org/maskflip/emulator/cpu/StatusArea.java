package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * Stores the registers of a CPU into a 512-byte area of absolute storage. Source: PoP chapter 4, "Store Status"; chapter 11,
 * "Register-Save Areas".
 */
final class StatusArea {
    /** Where the area of STOP AND STORE STATUS begins in absolute storage, and that of a machine check in the prefix area. */
    static final int DEFAULT = PrefixArea.STORE_STATUS_FPRS;

    /** The clock comparator's bits 0-55 follow a byte of zeros. */
    private static final int CLOCK_COMPARATOR = PrefixArea.STORE_STATUS_CLOCK_COMPARATOR - 1;

    private final Registers registers;
    private final StorageOrder order;
    private final Environment environment;

    StatusArea(Registers registers, StorageOrder order, Environment environment) {
        this.registers = registers;
        this.order = order;
        this.environment = environment;
    }

    /** All that "Store Status" names, PSW and prefix included; brings it to storage. */
    void storeStatus(long area) {
        storeRegisters(area);
        put(area, PrefixArea.STORE_STATUS_PSW, 8, registers.pswMask());
        put(area, PrefixArea.STORE_STATUS_PSW + 8, 8, registers.instructionAddress());
        put(area, PrefixArea.STORE_STATUS_PREFIX, 4, registers.prefix());
        order.drain();
    }

    /** What a machine-check interruption saves. */
    void storeRegisters(long area) {
        for (int i = 0; i < 16; i++) {
            put(area, PrefixArea.STORE_STATUS_FPRS + 8 * i, 8, registers.fpr(i));
            put(area, PrefixArea.STORE_STATUS_GRS + 8 * i, 8, registers.gr(i));
            put(area, PrefixArea.STORE_STATUS_ARS + 4 * i, 4, registers.ar(i));
            put(area, PrefixArea.STORE_STATUS_CRS + 8 * i, 8, registers.cr(i));
        }
        put(area, PrefixArea.STORE_STATUS_FPC, 4, registers.fpc());
        put(area, PrefixArea.STORE_STATUS_TOD_PROGRAMMABLE, 4, environment.todProgrammable());
        put(area, PrefixArea.STORE_STATUS_CPU_TIMER, 8, environment.cpuTimer());
        put(area, CLOCK_COMPARATOR, 8, environment.clockComparator() >>> 8);
    }

    private void put(long area, int offset, int size, long value) {
        order.store(StorageOrder.BY_REAL, area + offset - DEFAULT, size, value);
    }
}
