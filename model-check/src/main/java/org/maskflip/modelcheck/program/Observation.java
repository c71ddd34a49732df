package org.maskflip.modelcheck.program;

/**
 * One value that belongs to the outcome of a program when everything has ended: a general register, 1 to 8 bytes of storage, or the
 * bytes of an instruction that a CPU executed.
 *
 * @param name what the outcome calls it
 * @param cpu the CPU whose register or execution it is, -1 for storage
 * @param register a general register, 0-15
 * @param address for storage an absolute address; for an execution the instruction address
 * @param size bytes of storage, or of the low-order end of the register: 1, 2, 4 or 8; 8 for an execution
 * @param ordinal for an execution, the how manieth at that address, from 1; else 0
 */
public record Observation(String name, int cpu, int register, long address, int size, int ordinal) {
    /** The low-order {@code size} bytes of a general register. */
    public static Observation register(String name, int cpu, int register, int size) {
        return new Observation(name, cpu, register, 0, size, 0);
    }

    /** Bytes of storage, big-endian. */
    public static Observation storage(String name, long address, int size) {
        return new Observation(name, -1, 0, address, size, 0);
    }

    /**
     * Which version ran: the bytes as fetched, left-aligned in a doubleword, when a CPU began to execute for the {@code ordinal}th
     * time the instruction at an address, be it as the target of EXECUTE; 0 if it did not come to that.
     */
    public static Observation execution(String name, int cpu, long address, int ordinal) {
        if (ordinal < 1) {
            throw new IllegalArgumentException("executions are counted from 1: " + ordinal);
        }
        return new Observation(name, cpu, 0, address, Long.BYTES, ordinal);
    }

    /** Whether it is storage. */
    public boolean isStorage() {
        return cpu < 0;
    }

    /** Whether it is the bytes of an executed instruction. */
    public boolean isExecution() {
        return ordinal > 0;
    }

    /**
     * Its value.
     *
     * @param own the final state of its CPU; not looked at for storage
     * @param stored the bytes of storage at its address, right-aligned; not looked at otherwise
     */
    public long value(CpuState own, long stored) {
        if (isStorage()) {
            return stored;
        }
        if (isExecution()) {
            return own.executed(this);
        }
        long all = own.gr(register);
        return size == Long.BYTES ? all : all & (1L << 8 * size) - 1;
    }
}
