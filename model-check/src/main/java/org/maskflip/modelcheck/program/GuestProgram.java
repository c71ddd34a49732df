package org.maskflip.modelcheck.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Program;

/**
 * A multiprocessor guest program with its initial state, as real guest bytes, and what of its final state counts as the outcome.
 * Immutable. Storage consists of regions of absolute addresses; any other address is an addressing exception. The contents of all
 * regions, one after the other in ascending order, form the array that models keep; {@link #index} maps an address to it.
 */
public final class GuestProgram {
    /** One CPU's initial state: registers and PSW, the instruction address included, and whether it runs from the start. */
    public record Cpu(Registers registers, Start start) {}

    /** Whether a CPU is in the operating state at the start. */
    public enum Start {
        OPERATING,
        STOPPED
    }

    private record Region(long address, int length, int index) {}

    private final String name;
    private final Facilities facilities;
    private final List<Cpu> cpus;
    private final Region[] regions;
    private final byte[] contents;
    private final Set<Long> ends;
    private final List<Observation> observations;

    private GuestProgram(Builder builder) {
        name = builder.name;
        facilities = builder.facilities;
        cpus = List.copyOf(builder.cpus);
        ends = Set.copyOf(builder.ends);
        observations = List.copyOf(builder.observations);
        List<Program.Piece> pieces = new ArrayList<>(builder.pieces);
        pieces.sort(Comparator.comparingLong(Program.Piece::address));
        regions = new Region[pieces.size()];
        int length = 0;
        for (int i = 0; i < regions.length; i++) {
            Program.Piece piece = pieces.get(i);
            if (i > 0 && piece.address() < pieces.get(i - 1).end()) {
                throw new IllegalArgumentException(
                        String.format("%s: two regions of storage overlap at %x", name, piece.address()));
            }
            regions[i] = new Region(piece.address(), piece.bytes().length, length);
            length += piece.bytes().length;
        }
        contents = new byte[length];
        for (int i = 0; i < regions.length; i++) {
            System.arraycopy(pieces.get(i).bytes(), 0, contents, regions[i].index, regions[i].length);
        }
    }

    private GuestProgram(GuestProgram that, Facilities facilities) {
        this.facilities = facilities;
        name = that.name;
        cpus = that.cpus;
        regions = that.regions;
        contents = that.contents;
        ends = that.ends;
        observations = that.observations;
    }

    /** The same program on a machine with other facilities. */
    public GuestProgram withFacilities(Facilities offered) {
        return new GuestProgram(this, offered);
    }

    /** The same program on a machine with a facility more. */
    public GuestProgram with(Facility facility) {
        return withFacilities(facilities.with(facility));
    }

    /** A program without CPUs and storage yet, with the facilities of the level zEC12. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    public Facilities facilities() {
        return facilities;
    }

    /** By CPU address. The registers must not be changed. */
    public List<Cpu> cpus() {
        return cpus;
    }

    /** The initial contents of all regions, one after the other. A copy. */
    public byte[] contents() {
        return contents.clone();
    }

    /** What counts as the outcome, in order. */
    public List<Observation> observations() {
        return observations;
    }

    /** Whether a CPU ends when it comes to this address. */
    public boolean isEnd(long address) {
        return ends.contains(address);
    }

    /** Where an address stands in {@link #contents}, or -1 if it is not installed. */
    public int index(long address) {
        for (Region region : regions) {
            long offset = address - region.address;
            if (offset >= 0 && offset < region.length) {
                return region.index + (int) offset;
            }
        }
        return -1;
    }

    /** The absolute address of a place in {@link #contents}. */
    public long address(int index) {
        for (Region region : regions) {
            if (index < region.index + region.length) {
                return region.address + index - region.index;
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** Whether bytes are installed, all in one region. */
    public boolean isInstalled(long address, long length) {
        for (Region region : regions) {
            long offset = address - region.address;
            if (offset >= 0 && offset < region.length) {
                return offset + length <= region.length;
            }
        }
        return false;
    }

    /** Collects the parts of a program. */
    public static final class Builder {
        private final String name;
        private Facilities facilities = Level.ZEC12.facilities();
        private final List<Cpu> cpus = new ArrayList<>();
        private final List<Program.Piece> pieces = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();
        private final List<Observation> observations = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Replaces the facilities. */
        public Builder facilities(Facilities offered) {
            facilities = offered;
            return this;
        }

        /** Adds an operating CPU, whose address is the number of those added before. The registers are copied. */
        public Builder cpu(Registers initial) {
            return cpu(initial, Start.OPERATING);
        }

        /** Adds a CPU. The registers are copied. */
        public Builder cpu(Registers initial, Start start) {
            Registers copy = new Registers();
            copy.copyFrom(initial);
            cpus.add(new Cpu(copy, start));
            return this;
        }

        /** Adds a region of storage. */
        public Builder storage(long address, byte[] bytes) {
            pieces.add(new Program.Piece(address, bytes));
            return this;
        }

        /** Adds all bytes of an assembled program. */
        public Builder storage(Program program) {
            pieces.addAll(program.pieces());
            return this;
        }

        /** A CPU that comes to this address ends. */
        public Builder end(long address) {
            ends.add(address);
            return this;
        }

        /** Adds a value to the outcome. */
        public Builder observe(Observation observation) {
            observations.add(observation);
            return this;
        }

        /**
         * The program.
         *
         * @throws IllegalArgumentException if regions of storage overlap
         */
        public GuestProgram build() {
            return new GuestProgram(this);
        }
    }
}
