package org.maskflip.emulator.interrupt;

import java.util.List;

/**
 * What is pending in the machine at a moment at which no CPU executes anything, to be made pending again elsewhere.
 *
 * @param serviceSignal whether a service signal is pending
 * @param parameter of the service signal
 * @param interruptKey whether the interrupt key is pending
 * @param io the I/O interruptions, those of each subclass in their order
 */
public record FloatingConditions(boolean serviceSignal, int parameter, boolean interruptKey, List<IoInterruption> io) {
    public FloatingConditions {
        io = List.copyOf(io);
    }
}
