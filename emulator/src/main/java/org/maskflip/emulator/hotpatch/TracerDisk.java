package org.maskflip.emulator.hotpatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.loader.CpioArchive;
import org.maskflip.emulator.loader.ElfWriter;
import org.maskflip.emulator.loader.Segment;

/**
 * The embedded initial RAM disk for a Linux kernel: one program of ours, which puts a load on every CPU, switches the function tracer
 * on and off under it, prints a line per switch and powers the machine off. The kernel hands it what stands behind {@code --} on its
 * command line: the steps to do.
 */
public final class TracerDisk {
    /** What the program prints once its load runs on every CPU and before the first step. */
    public static final String READY = "maskflip: ready";

    /** What stands in a line that tells of something that must not be. */
    public static final List<String> FAILURES = List.of("FAILED", "(WRONG)");

    /** What the last line begins with, before the number of failures. */
    public static final String DONE = "maskflip: done, ";

    private static final long DATA_ALIGNMENT = 4096;
    private static final int CONSOLE_MAJOR = 5;
    private static final int CONSOLE_MINOR = 1;

    private TracerDisk() {}

    /** The archive, as the kernel unpacks it. The same bytes each time. */
    public static byte[] archive() {
        return new CpioArchive()
                .directory("dev")
                .characterDevice("dev/console", CONSOLE_MAJOR, CONSOLE_MINOR)
                .directory("proc")
                .directory("tracing")
                .program("init", program())
                .toByteArray();
    }

    /** The program, an ELF executable for the z10 level. */
    public static byte[] program() {
        Program program = assemble();
        long start = program.symbol("_start");
        long data = program.symbol("data_start");
        long bss = program.pieces().get(program.pieces().size() - 1).end();
        int codeLength = (int) (data - start);
        int dataLength = (int) (bss - data);
        return ElfWriter.executable(
                start,
                List.of(
                        new ElfWriter.Part(Segment.of(start, program.bytes(start, codeLength)), ElfWriter.Use.CODE),
                        new ElfWriter.Part(
                                new Segment(data, program.bytes(data, dataLength), program.symbol("data_end") - data),
                                ElfWriter.Use.DATA)));
    }

    /** The program with its symbols. */
    public static Program assemble() {
        try {
            Program program = new Assembler().resolver(TracerDisk::source).assemble("init.s", source("init.s"));
            if (program.symbol("data_start") % DATA_ALIGNMENT != 0) {
                throw new IllegalStateException("init.s: data_start is not on a page boundary");
            }
            return program;
        } catch (AssemblyException e) {
            throw new IllegalStateException("the embedded program does not assemble: " + e.getMessage(), e);
        }
    }

    /** The program's sources by name; {@code null} if there is none of that name. */
    public static String source(String name) {
        try (InputStream in = TracerDisk.class.getResourceAsStream("tracer/" + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
