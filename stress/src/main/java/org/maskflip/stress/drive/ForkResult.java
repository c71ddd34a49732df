package org.maskflip.stress.drive;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one process of a test brought.
 *
 * @param test the qualified name
 * @param key names the fork within its plan
 * @param status the harness's word; {@code NORMAL} if all is well
 * @param counts how often each outcome was seen
 * @param messages what the harness and the JVM said if all is not well
 */
record ForkResult(String test, String key, String status, SortedMap<String, Long> counts, List<String> messages) {
    private static final String NORMAL = "NORMAL";

    ForkResult {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        messages = List.copyOf(messages);
    }

    /** Whether the process ran to its end and counted something. */
    boolean isNormal() {
        return status.equals(NORMAL) && samples() > 0;
    }

    long samples() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
