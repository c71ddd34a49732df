package org.maskflip.emulator.hotpatch;

import java.util.List;
import java.util.Map;

/**
 * What an audited run showed.
 *
 * @param flips masks written by the patcher
 * @param stores stores by real address, of all CPUs
 * @param updates updates that have ended
 * @param off first stages executed that fell through
 * @param on first stages executed that branched
 * @param arrived interceptors entered
 * @param oldInFlux executions of a site under update with the bytes before it
 * @param newInFlux the same with the bytes after it
 * @param staleBeforeRound of the old ones: after the patcher's store, before the round of signals
 * @param staleInRound of the old ones: after that, before the update's end
 * @param longestStale the longest time from a store to an old execution, in units of the auditor's clock
 * @param violations the first few of each property
 * @param counts violations by property
 */
public record AuditReport(
        int sites,
        long flips,
        long stores,
        long updates,
        long off,
        long on,
        long arrived,
        long oldInFlux,
        long newInFlux,
        long staleBeforeRound,
        long staleInRound,
        long longestStale,
        List<Violation> violations,
        Map<Property, Long> counts) {
    /** Whether every property held. */
    public boolean isClean() {
        return counts.values().stream().allMatch(count -> count == 0);
    }
}
