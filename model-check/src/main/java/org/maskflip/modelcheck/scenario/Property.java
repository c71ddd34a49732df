package org.maskflip.modelcheck.scenario;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a patching protocol promises. Guest code marks a violation by bit {@code 1 << n} for property n in general register 13. */
public enum Property {
    P1("every execution of the patched instruction is wholly old or wholly new"),
    P2("a taken first stage enters a valid interceptor with r0 = site+6 and r2-r15, condition code untouched"),
    P3("after the update returns no CPU executes an old copy"),
    P4("no CPU is still between first stage and interceptor when its memory is reused"),
    P5("no update is lost"),
    P6("no CPU hangs");

    private final String words;

    Property(String words) {
        this.words = words;
    }

    /** The promise in words. */
    public String words() {
        return words;
    }

    /** The bit in general register 13 that marks a violation. */
    public long bit() {
        return 2L << ordinal();
    }

    /** The same properties, unmodifiable, P1 first: what is printed of them is the same each time. */
    static Set<Property> inOrder(Collection<Property> properties) {
        Set<Property> ordered = EnumSet.noneOf(Property.class);
        ordered.addAll(properties);
        return Collections.unmodifiableSet(ordered);
    }
}
