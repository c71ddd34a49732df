package org.maskflip.modelcheck.cli;

import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.modelcheck.program.GuestProgram;
import picocli.CommandLine.Option;

/** What is installed on the machine that a litmus test is judged for, in place of what its file says. */
final class FacilityOptions {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Architecture level instead of the file's: als, z10, z196, zEC12 or z13.")
    private String level;

    @Option(
            names = "--facility",
            paramLabel = "+F,-F",
            split = ",",
            description = "Facilities more (+) or less (-), by name or bit number.")
    private String[] changes = {};

    /** The options as they would be typed again; empty if there is none. */
    String typed() {
        return (level == null ? "" : " --level " + level)
                + (changes.length == 0 ? "" : " --facility " + String.join(",", changes));
    }

    /**
     * A program with these facilities.
     *
     * @throws BadInput if one of them is not known
     */
    GuestProgram apply(GuestProgram program) {
        return level == null && changes.length == 0 ? program : program.withFacilities(apply(program.facilities()));
    }

    /**
     * The facilities that the options make of others.
     *
     * @throws BadInput if one of them is not known
     */
    Facilities apply(Facilities before) {
        Facilities facilities = level == null
                ? before
                : MachineOptions.constant(Level.class, "--level", level).facilities();
        for (String each : changes) {
            String change = each.strip();
            if (!change.startsWith("+") && !change.startsWith("-")) {
                throw new BadInput("maskflip: --facility " + change + ": expected + or - before the facility");
            }
            Facility facility = MachineOptions.facility(change.substring(1));
            facilities = change.startsWith("+") ? facilities.with(facility) : facilities.without(facility);
        }
        return facilities;
    }
}
