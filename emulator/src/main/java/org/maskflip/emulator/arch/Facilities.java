package org.maskflip.emulator.arch;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** The immutable set of facilities that a machine offers: a part of its configuration. */
public final class Facilities {
    private final Set<Facility> members;

    private Facilities(Set<Facility> members) {
        this.members = Collections.unmodifiableSet(members);
    }

    /** Exactly the given facilities. */
    public static Facilities of(Facility... facilities) {
        EnumSet<Facility> set = EnumSet.noneOf(Facility.class);
        set.addAll(Arrays.asList(facilities));
        return new Facilities(set);
    }

    /** These facilities and one more. */
    public Facilities with(Facility facility) {
        EnumSet<Facility> set = copy();
        set.add(facility);
        return new Facilities(set);
    }

    /** These facilities without the given one. */
    public Facilities without(Facility facility) {
        EnumSet<Facility> set = copy();
        set.remove(facility);
        return new Facilities(set);
    }

    /** Whether the facility is installed. {@code null} stands for the base architecture and is always there. */
    public boolean has(Facility facility) {
        return facility == null || members.contains(facility);
    }

    /** The members in order of their bits. */
    public Set<Facility> members() {
        return members;
    }

    /** Doubleword {@code index} of the list that STFLE stores; 0 beyond the last facility. */
    public long doubleword(int index) {
        long word = 0;
        for (Facility facility : members) {
            if (facility.bit() / Long.SIZE == index) {
                word |= Long.MIN_VALUE >>> (facility.bit() % Long.SIZE);
            }
        }
        return word;
    }

    /** The number of doublewords needed to hold all indications, at least 1. */
    public int doublewords() {
        return members.stream().mapToInt(Facility::bit).max().orElse(0) / Long.SIZE + 1;
    }

    private EnumSet<Facility> copy() {
        return members.isEmpty() ? EnumSet.noneOf(Facility.class) : EnumSet.copyOf(members);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facilities that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(members);
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
