package org.maskflip.emulator.interrupt;

import java.util.List;

/**
 * What is pending in one CPU at a moment at which it executes nothing, to be made pending again elsewhere.
 *
 * @param attention bits of {@link Attention} of conditions and orders
 * @param externalCall the sender's address, or -1
 * @param machineCheck the code, or 0
 * @param emergencySignals a bit per sender, 64 to a doubleword, address 0 lowest
 * @param malfunctionAlerts likewise
 */
public record PendingConditions(
        int attention, int externalCall, long machineCheck, List<Long> emergencySignals, List<Long> malfunctionAlerts) {
    public PendingConditions {
        emergencySignals = List.copyOf(emergencySignals);
        malfunctionAlerts = List.copyOf(malfunctionAlerts);
    }
}
