package org.maskflip.modelcheck.program;

/**
 * One value that belongs to the outcome of a program: a general register, or 1 to 8 bytes of storage, when everything has ended.
 *
 * @param name what the outcome calls it
 * @param cpu the CPU whose register it is, -1 for storage
 * @param register a general register, 0-15
 * @param address an absolute address, for storage
 * @param size bytes of storage, or of the low-order end of the register: 1, 2, 4 or 8
 */
public record Observation(String name, int cpu, int register, long address, int size) {
    /** The low-order {@code size} bytes of a general register. */
    public static Observation register(String name, int cpu, int register, int size) {
        return new Observation(name, cpu, register, 0, size);
    }

    /** Bytes of storage, big-endian. */
    public static Observation storage(String name, long address, int size) {
        return new Observation(name, -1, 0, address, size);
    }

    /** Whether it is storage. */
    public boolean isStorage() {
        return cpu < 0;
    }
}
