package org.maskflip.emulator.hotpatch;

/** What must hold of a patched guest. */
public enum Property {
    P1("every executed first stage is wholly old or wholly new"),
    P2("a taken first stage enters a valid interceptor, registers and condition code untouched"),
    P3("after the update's end no CPU executes an old copy"),
    P5("no update of code is lost"),
    P6("no CPU hangs; the guest comes to its end");

    private final String words;

    Property(String words) {
        this.words = words;
    }

    /** The property in words. */
    public String words() {
        return words;
    }
}
