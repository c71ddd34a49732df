package org.maskflip.emulator.machine;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;

/**
 * The state of a whole machine at one moment: its configuration, storage, CPUs, clocks, what is pending, devices. Stores under way are
 * in storage; prefetched copies and TLB entries are none, which a CPU may choose at any time. See {@link SnapshotFile}.
 *
 * @param cpus the number of CPUs
 * @param storageSize in bytes
 * @param level what the machine calls itself
 * @param facilities exactly these
 * @param informationLevel the highest function code of STORE SYSTEM INFORMATION
 * @param state everything but configuration and storage, in the form of {@link MachineState}
 * @param pages contents of 4 KiB blocks by number; blocks that are not there are zero
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record Snapshot(
        int cpus,
        long storageSize,
        Level level,
        Set<Facility> facilities,
        int informationLevel,
        byte[] state,
        SortedMap<Integer, byte[]> pages) {
    static final int PAGE = 4096;

    public Snapshot {
        facilities = Set.copyOf(facilities);
        state = state.clone();
        pages = Collections.unmodifiableSortedMap(new TreeMap<>(pages));
    }

    @Override
    public byte[] state() {
        return state.clone();
    }

    /** Gives a machine the configuration of this snapshot; order, seed, scheduler, consoles and clock speed are free. */
    public MachineBuilder configure(MachineBuilder builder) {
        return builder.cpus(cpus)
                .storage(storageSize)
                .level(level)
                .facilities(Facilities.of(facilities.toArray(Facility[]::new)))
                .informationLevel(informationLevel);
    }

    /** Bytes of storage that are given. */
    public long storedBytes() {
        return (long) pages.size() * PAGE;
    }
}
