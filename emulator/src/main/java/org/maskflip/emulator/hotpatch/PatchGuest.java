package org.maskflip.emulator.hotpatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;

/**
 * The embedded guest.
 *
 * @param cpus 2 to {@link #MOST_CPUS}; CPU 0 patches
 * @param functions traced functions, 8 to {@link #MOST_FUNCTIONS}
 * @param updates updates of code, each with one synchronization, at least 1
 * @param seed of the guest's own pseudo-random numbers
 */
public record PatchGuest(int cpus, int functions, int updates, int seed, Twin twin) {
    public static final int MOST_CPUS = 8;
    public static final int MOST_FUNCTIONS = 2048;

    /** A machine for the guest has this much storage, in bytes. */
    public static final long STORAGE = 4L << 20;

    public PatchGuest {
        require(cpus >= 2 && cpus <= MOST_CPUS, cpus + " CPUs; expected 2 to " + MOST_CPUS);
        require(
                functions >= 8 && functions <= MOST_FUNCTIONS,
                functions + " functions; expected 8 to " + MOST_FUNCTIONS);
        require(updates >= 1, updates + " updates; expected at least 1");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The guest's sources by name; {@code null} if there is none of that name. */
    public static String source(String name) {
        try (InputStream in = PatchGuest.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Assembles the guest. */
    public Program assemble() {
        Assembler assembler = new Assembler().resolver(PatchGuest::source);
        assembler.define("CPUS", cpus).define("FUNCTIONS", functions);
        assembler.define("UPDATES", updates).define("SEED", seed & 0xFFFF_FFFFL);
        if (twin != Twin.NONE) {
            assembler.define(twin.name(), 1);
        }
        try {
            return assembler.assemble("guest.s", source("guest.s"));
        } catch (AssemblyException e) {
            throw new IllegalStateException("the embedded guest does not assemble: " + e.getMessage(), e);
        }
    }
}
