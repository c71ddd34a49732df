package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.hotpatch.TracerDisk;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.KernelImage;
import org.maskflip.emulator.loader.linux.KernelCode;
import org.maskflip.emulator.machine.ConsoleInput;
import org.maskflip.emulator.machine.Ending;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.MachineBuilder;
import org.maskflip.emulator.machine.Snapshot;
import org.maskflip.emulator.machine.SnapshotFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskflip boot}: an unmodified Linux kernel on a machine, its console on standard output. */
@Command(
        name = "boot",
        header = "Boot an unmodified s390x Linux kernel.",
        description = "Boot an installed s390x kernel image (vmlinuz) at its ordinary entry, decompressor included.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the kernel powered the machine off, without a warning or a failed test of the embedded disk",
            "1:it panicked, or the machine ended otherwise, or no snapshot was written",
            "2:the input was refused; nothing was run",
            "3:UNKNOWN: --max-instructions or --timeout was hit",
        })
final class BootCommand implements Callable<Integer> {
    /** Console at the service processor; addresses as linked; no self tests, which take five times as long as the rest. */
    static final String COMMAND_LINE = "console=ttysclp0 nokaslr cryptomgr.notests";

    @Spec
    private CommandSpec spec;

    @Mixin
    private MachineOptions options;

    @Option(names = "--kernel", paramLabel = "FILE", description = "The kernel image (the one that fetch-kernel got).")
    private Path kernel;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = {
                "Go on from a snapshot, with its CPUs, storage and facilities; order, seed and scheduler are free."
            })
    private Path resumed;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Save the whole machine when the console shows what --at says.")
    private Path snapshot;

    @Option(
            names = "--at",
            paramLabel = "TEXT",
            defaultValue = TracerDisk.READY,
            description = "When to save: the first line of the console with this text (${DEFAULT-VALUE}).")
    private String awaited;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = {
                "Resume so many times in a row, with one seed after the other; a line each, and the console of those",
                "that do not end as they should."
            })
    private int repeats = 1;

    @Option(names = "--stop-after-snapshot", description = "End once the snapshot is written.")
    private boolean isStopping;

    @Option(
            names = "--initrd",
            paramLabel = "FILE",
            description = "The initial RAM disk (the embedded one, which tests the function tracer).")
    private Path initialRamDisk;

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            description = {
                "What the embedded initial RAM disk does, each step with a number of cycles, as in \"few enabled=20 all\":",
                "few, all (functions traced), enabled (ftrace_enabled), graph (function_graph), kprobe (at an entry),",
                "inner (a kprobe inside a function)."
            })
    private String steps;

    @Option(
            names = "--append",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "More for the kernel's command line, behind \"" + COMMAND_LINE + "\".")
    private String append;

    @Option(
            names = "--console",
            paramLabel = "CONSOLE",
            defaultValue = "vt220",
            description = "The console to show: vt220 (ttysclp0) or line (ttyS0); ${DEFAULT-VALUE}.")
    private ConsoleMode console;

    @Option(names = "--input", description = "Type the lines of standard input at the console.")
    private boolean isTyping;

    @Option(
            names = "--max-instructions",
            paramLabel = "N",
            description = "Give up after about so many instructions of all CPUs, at least 1.")
    private long maximumInstructions = Long.MAX_VALUE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up after so much host time, more than 0, as in 2.5.")
    private double timeout = Double.POSITIVE_INFINITY;

    @Mixin
    private BootAudit audit;

    @Option(names = "--stats", description = "Print the speed.")
    private boolean isStatisticsWanted;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        PrintWriter out = spec.commandLine().getOut();
        try {
            return resumed == null ? boot(out) : resume(out);
        } catch (ImageException e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private MachineBuilder builder(BootConsole shown) {
        return options.builder()
                .maximumInstructions(maximumInstructions)
                .input(isTyping ? ConsoleInput.OPEN : ConsoleInput.CLOSED)
                .console(shown);
    }

    private void check() {
        if (maximumInstructions < 1) {
            throw new BadInput("maskflip: --max-instructions " + maximumInstructions + ": a number above 0 expected");
        }
        if (!(timeout > 0)) {
            throw new BadInput("maskflip: --timeout " + timeout + ": a number above 0 expected");
        }
        if (kernel != null && resumed != null) {
            throw new BadInput("maskflip: boot: --kernel or --resume expected, not both");
        }
        if (resumed != null && (initialRamDisk != null || steps != null || !append.isEmpty())) {
            throw new BadInput("maskflip: --resume goes on with what the kernel was given;"
                    + " leave out --initrd, --steps and --append");
        }
        if (steps != null && initialRamDisk != null) {
            throw new BadInput("maskflip: --steps are for the embedded initial RAM disk; leave out --initrd");
        }
        if (repeats < 1 || repeats > 1 && (resumed == null || snapshot != null || isTyping)) {
            throw new BadInput("maskflip: --repeat " + repeats
                    + ": a number above 0 expected, and above 1 only with --resume, without --snapshot and --input");
        }
        if (isStopping && snapshot == null) {
            throw new BadInput("maskflip: --stop-after-snapshot: --snapshot FILE expected with it");
        }
        if (snapshot != null && !Files.isDirectory(snapshot.toAbsolutePath().getParent())) {
            throw new BadInput("maskflip: --snapshot " + snapshot + ": its folder is not there; make it first");
        }
    }

    private int boot(PrintWriter out) throws IOException, ImageException, InterruptedException {
        if (kernel == null) {
            kernel = FetchedImage.path("boot");
        }
        byte[] file = InputFile.bytes(kernel, "a kernel's image");
        KernelImage image = KernelImage.of(kernel.toString(), file);
        KernelCode.checkImage(kernel.toString(), file);
        byte[] disk =
                initialRamDisk == null ? TracerDisk.archive() : InputFile.bytes(initialRamDisk, "an initial RAM disk");
        BootConsole shown = new BootConsole(out, console, awaited);
        MachineBuilder builder = builder(shown);
        audit.watch(builder, options, kernel, options.cpus());
        try (Machine machine = builder.build()) {
            audit.booting(machine);
            machine.load(image.with(commandLine(), disk, machine.storage().size()));
            return run(machine, machine::start, shown, out);
        }
    }

    private int resume(PrintWriter out) throws IOException, ImageException, InterruptedException {
        Snapshot from = SnapshotFile.read(resumed);
        if (repeats == 1) {
            BootConsole shown = new BootConsole(out, console, awaited);
            return resume(from, builder(shown), shown, out);
        }
        int worst = ExitCode.AS_EXPECTED.number();
        for (int number = 0; number < repeats; number++) {
            StringWriter kept = new StringWriter();
            PrintWriter own = new PrintWriter(kept);
            BootConsole shown = new BootConsole(own, console, awaited);
            int status = resume(from, builder(shown).seed(options.seed() + number), shown, own);
            if (status != ExitCode.AS_EXPECTED.number()) {
                out.print(kept);
            }
            out.printf("run %d of %d, seed %d: status %d%n", number + 1, repeats, options.seed() + number, status);
            out.flush();
            worst = Math.max(worst, status);
        }
        return worst;
    }

    private int resume(Snapshot from, MachineBuilder builder, BootConsole shown, PrintWriter out)
            throws IOException, ImageException, InterruptedException {
        audit.watch(builder, options, null, from.cpus());
        try (Machine machine = from.configure(builder).build()) {
            machine.restore(from);
            audit.resuming(machine);
            return run(machine, machine::resume, shown, out);
        }
    }

    private String commandLine() {
        String line = (COMMAND_LINE + " " + append).strip();
        return steps == null ? line : line + (line.contains(" -- ") ? " do " : " -- do ") + steps.strip();
    }

    private int run(Machine machine, Runnable start, BootConsole shown, PrintWriter out) throws InterruptedException {
        long begin = System.nanoTime();
        SnapshotTaker taker = snapshot == null ? null : new SnapshotTaker(machine, shown, snapshot, isStopping, out);
        InterruptHook hook = new InterruptHook(() -> stop(machine, out), () -> {});
        try (hook) {
            start.run();
            if (taker != null) {
                taker.start();
            }
            if (isTyping) {
                StandardInput.typeAt(machine, console);
            }
            Ending ending = machine.await(
                    Double.isInfinite(timeout) ? Duration.ofDays(1000) : Duration.ofNanos((long) (timeout * 1e9)));
            boolean isSaved = taker == null || taker.finish();
            report(ending, (System.nanoTime() - begin) / 1e9, shown, out);
            boolean isAuditClean = audit.report(out, ending);
            return status(ending, isSaved && isAuditClean, shown).number();
        }
    }

    /** Ctrl-C: the CPUs stop at an instruction's end, and the run is reported like any other before the process goes. */
    private static void stop(Machine machine, PrintWriter out) {
        try {
            machine.stop();
            out.printf("%nmaskflip: stopped after %,d instructions%n", machine.instructionCount());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Ending ending, double seconds, BootConsole shown, PrintWriter out) {
        shown.finish();
        String what = switch (ending.kind()) {
            case ALL_STOPPED -> "powered off";
            case DISABLED_WAIT -> "the kernel gave up (its panic message stands above): " + ending;
            default -> ending.toString();
        };
        out.printf("%s: %s; %,d instructions%n", kernel == null ? resumed : kernel, what, ending.instructions());
        if (shown.failures() + shown.warnings() > 0) {
            out.printf("failed tests: %d, warnings of the kernel: %d%n", shown.failures(), shown.warnings());
        }
        if (isStatisticsWanted) {
            out.printf("%.2f seconds, %.1f MIPS%n", seconds, ending.instructions() / seconds / 1e6);
        }
        out.flush();
    }

    private ExitCode status(Ending ending, boolean isSaved, BootConsole shown) {
        boolean isClean = isSaved && shown.failures() == 0 && shown.warnings() == 0;
        return switch (ending.kind()) {
            case ALL_STOPPED -> isClean ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED;
            case STOPPED_BY_HOST -> isStopping && isClean ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED;
            case DISABLED_WAIT, CHECK_STOP, DEADLOCK -> ExitCode.NOT_AS_EXPECTED;
            case INSTRUCTION_LIMIT, TIMEOUT -> ExitCode.UNKNOWN;
            case DEFECT -> ExitCode.DEFECT;
        };
    }
}
