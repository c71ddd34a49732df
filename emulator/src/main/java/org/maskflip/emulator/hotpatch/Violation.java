package org.maskflip.emulator.hotpatch;

/**
 * A property did not hold.
 *
 * @param cpu the CPU address it was seen on; -1 for the machine as a whole
 * @param site the number of the site; -1 if it is about none
 * @param bytes the bytes executed or found, left-aligned; 0 if it is about none
 * @param phase what the patcher was doing with the site
 */
public record Violation(Property property, int cpu, int site, long bytes, String phase, String message) {
    @Override
    public String toString() {
        String where = cpu < 0 ? "machine" : "CPU " + cpu;
        String what = site < 0 ? "" : ", site " + site;
        String found = bytes == 0 ? "" : String.format(", bytes %012x", bytes >>> 16);
        return property + " " + where + what + found + ", " + phase + ": " + message;
    }
}
