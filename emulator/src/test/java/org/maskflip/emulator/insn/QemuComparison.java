package org.maskflip.emulator.insn;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs cases under QEMU's user-mode emulation of the architecture: builds one program per batch with the GNU tools, whose
 * driver ({@code comparison.s}) loads a state, executes the instruction and writes the state after it.
 */
public final class QemuComparison {
    /** Most cases in one batch. */
    public static final int MOST_CASES = 8192;

    private static final String ASSEMBLER = "s390x-linux-gnu-as";
    private static final String LINKER = "s390x-linux-gnu-ld";
    private static final String QEMU = "qemu-s390x";
    private static final long SLOTS = 0x0200_0000L;
    private static final int SLOT_LENGTH = 64;
    /** Where in its slot the instruction stands. */
    private static final int OFFSET = 8;

    private static final int CASE_LENGTH = 1536;
    private static final int ACCESS = 128;
    private static final int FLOATING = 192;
    private static final int CODE_AND_MASK = 320;
    private static final int OUTCOME = 328;
    private static final int FLOATING_CONTROL = 336;
    private static final int SIGNAL_CODE = 344;
    private static final int SCRATCH = 512;
    private static final long TEXT = 0x0100_0000L;

    private QemuComparison() {}

    /** The address of the instruction of a batch's case number {@code index}. */
    public static long address(int index) {
        return SLOTS + (long) index * SLOT_LENGTH + OFFSET;
    }

    /** An empty text if the tools are there, else what is missing. */
    public static String missing() {
        for (String tool : List.of(ASSEMBLER, LINKER, QEMU)) {
            try {
                Process process = new ProcessBuilder(tool, "--version")
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
                process.waitFor();
            } catch (IOException absent) {
                return tool + " is not installed: rows are not compared with QEMU here";
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
        return "";
    }

    /**
     * The states after the cases as QEMU computes them.
     *
     * @param cases at most {@link #MOST_CASES}; case {@code i} must be made for {@link #address}{@code (i)}
     */
    public static List<MachineState> run(List<TestCase> cases) {
        try {
            Path directory = Files.createTempDirectory("rows");
            try {
                return read(build(cases, directory), cases.size());
            } finally {
                for (String name : List.of("slots.bin", "cases.bin", "driver.s", "driver.o", "driver", "results")) {
                    Files.deleteIfExists(directory.resolve(name));
                }
                Files.delete(directory);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The version of the emulator as it says it itself, such as 7.2.22; empty if it is not there. */
    public static String version() {
        try {
            Process process = new ProcessBuilder(QEMU, "--version").start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return text.replaceFirst("(?s).*?version ([0-9.]+).*", "$1");
        } catch (IOException absent) {
            return "";
        }
    }

    private static byte[] build(List<TestCase> cases, Path directory) throws IOException {
        if (cases.size() > MOST_CASES) {
            throw new IllegalArgumentException(cases.size() + " cases are more than " + MOST_CASES);
        }
        try (InputStream driver = QemuComparison.class.getResourceAsStream("comparison.s")) {
            Files.write(directory.resolve("driver.s"), driver.readAllBytes());
        }
        Files.write(directory.resolve("cases.bin"), states(cases));
        // The stubs that a slot goes on at stand in the driver, whose layout does not depend on the slots: link twice.
        Files.write(directory.resolve("slots.bin"), new byte[cases.size() * SLOT_LENGTH]);
        link(directory);
        Files.write(
                directory.resolve("slots.bin"), slots(cases, symbol(directory, "fallen"), symbol(directory, "taken")));
        link(directory);
        Path results = directory.resolve("results");
        int status =
                start(new ProcessBuilder(QEMU, "-cpu", "max", "driver").redirectOutput(results.toFile()), directory);
        byte[] bytes = Files.readAllBytes(results);
        if (status != 0 || bytes.length != cases.size() * CASE_LENGTH) {
            throw new IOException(QEMU + " ended with " + status + " after " + bytes.length + " bytes: "
                    + new String(bytes, 0, Math.min(bytes.length, 256), StandardCharsets.US_ASCII));
        }
        return bytes;
    }

    private static void link(Path directory) throws IOException {
        require(new ProcessBuilder(ASSEMBLER, "-march=z13", "-o", "driver.o", "driver.s"), directory);
        require(
                new ProcessBuilder(
                        LINKER,
                        "-o",
                        "driver",
                        "-Ttext=0x" + Long.toHexString(TEXT),
                        "--section-start=.slots=0x" + Long.toHexString(SLOTS),
                        "--section-start=.cases=0x03000000",
                        "--section-start=.results=0x05000000",
                        "--section-start=.scratch=0x" + Long.toHexString(MachineState.SCRATCH),
                        "driver.o"),
                directory);
    }

    private static void require(ProcessBuilder command, Path directory) throws IOException {
        Path output = directory.resolve("results");
        int status = start(command.redirectErrorStream(true).redirectOutput(output.toFile()), directory);
        if (status != 0) {
            throw new IOException(command.command() + " ended with " + status + ": " + Files.readString(output));
        }
    }

    private static int start(ProcessBuilder command, Path directory) throws IOException {
        Process process = command.directory(directory.toFile()).start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.command() + " did not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException(interrupted);
        }
    }

    /** The value of a symbol of the linked driver, read from its symbol table. */
    private static long symbol(Path directory, String name) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("driver")));
        long sections = elf.getLong(40);
        for (int i = 0; i < elf.getShort(60); i++) {
            int header = (int) (sections + 64L * i);
            if (elf.getInt(header + 4) == 2) {
                int strings = (int) elf.getLong((int) (sections + 64L * elf.getInt(header + 40)) + 24);
                int symbols = (int) elf.getLong(header + 24);
                for (int at = symbols; at < symbols + elf.getLong(header + 32); at += 24) {
                    if (text(elf, strings + elf.getInt(at)).equals(name)) {
                        return elf.getLong(at + 8);
                    }
                }
            }
        }
        throw new IOException("the driver has no symbol " + name);
    }

    private static String text(ByteBuffer elf, int at) {
        int end = at;
        while (elf.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - at];
        elf.get(at, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static byte[] slots(List<TestCase> cases, long fallen, long taken) {
        ByteBuffer slots = ByteBuffer.allocate(cases.size() * SLOT_LENGTH);
        for (int i = 0; i < cases.size(); i++) {
            TestCase each = cases.get(i);
            if (each.address() != address(i)) {
                throw new IllegalArgumentException("case " + i + " is not made for its slot: " + each);
            }
            int at = i * SLOT_LENGTH;
            // lmg %r0,%r15,0(%r1); nopr
            slots.putLong(at, 0xEB0F_1000_0004_0700L);
            slots.putLong(at + OFFSET, each.bytes());
            jump(slots, at + OFFSET + each.row().format().length(), fallen);
            jump(slots, at + OFFSET + TestCase.BRANCH_DISTANCE, taken);
        }
        return slots.array();
    }

    private static void jump(ByteBuffer slots, int at, long target) {
        slots.putShort(at, (short) 0xC0F4);
        slots.putInt(at + 2, (int) (target - SLOTS - at >> 1));
    }

    private static byte[] states(List<TestCase> cases) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(cases.size() * CASE_LENGTH);
        DataOutputStream out = new DataOutputStream(bytes);
        for (TestCase each : cases) {
            MachineState state = each.before();
            for (long register : state.general) {
                out.writeLong(register);
            }
            for (int register : state.access) {
                out.writeInt(register);
            }
            for (long register : state.floating) {
                out.writeLong(register);
            }
            out.writeLong((long) (state.conditionCode << 4 | state.programMask) << 24);
            out.write(new byte[FLOATING_CONTROL - OUTCOME]);
            out.writeInt(state.fpc);
            out.write(new byte[SCRATCH - FLOATING_CONTROL - Integer.BYTES]);
            out.write(state.scratch);
        }
        return bytes.toByteArray();
    }

    private static List<MachineState> read(byte[] bytes, int count) {
        List<MachineState> states = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int i = 0; i < count; i++) {
            int at = i * CASE_LENGTH;
            MachineState state = new MachineState();
            for (int r = 0; r < 16; r++) {
                state.general[r] = in.getLong(at + 8 * r);
                state.access[r] = in.getInt(at + ACCESS + 4 * r);
                state.floating[r] = in.getLong(at + FLOATING + 8 * r);
            }
            int codeAndMask = (int) (in.getLong(at + CODE_AND_MASK) >> 24);
            state.conditionCode = codeAndMask >> 4 & 3;
            state.programMask = codeAndMask & 0xF;
            state.outcome = (int) in.getLong(at + OUTCOME);
            state.fpc = in.getInt(at + FLOATING_CONTROL);
            state.signalCode = (int) in.getLong(at + SIGNAL_CODE);
            in.get(at + SCRATCH, state.scratch);
            states.add(state);
        }
        return states;
    }
}
