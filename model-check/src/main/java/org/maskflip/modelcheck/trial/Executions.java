package org.maskflip.modelcheck.trial;

import java.util.Arrays;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;

/** Which version ran: the instruction bytes that one CPU fetched for the executions that the program observes. */
final class Executions {
    private final long[] addresses;
    private final int[] counts;
    private final Observation[] observations;
    private final long[] values;

    /** Of the instruction whose bytes are being fetched: its address, and what is there of it. */
    private long address;

    private long bytes;
    private int have;
    private boolean isIncomplete;

    private Executions(Observation[] observations) {
        this.observations = observations;
        addresses = Arrays.stream(observations)
                .mapToLong(Observation::address)
                .distinct()
                .toArray();
        counts = new int[addresses.length];
        values = new long[observations.length];
    }

    /** Those of a CPU. */
    static Executions of(GuestProgram program, int cpu) {
        return new Executions(program.observations().stream()
                .filter(each -> each.isExecution() && each.cpu() == cpu)
                .toArray(Observation[]::new));
    }

    /** A run begins. */
    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(values, 0);
        isIncomplete = false;
    }

    boolean isObserved(long virtual) {
        for (long each : addresses) {
            if (each == virtual) {
                return true;
            }
        }
        return false;
    }

    /** Instruction bytes have been fetched, left-aligned: an instruction's first, or more of it. */
    void fetched(long virtual, long fetched, int length) {
        if (isIncomplete && virtual == address + have) {
            bytes |= fetched >>> Byte.SIZE * have;
            have += length;
        } else if (isObserved(virtual)) {
            address = virtual;
            bytes = fetched;
            have = length;
        } else {
            return;
        }
        int whole = Decoder.length((int) (bytes >>> Long.SIZE - Byte.SIZE));
        isIncomplete = have < whole;
        if (!isIncomplete) {
            note(bytes & -1L << Long.SIZE - Byte.SIZE * whole);
        }
    }

    private void note(long instruction) {
        int ordinal = 0;
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] == address) {
                ordinal = ++counts[i];
            }
        }
        for (int i = 0; i < observations.length; i++) {
            if (observations[i].address() == address && observations[i].ordinal() == ordinal) {
                values[i] = instruction;
            }
        }
    }

    /** The bytes of an observed execution; 0 if it has not happened. */
    long value(Observation observation) {
        for (int i = 0; i < observations.length; i++) {
            if (observations[i].equals(observation)) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("not observed: " + observation);
    }
}
