package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.loader.ElfImage;
import org.maskflip.emulator.loader.ImageException;

/**
 * Compiled programs (sources in {@code src/test/guest}) show the same under QEMU's user-mode emulation as on a machine without
 * an operating system.
 */
class WholeProgramsTest {
    private static final Path SOURCES = Path.of("src/test/guest");
    private static final String COMPILER = "s390x-linux-gnu-gcc";
    private static final String QEMU = "qemu-s390x";
    private static final List<String> PROGRAMS = List.of("sorting", "hashing", "bignumbers", "formatting", "kernels");

    /** Where a program started without an operating system tells of its output, and of its exit status. */
    private static final long OUTPUT = 0x800;

    private static final long LENGTH = 0x808;
    private static final long STATUS = 0x810;

    /** The program-interruption code is the right end of this doubleword; the second half of the program old PSW. */
    private static final long CODE = 0x88;

    private static final long OLD_PSW_ADDRESS = 0x158;

    @TempDir
    private Path folder;

    /** What the compiler may use, and the machine that has it. */
    private enum Target {
        Z10("z10", Level.Z10),
        Z196("z196", Level.Z196),
        ZEC12("zEC12", Level.ZEC12);

        private final String march;
        private final Level level;

        Target(String march, Level level) {
            this.march = march;
            this.level = level;
        }

        Machine machine() {
            return Machine.builder().level(level).storage("64M").build();
        }
    }

    static Stream<Arguments> programs() {
        return Stream.of(Target.values())
                .flatMap(target -> PROGRAMS.stream().map(program -> Arguments.of(program, target)));
    }

    @BeforeAll
    static void requireTools() throws InterruptedException {
        for (String tool : List.of(COMPILER, QEMU)) {
            assumeTrue(isInstalled(tool), tool + " is not installed: no whole programs are compared here");
        }
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(tool, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void program_compiledForEachGeneration_showsTheSameAsUnderQemu(String program, Target target)
            throws IOException, ImageException, InterruptedException {
        Path expected = folder.resolve("expected");
        int status = run(new ProcessBuilder(
                        QEMU, compile(program, target, "start_linux.S").toString())
                .redirectOutput(expected.toFile()));
        assertThat(status).as("exit status of %s under %s", program, QEMU).isZero();

        Path image = compile(program, target, "start_machine.S");
        try (Machine machine = target.machine()) {
            machine.load(ElfImage.read(program, Files.readAllBytes(image)));
            machine.start();
            Ending ending = machine.await(Guests.LIMIT);
            assertThat(ending.kind()).as("%s", ending).isEqualTo(Ending.Kind.DISABLED_WAIT);
            assertThat(ending.instructionAddress())
                    .as(() -> "program interruption " + (machine.doubleword(CODE) & 0xFFFF) + " before "
                            + Long.toHexString(machine.doubleword(OLD_PSW_ADDRESS)))
                    .isZero();
            assertThat(machine.doubleword(STATUS)).isZero();
            String shown = text(machine, machine.doubleword(OUTPUT), (int) machine.doubleword(LENGTH));
            assertThat(shown).isNotEmpty().isEqualTo(Files.readString(expected, StandardCharsets.US_ASCII));
            System.out.println(program + " for " + target.march + ": " + machine.instructionCount() + " instructions");
        }
    }

    private Path compile(String program, Target target, String start) throws IOException, InterruptedException {
        Path to = folder.resolve(program + "." + start);
        List<String> command = new ArrayList<>(List.of(COMPILER, "-O2", "-march=" + target.march, "-mno-vx"));
        command.addAll(List.of("-static", "-nostdlib", "-ffreestanding", "-fno-pic", "-no-pie", "-fno-math-errno"));
        command.addAll(List.of("-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-Wl,--build-id=none"));
        // Else the loops of memset and memcpy become calls of themselves.
        command.add("-fno-tree-loop-distribute-patterns");
        command.addAll(List.of(start, "guest.c", program + ".c", "-o", to.toString()));
        Path log = folder.resolve("log");
        int status = run(new ProcessBuilder(command)
                .directory(SOURCES.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        assertThat(status).as(() -> log(log)).isZero();
        return to;
    }

    private static String log(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.getMessage();
        }
    }

    private static int run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command.command() + " did not end");
        }
        return process.exitValue();
    }

    private static String text(Machine machine, long at, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            long address = at + i;
            text.append((char) (machine.doubleword(address & -8) >>> 56 - 8 * (address & 7) & 0xFF));
        }
        return text.toString();
    }
}
