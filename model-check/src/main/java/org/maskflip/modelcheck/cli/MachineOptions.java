package org.maskflip.modelcheck.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.machine.Engine;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.MachineBuilder;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import picocli.CommandLine.Option;

/** The options that configure a machine. */
final class MachineOptions {
    @Option(
            names = "--cpus",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of CPUs, 1 to 64 (${DEFAULT-VALUE}).")
    private int cpus;

    @Option(
            names = "--storage",
            paramLabel = "SIZE",
            defaultValue = "64 MiB",
            description = "Storage, as in 64M or \"1 GiB\" (${DEFAULT-VALUE}).")
    private String storage;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "host",
            description = "Storage order: weak, host, host-strict or sequential (${DEFAULT-VALUE}).")
    private String order;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "What every choice is drawn from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--scheduler",
            paramLabel = "KIND",
            defaultValue = "free",
            description =
                    "free: a thread per CPU; deterministic: one thread, a seed repeats exactly (${DEFAULT-VALUE}).")
    private String scheduler;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "z10",
            description = "Architecture level: als, z10, z196, zEC12 or z13 (${DEFAULT-VALUE}).")
    private String level;

    @Option(
            names = "--facility",
            paramLabel = "+F,-F",
            split = ",",
            description = "Facilities more (+) or less (-) than the level has, by name or bit number.")
    private String[] facilities = {};

    @Option(
            names = "--clock-slowdown",
            paramLabel = "X",
            defaultValue = "1",
            description = "Host seconds per second of the guest's clocks (${DEFAULT-VALUE}).")
    private double slowdown;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "rows",
            description = "rows: the row interpreter; translated: what is executed often becomes code of the host,"
                    + " in host order with the free scheduler (${DEFAULT-VALUE}).")
    private String engine;

    /** The number of CPUs. */
    int cpus() {
        return cpus;
    }

    /**
     * A builder with these options.
     *
     * @throws BadInput if one of them makes no sense
     */
    MachineBuilder builder() {
        try {
            MachineBuilder builder = Machine.builder()
                    .cpus(cpus)
                    .storage(storage)
                    .order(constant(OrderKind.class, "--order", order))
                    .seed(seed)
                    .scheduler(constant(Scheduler.class, "--scheduler", scheduler))
                    .engine(constant(Engine.class, "--engine", engine))
                    .level(constant(Level.class, "--level", level))
                    .clockSlowdown(slowdown);
            for (String change : facilities) {
                change(builder, change.strip());
            }
            return builder;
        } catch (IllegalArgumentException e) {
            throw new BadInput("maskflip: " + e.getMessage(), e);
        }
    }

    /** Whether the order is weak and each CPU has a thread of its own. */
    boolean isAdverse() {
        return constant(OrderKind.class, "--order", order) == OrderKind.WEAK
                && constant(Scheduler.class, "--scheduler", scheduler) == Scheduler.FREE;
    }

    /** What every choice is drawn from. */
    long seed() {
        return seed;
    }

    private static void change(MachineBuilder builder, String change) {
        if (change.startsWith("+")) {
            builder.with(facility(change.substring(1)));
        } else if (change.startsWith("-")) {
            builder.without(facility(change.substring(1)));
        } else {
            throw new BadInput("maskflip: --facility " + change + ": expected + or - before the facility");
        }
    }

    static Facility facility(String name) {
        for (Facility facility : Facility.values()) {
            if (Integer.toString(facility.bit()).equals(name)) {
                return facility;
            }
        }
        return constant(Facility.class, "--facility", name);
    }

    /** The constant of that name, in any case, with - for _. */
    static <E extends Enum<E>> E constant(Class<E> type, String option, String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        throw new BadInput("maskflip: " + option + " " + name + ": unknown; expected one of " + known);
    }
}
