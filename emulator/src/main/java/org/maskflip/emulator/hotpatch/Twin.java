package org.maskflip.emulator.hotpatch;

/** How the guest is built: right, or broken in one small place that the auditor must find. */
public enum Twin {
    NONE("the protocol as it should be"),
    NO_SYNC("no round of SIGNAL PROCESSOR after the update"),
    NO_WAIT("signals sent, acknowledgements not awaited"),
    MASK_FIRST("the mask written before the interceptor"),
    SKIP_LOCK("writers of code do not lock"),
    NULL_TARGET("the interceptor zeroed before the mask goes off");

    private final String words;

    Twin(String words) {
        this.words = words;
    }

    /** What is broken, in words. */
    public String words() {
        return words;
    }
}
