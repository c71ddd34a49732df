package org.maskflip.emulator.hotpatch.kernel;

import java.util.List;
import java.util.Map;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.Violation;

/**
 * What a monitor has seen of a kernel that patches itself.
 *
 * @param sites the number of sites
 * @param updates the updates that came to their end, in order
 * @param compiled executions of first stages as compiled, all CPUs
 * @param off of first stages switched off
 * @param on of first stages switched on
 * @param arrived interceptors entered
 * @param oldInFlux executions of an old version while its site was being changed
 * @param newInFlux executions of the new version at such a time
 * @param staleBeforeRound old ones after the store, before the round of orders
 * @param staleInRound old ones after the store, during the round
 * @param longestStale the longest time from a store to an execution of the old version, in units of the monitor's clock
 * @param held entries into the loop in which CPUs are held for another's patching
 * @param violations the first of each property
 * @param counts all of them
 */
public record KernelReport(
        int sites,
        List<Update> updates,
        long compiled,
        long off,
        long on,
        long arrived,
        long oldInFlux,
        long newInFlux,
        long staleBeforeRound,
        long staleInRound,
        long longestStale,
        long held,
        List<Violation> violations,
        Map<Property, Long> counts) {
    /**
     * An update: what was stored since the one before, up to the end of its round.
     *
     * @param flips first stages changed
     * @param stores doublewords stored by real address into sites and stages
     * @param signals external calls and emergency signals that the CPU that updates sent during the round; now and then one of an
     *     interruption handler's is among them
     * @param acknowledgements CPUs that serialized for it
     */
    public record Update(long flips, long stores, long signals, long acknowledgements) {}

    public KernelReport {
        updates = List.copyOf(updates);
        violations = List.copyOf(violations);
    }

    /** Whether every property held. */
    public boolean isClean() {
        return counts.values().stream().allMatch(count -> count == 0);
    }
}
