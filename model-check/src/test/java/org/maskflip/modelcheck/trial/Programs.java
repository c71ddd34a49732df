package org.maskflip.modelcheck.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.agreement.OutcomeSetFile;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/** Guest programs for trials, and what the model allows of them. Register 2 of each CPU is the outcome. */
final class Programs {
    static final String DATA = "\n .balign 8\nx: .quad 0\ny: .quad 0\nz: .quad 0\n";

    private static final long ENABLED = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING | Psw.EXTERNAL;

    private Programs() {}

    /** Each CPU runs from its label to its end; with a symbol {@code handler} there is a prefix area whose new PSWs lead there. */
    static GuestProgram of(int cpus, String source, Observation... more) {
        return of(cpus, source, List.of(), more);
    }

    /** As {@link #of(int, String, Observation...)}, with some CPUs stopped at the start. */
    static GuestProgram of(int cpus, String source, List<Integer> stopped, Observation... more) {
        Program program;
        try {
            program = new Assembler().assemble("test.s", " .org 0x4000\n" + source);
        } catch (AssemblyException e) {
            throw new IllegalArgumentException(e);
        }
        GuestProgram.Builder builder =
                GuestProgram.named("test").facilities(Level.ZEC12.facilities()).storage(program);
        for (int cpu = 0; cpu < cpus; cpu++) {
            Registers registers = new Registers();
            registers.setInstructionAddress(program.symbol("cpu" + cpu));
            registers.setPswMask(ENABLED);
            registers.setCr(0, ControlBits.CR0_EMERGENCY_SIGNAL | ControlBits.CR0_EXTERNAL_CALL);
            builder.cpu(registers, stopped.contains(cpu) ? GuestProgram.Start.STOPPED : GuestProgram.Start.OPERATING)
                    .end(program.symbol("end" + cpu));
            builder.observe(Observation.register(cpu + ":r2", cpu, 2, 8));
        }
        for (Observation each : more) {
            builder.observe(each);
        }
        if (program.symbols().containsKey("handler")) {
            byte[] area = new byte[0x200];
            java.nio.ByteBuffer.wrap(area)
                    .putLong(0x1A0, ENABLED & ~Psw.EXTERNAL)
                    .putLong(0x1A8, program.symbol("handler"))
                    .putLong(0x1B0, ENABLED & ~Psw.EXTERNAL)
                    .putLong(0x1B8, program.symbol("handler"));
            builder.storage(0, area);
        }
        return builder.build();
    }

    /** All that the operational model allows. */
    static Set<Outcome> allowed(GuestProgram program) {
        Exploration<Outcome> found = new Search<>(new ModelZ(program), Budget.DEFAULT.withStates(5_000_000)).run();
        if (!found.isComplete()) {
            throw new IllegalStateException(program.name() + ": gave up after " + found.bound());
        }
        return found.outcomes().keySet();
    }

    /** The values of outcomes in which every CPU came to its end. */
    static Set<List<Long>> values(TrialResult result) {
        return result.outcomes().stream()
                .filter(Outcome::isOrderly)
                .map(Outcome::values)
                .collect(Collectors.toSet());
    }

    /** The tests of one of the files of outcome sets. */
    static List<OutcomeSetTest> oracle(String name) {
        try (InputStream file = Programs.class.getResourceAsStream("/oracle/" + name)) {
            return OutcomeSetFile.read(name, Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OutcomeSetFile.Unreadable e) {
            throw new IllegalStateException(e);
        }
    }
}
