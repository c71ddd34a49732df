package org.maskflip.emulator.machine;

import org.maskflip.emulator.storage.order.StorageOrder;

/** Puts something between a CPU and its storage order: to hold references up, to look at them, or to spoil them for a test. */
@FunctionalInterface
public interface OrderLayer {
    /** The order that a CPU is to use in place of the machine's own, which is given; or that itself. */
    StorageOrder over(int cpu, StorageOrder order);
}
