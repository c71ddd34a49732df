package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.Violation;
import org.maskflip.emulator.hotpatch.kernel.KernelMonitor;
import org.maskflip.emulator.hotpatch.kernel.KernelReport;
import org.maskflip.emulator.hotpatch.kernel.KernelTwin;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode;
import org.maskflip.emulator.machine.Ending;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.MachineBuilder;
import org.maskflip.emulator.machine.UpdateAmbush;
import picocli.CommandLine.Option;

/** The audit of a kernel that runs: options, wiring, and what is printed of it. */
final class BootAudit {
    private static final int SHOWN = 10;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Watch every patch site of the running kernel on every CPU, and report. FILE is the kernel's image or its"
                            + " vmlinux (what --kernel says; needed with --resume). The kernel must run where it was linked.")
    private Path audited;

    @Option(
            names = "--break",
            paramLabel = "TWIN",
            description =
                    "Change some bytes of the kernel in storage, so that --audit has something to find: no-sync (its"
                            + " synchronisation returns at once), mask-first (its patcher stores the mask before the interceptor).")
    private KernelTwin.Kind broken;

    private KernelCode code;
    private KernelMonitor monitor;
    private KernelTwin twin;
    /** {@code null} unless the order is weak, and the CPUs have threads of their own. */
    private UpdateAmbush ambush;

    private Machine machine;
    private long entry;
    /** Whether the twin's bytes are still to be put in place; the first CPU's thread, or before there are threads. */
    private boolean isTwinDue;

    boolean isWanted() {
        return audited != null;
    }

    /**
     * Has the machine show the monitor what it is to see.
     *
     * @param kernel the image that is booted, {@code null} with a snapshot
     * @throws BadInput if there is nothing to audit
     */
    void watch(MachineBuilder builder, MachineOptions options, Path kernel, int cpus)
            throws IOException, ImageException {
        if (!isWanted()) {
            if (broken != null) {
                throw new BadInput("maskflip: --break " + broken + ": --audit expected with it");
            }
            return;
        }
        Path file = audited.toString().isEmpty() ? kernel : audited;
        if (file == null) {
            throw new BadInput("maskflip: --audit: the kernel's file expected with --resume, as in --audit vmlinuz");
        }
        code = KernelCode.read(file.toString(), InputFile.bytes(file, "the kernel that runs"));
        if (code.kind() == KernelCode.Kind.MODULE) {
            throw new BadInput(file + ": a module; expected the kernel that runs");
        }
        monitor = new KernelMonitor(code, cpus, absolute -> machine.doubleword(absolute), System::nanoTime);
        twin = broken == null ? null : KernelTwin.of(broken, code);
        entry = code.text().begin();
        ambush = options.isAdverse() ? new UpdateAmbush(options.seed()) : null;
        if (ambush != null) {
            builder.orderLayer(ambush);
            monitor.tell(ambush);
        }
        builder.watch(address -> address == entry || monitor.isWatched(address), this::executed);
    }

    private void executed(Cpu cpu, Decoded executed, long next) {
        if (isTwinDue && executed.address() == entry) {
            isTwinDue = false;
            applyTwin();
        }
        monitor.executed(cpu.address(), cpu.registers(), executed.address(), executed.bytes(), next);
    }

    /** The machine has been made, and is about to boot. */
    void booting(Machine made) {
        made(made);
        isTwinDue = twin != null;
    }

    /** The machine has been made, and goes on from a snapshot. */
    void resuming(Machine made) {
        made(made);
        if (isWanted()) {
            monitor.adopt();
        }
        if (twin != null) {
            applyTwin();
        }
    }

    private void made(Machine made) {
        machine = made;
        if (ambush != null) {
            ambush.lay(made);
        }
    }

    private void applyTwin() {
        byte[] found = new byte[twin.before().length];
        machine.storage().read(twin.address(), found, 0, found.length);
        if (!Arrays.equals(found, twin.before())) {
            throw new BadInput(
                    "maskflip: --break " + broken + ": storage at " + Long.toHexString(twin.address())
                            + " does not hold what the kernel's file has there; is it another kernel, or one that was moved (KASLR)?");
        }
        machine.load(twin.address(), twin.after());
    }

    /**
     * Prints what was seen.
     *
     * @param ending of the run
     * @return whether it is as expected: no violation, or, of a broken kernel, at least one
     */
    boolean report(PrintWriter out, Ending ending) {
        if (!isWanted()) {
            return true;
        }
        if (isWrong(ending)) {
            monitor.endedWrong("the kernel did not come to power-off: " + ending);
        }
        KernelReport report = monitor.report();
        out.printf(
                "audit: %,d sites, %d updates; first stages executed: %,d as compiled, %,d off, %,d on; %,d interceptors entered%n",
                report.sites(),
                report.updates().size(),
                report.compiled(),
                report.off(),
                report.on(),
                report.arrived());
        out.printf(
                "audit: while a site was being changed: %,d old, %,d new; old after the store: %,d before the round, %,d in it,"
                        + " at most %.3f ms later; %,d CPUs held%n",
                report.oldInFlux(),
                report.newInFlux(),
                report.staleBeforeRound(),
                report.staleInRound(),
                report.longestStale() / 1e6,
                report.held());
        if (ambush != null) {
            out.printf("audit: %,d times a CPU was held between fetching and executing a first stage%n", ambush.held());
        }
        printUpdates(out, report.updates());
        for (Violation violation : report.violations().stream().limit(SHOWN).toList()) {
            out.println("  " + violation);
        }
        StringBuilder counts = new StringBuilder();
        for (Map.Entry<Property, Long> count : report.counts().entrySet()) {
            counts.append(' ').append(count.getKey()).append(' ').append(count.getValue());
        }
        boolean isExpected = report.isClean() == (broken == null);
        out.println((isExpected ? "PASS" : "FAIL") + ": violations" + counts
                + (broken == null ? "" : "; " + broken + (report.isClean() ? " was not caught" : " was caught")));
        out.flush();
        return isExpected;
    }

    /** A run that was cut off by the host says nothing of how it would have ended. */
    private static boolean isWrong(Ending ending) {
        return switch (ending.kind()) {
            case DISABLED_WAIT, CHECK_STOP, DEADLOCK -> true;
            case ALL_STOPPED, STOPPED_BY_HOST, TIMEOUT, INSTRUCTION_LIMIT, DEFECT -> false;
        };
    }

    private static void printUpdates(PrintWriter out, List<KernelReport.Update> updates) {
        out.println("audit:  flips   stores  signals  acknowledgements");
        for (int i = 0; i < updates.size(); i++) {
            KernelReport.Update update = updates.get(i);
            int same = 1;
            while (i + 1 < updates.size() && updates.get(i + 1).equals(update)) {
                same++;
                i++;
            }
            out.printf(
                    "  %,12d %,8d %8d %17d%s%n",
                    update.flips(),
                    update.stores(),
                    update.signals(),
                    update.acknowledgements(),
                    same > 1 ? "   x " + same : "");
        }
    }
}
