package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.loader.ImageException;

/** Small guest programs for tests. */
public final class Guests {
    /** Long enough for the slowest host; a machine that ends by itself never waits for it. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /** Catches program interruptions in a disabled wait at dead, before the program proper. */
    public static final String CATCH = """
                    .org 0x1d0
                    .quad 0x0002000180000000, 0xdead
            """;

    /** Ends in a disabled wait at address 0. */
    public static final String END = """
            end:    larl %r15,endpsw
                    lpswe 0(%r15)
                    .align 8
            endpsw: .quad 0x0002000180000000, 0
            """;

    private Guests() {}

    /** Waits for what must come, however loaded the host is. */
    public static ConditionFactory soon() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** Assembles the program into the machine. */
    public static Machine load(MachineBuilder builder, String source) {
        Machine machine = builder.build();
        try {
            machine.load(new Assembler().assemble("guest.s", source));
        } catch (AssemblyException | ImageException e) {
            machine.close();
            throw new AssertionError(e.getMessage(), e);
        }
        return machine;
    }

    /** Runs a loaded machine to the disabled wait at address 0. */
    public static Ending finish(Machine machine) throws InterruptedException {
        machine.start();
        Ending ending = machine.await(LIMIT);
        assertThat(ending.kind()).as("%s", ending).isEqualTo(Ending.Kind.DISABLED_WAIT);
        assertThat(ending.instructionAddress()).as("%s", ending).isZero();
        return ending;
    }
}
