package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.LoadedImage;
import org.maskflip.emulator.machine.ConsoleInput;
import org.maskflip.emulator.machine.Ending;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.MachineBuilder;
import org.maskflip.emulator.trace.TextTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip run}: a guest program on a machine, its consoles on standard output. */
@Command(
        name = "run",
        header = "Run a guest program on a machine.",
        description = {
            "Run a bare-metal guest program: ELF, assembly (.s, .S) or a raw image.",
            "CPU 0 starts at the ELF entry, at the symbol _start, or with the restart new PSW at 1a0."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the guest ended by itself: in a disabled wait, or with all CPUs stopped",
            "1:it ended otherwise: program-interruption loop, check stop, deadlock, or another wait than --expect-wait",
            "2:the input was refused; nothing was run",
            "3:UNKNOWN: --max-instructions or --timeout was hit",
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private MachineOptions options;

    @Parameters(paramLabel = "PROGRAM", description = "The file with the program.")
    private Path program;

    @Option(names = "-D", paramLabel = "SYM=VALUE", description = "Define a symbol for the assembler.")
    private Map<String, String> symbols = new LinkedHashMap<>();

    @Option(names = "--entry", paramLabel = "SYMBOL", description = "Start at a symbol or a hexadecimal address.")
    private String entry;

    @Option(
            names = "--raw-address",
            paramLabel = "A",
            description = "Where a raw image belongs, hexadecimal (0); refused for other programs.")
    private String rawAddress;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write a line per event to a file; - is standard output.")
    private String trace;

    @Option(
            names = "--max-instructions",
            paramLabel = "N",
            description = {
                "Give up after so many instructions of all CPUs, at least 1. With --scheduler free a CPU looks at it",
                "only now and then: up to 65,536 more per CPU may be executed."
            })
    private long maximumInstructions = Long.MAX_VALUE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up after so much host time, more than 0, as in 2.5.")
    private double timeout = Double.POSITIVE_INFINITY;

    @Option(
            names = "--expect-wait",
            paramLabel = "A",
            description = "The disabled wait that means success, hexadecimal.")
    private String expectedWait;

    @Option(names = "--input", paramLabel = "CONSOLE", description = "Type standard input at a console: vt220 or line.")
    private ConsoleMode input;

    @Option(names = "--stats", description = "Print the speed.")
    private boolean isStatisticsWanted;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadedImage image = GuestFile.read(program, definitions(), rawAddress());
        OptionalLong start = entry == null ? OptionalLong.empty() : OptionalLong.of(start(image));
        OptionalLong wait = expectedWait == null
                ? OptionalLong.empty()
                : OptionalLong.of(hexadecimal("--expect-wait", expectedWait));
        PrintWriter out = spec.commandLine().getOut();
        try (Writer traceFile = traceFile(out)) {
            MachineBuilder builder = builder(out);
            if (traceFile != null) {
                builder.trace(new TextTrace(traceFile));
            }
            return run(builder, image, start, wait, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private MachineBuilder builder(PrintWriter out) {
        MachineBuilder builder = options.builder()
                .console((cpu, mode, text) -> {
                    out.print(text);
                    out.flush();
                })
                .input(input == null ? ConsoleInput.CLOSED : ConsoleInput.OPEN);
        if (maximumInstructions < 1) {
            throw new BadInput("maskflip: --max-instructions " + maximumInstructions + ": a number above 0 expected");
        }
        if (!(timeout > 0)) {
            throw new BadInput("maskflip: --timeout " + timeout + ": a number above 0 expected");
        }
        return builder.maximumInstructions(maximumInstructions);
    }

    private int run(MachineBuilder builder, LoadedImage image, OptionalLong start, OptionalLong wait, PrintWriter out)
            throws InterruptedException {
        try (Machine machine = builder.build()) {
            machine.load(image);
            long begin = System.nanoTime();
            if (start.isPresent()) {
                machine.start(start.getAsLong());
            } else {
                machine.start();
            }
            if (input != null) {
                StandardInput.typeAt(machine, input);
            }
            Ending ending = machine.await(
                    Double.isInfinite(timeout) ? Duration.ofDays(1000) : Duration.ofNanos((long) (timeout * 1e9)));
            double seconds = (System.nanoTime() - begin) / 1e9;
            report(ending, seconds, out);
            return status(ending, wait).number();
        } catch (ImageException | IllegalStateException e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private void report(Ending ending, double seconds, PrintWriter out) {
        out.println(program + ": " + ending + "; " + String.format("%,d instructions", ending.instructions()));
        if (isStatisticsWanted) {
            out.printf("%.2f seconds, %.1f MIPS%n", seconds, ending.instructions() / seconds / 1e6);
        }
        out.flush();
    }

    private static ExitCode status(Ending ending, OptionalLong wait) {
        return switch (ending.kind()) {
            case DISABLED_WAIT ->
                wait.isEmpty() || wait.getAsLong() == ending.instructionAddress()
                        ? ExitCode.AS_EXPECTED
                        : ExitCode.NOT_AS_EXPECTED;
            case ALL_STOPPED -> wait.isEmpty() ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED;
            case CHECK_STOP, DEADLOCK, STOPPED_BY_HOST -> ExitCode.NOT_AS_EXPECTED;
            case INSTRUCTION_LIMIT, TIMEOUT -> ExitCode.UNKNOWN;
            case DEFECT -> ExitCode.DEFECT;
        };
    }

    private Map<String, Long> definitions() {
        Map<String, Long> values = new LinkedHashMap<>();
        symbols.forEach((name, value) -> {
            if (name.isBlank()) {
                throw new BadInput("maskflip: -D " + name + "=" + value + ": a symbol expected before the =");
            }
            try {
                values.put(name, value == null || value.isEmpty() ? 1 : Long.decode(value));
            } catch (NumberFormatException e) {
                throw new BadInput("maskflip: -D " + name + "=" + value + ": a number expected, as in 12 or 0xc", e);
            }
        });
        return values;
    }

    private long start(LoadedImage image) {
        OptionalLong symbol = image.symbol(entry);
        return symbol.isPresent() ? symbol.getAsLong() : address();
    }

    private long address() {
        try {
            return Long.parseUnsignedLong(entry.startsWith("0x") ? entry.substring(2) : entry, 16);
        } catch (NumberFormatException e) {
            throw new BadInput(
                    "maskflip: --entry " + entry + ": no symbol of the program; expected one, or a hexadecimal address",
                    e);
        }
    }

    private OptionalLong rawAddress() {
        return rawAddress == null ? OptionalLong.empty() : OptionalLong.of(hexadecimal("--raw-address", rawAddress));
    }

    private static long hexadecimal(String option, String text) {
        try {
            return Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, 16);
        } catch (NumberFormatException e) {
            throw new BadInput("maskflip: " + option + " " + text + ": a hexadecimal number expected", e);
        }
    }

    /** {@code null} without a trace. Standard output is not closed. */
    private Writer traceFile(PrintWriter out) throws IOException {
        if (trace == null) {
            return null;
        }
        if (!trace.equals("-")) {
            return Files.newBufferedWriter(Path.of(trace));
        }
        return new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
                out.write(text, offset, length);
            }

            @Override
            public void flush() {
                out.flush();
            }

            @Override
            public void close() {
                out.flush();
            }
        };
    }
}
