package org.maskflip.modelcheck.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.hotpatch.TracerDisk;
import org.maskflip.emulator.hotpatch.kernel.ClaimMeter;
import org.maskflip.emulator.hotpatch.kernel.KernelClaims;
import org.maskflip.emulator.hotpatch.kernel.KernelMonitor;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.KernelImage;
import org.maskflip.emulator.loader.linux.KernelCode;
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

/** {@code maskflip claims}: what the commit that brought hotpatching claims, measured on a kernel that runs. */
@Command(
        name = "claims",
        header = "Measure the claims of the commit that brought hotpatching to Linux.",
        description = {
            "Boot an s390x kernel with the embedded initial RAM disk, have it trace one function, all functions, and probe",
            "the inside of one, count every instruction meanwhile, and hold the numbers against the commit's message."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every claim was measured, whether it holds or not",
            "1:the kernel did not come to power-off, or gave no occasion to measure one of them",
            "2:the input was refused; nothing was run",
            "3:UNKNOWN: --timeout was hit",
        })
final class ClaimsCommand implements Callable<Integer> {
    private static final String STEPS = "kprobe inner all";

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
                "Go on from a snapshot of that kernel with the tracer off, in place of booting it. Its steps should be",
                "\"" + STEPS + "\" or more, its CPUs two or more."
            })
    private Path resumed;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "Give up after so much host time, more than 0 (${DEFAULT-VALUE}).")
    private double timeout;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean isJson;

    /** Each part of the run goes until then. */
    private long deadline;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(timeout > 0)) {
            throw new BadInput("maskflip: --timeout " + timeout + ": a number above 0 expected");
        }
        if (resumed == null && options.cpus() < 2) {
            throw new BadInput(
                    "maskflip: claims: --cpus 2 or more expected, since the claims are about the other CPUs");
        }
        if (kernel == null) {
            kernel = FetchedImage.path("claims");
        }
        deadline = System.nanoTime() + (long) (Math.min(timeout, 1e6) * 1e9);
        try {
            KernelCode code = KernelCode.read(kernel.toString(), InputFile.bytes(kernel, "a kernel's image"));
            if (code.kind() == KernelCode.Kind.MODULE) {
                throw new BadInput(kernel + ": a module; expected the kernel that runs");
            }
            StringWriter console = new StringWriter();
            Snapshot ready = resumed == null ? boot(new PrintWriter(console)) : SnapshotFile.read(resumed);
            return ready == null ? failed(console, "did not become ready") : measure(code, ready, console);
        } catch (ImageException e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    /** Boots to where the disk's steps begin; {@code null} if that is not reached. */
    private Snapshot boot(PrintWriter log) throws IOException, ImageException, InterruptedException {
        KernelImage image = KernelImage.of(kernel.toString(), Files.readAllBytes(kernel));
        BootConsole shown = new BootConsole(log, ConsoleMode.VT220, TracerDisk.READY);
        try (Machine machine = options.builder().console(shown).build()) {
            String line = BootCommand.COMMAND_LINE + " -- do " + STEPS;
            machine.load(
                    image.with(line, TracerDisk.archive(), machine.storage().size()));
            machine.start();
            return shown.await(Duration.ofNanos(deadline - System.nanoTime())) ? machine.snapshot() : null;
        }
    }

    private int measure(KernelCode code, Snapshot ready, StringWriter console)
            throws ImageException, InterruptedException {
        Machine[] made = new Machine[1];
        KernelMonitor monitor =
                new KernelMonitor(code, ready.cpus(), absolute -> made[0].doubleword(absolute), System::nanoTime);
        ClaimMeter meter = new ClaimMeter(code, ready.cpus());
        BootConsole shown = new BootConsole(new PrintWriter(console), ConsoleMode.VT220, TracerDisk.DONE);
        MachineBuilder builder = options.builder().console(shown).watch(address -> true, (cpu, executed, next) -> {
            count(meter, cpu, executed);
            if (monitor.isWatched(executed.address())) {
                monitor.executed(cpu.address(), cpu.registers(), executed.address(), executed.bytes(), next);
            }
        });
        Ending ending;
        try (Machine machine = ready.configure(builder).build()) {
            made[0] = machine;
            machine.restore(ready);
            monitor.adopt();
            machine.resume();
            ending = machine.await(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        if (ending.kind() != Ending.Kind.ALL_STOPPED || shown.failures() > 0) {
            failed(console, "did not come to power-off: " + ending);
            return (ending.kind() == Ending.Kind.TIMEOUT ? ExitCode.UNKNOWN : ExitCode.NOT_AS_EXPECTED).number();
        }
        KernelClaims claims = KernelClaims.of(code, meter, monitor.report());
        print(code, claims);
        return (claims.isComplete() ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED).number();
    }

    private static void count(ClaimMeter meter, Cpu cpu, Decoded executed) {
        meter.executed(cpu.address(), cpu.registers(), executed.address());
    }

    private int failed(StringWriter console, String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.print(console);
        err.println("maskflip: claims: " + kernel + " " + what);
        err.flush();
        return ExitCode.NOT_AS_EXPECTED.number();
    }

    private void print(KernelCode code, KernelClaims claims) {
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(json(code, claims).toPrettyString());
        } else {
            out.println(code.name());
            FigureTable.print(out, claims.figures());
            for (KernelClaims.Claim claim : claims.claims()) {
                out.printf("%-14s %s: %s%n", verdict(claim), claim.group(), claim.text());
            }
        }
        out.flush();
    }

    private static ObjectNode json(KernelCode code, KernelClaims claims) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("file", code.name());
        FigureTable.put(node.putObject("figures"), claims.figures());
        ArrayNode list = node.putArray("claims");
        for (KernelClaims.Claim claim : claims.claims()) {
            list.addObject()
                    .put("figures", claim.group())
                    .put("claim", claim.text())
                    .put("verdict", verdict(claim));
        }
        return node;
    }

    private static String verdict(KernelClaims.Claim claim) {
        return claim.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
