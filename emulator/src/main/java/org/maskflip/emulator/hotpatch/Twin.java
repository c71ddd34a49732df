package org.maskflip.emulator.hotpatch;

/** How the guest is built: right, or broken in one small place that the auditor must find. */
public enum Twin {
    NONE(null, "the protocol as it should be"),
    NO_SYNC(Property.P3, "no round of SIGNAL PROCESSOR after the update"),
    NO_WAIT(Property.P3, "signals sent, acknowledgements not awaited"),
    MASK_FIRST(Property.P2, "the mask written before the interceptor"),
    SKIP_LOCK(Property.P5, "writers of code do not lock"),
    NULL_TARGET(Property.P2, "the interceptor zeroed before the mask goes off");

    private final Property property;
    private final String words;

    Twin(Property property, String words) {
        this.property = property;
        this.words = words;
    }

    /** What is broken, in words. */
    public String words() {
        return words;
    }

    /** The property that it must violate sooner or later; {@code null} if none. */
    public Property property() {
        return property;
    }
}
