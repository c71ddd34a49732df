package org.maskflip.emulator.hotpatch.kernel;

/**
 * A site that is not what hotpatching needs.
 *
 * @param address where
 * @param place the same as symbol and distance
 * @param found what is there
 * @param expected what is needed, and why
 */
public record SiteFinding(long address, String place, String found, String expected) {
    /** One line. */
    @Override
    public String toString() {
        return String.format("%x (%s): %s; expected %s", address, place, found, expected);
    }
}
