package org.maskflip.emulator.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.hotpatch.PatchAuditor;
import org.maskflip.emulator.hotpatch.PatchGuest;
import org.maskflip.emulator.hotpatch.SiteTable;
import org.maskflip.emulator.hotpatch.Twin;
import org.maskflip.emulator.machine.Ending;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.MachineBuilder;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.OrderKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What looking at every executed first stage costs: the time of one run of the self-patching guest, from the building of its machine to
 * its end, with an auditor and without. Under the deterministic scheduler both execute the same instructions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(1)
public class AuditSpeed {
    private static final int CPUS = 4;
    private static final int SEED = 1;

    /** Whether somebody looks. */
    public enum Auditing {
        NONE,
        EVERY_FIRST_STAGE
    }

    @Param({"HOST", "WEAK"})
    public OrderKind order;

    @Param({"NONE", "EVERY_FIRST_STAGE"})
    public Auditing auditing;

    private Program program;
    private SiteTable sites;

    /** Assembles the guest. */
    @Setup(Level.Trial)
    public void assemble() {
        program = new PatchGuest(CPUS, 320, 60, SEED, Twin.NONE).assemble();
        sites = SiteTable.of(program);
    }

    /** One run; the number of its instructions. */
    @Benchmark
    public long run() throws Exception {
        MachineBuilder builder = Machine.builder()
                .cpus(CPUS)
                .storage(PatchGuest.STORAGE)
                .order(order)
                .scheduler(Scheduler.DETERMINISTIC)
                .policy(AdversaryPolicy.PRESSING)
                .seed(SEED);
        Machine[] made = new Machine[1];
        PatchAuditor auditor = new PatchAuditor(
                sites, CPUS, absolute -> made[0].doubleword(absolute), () -> made[0].instructionCount());
        if (auditing == Auditing.EVERY_FIRST_STAGE) {
            builder.watch(sites::isWatched, (cpu, executed, next) -> {
                Registers registers = cpu.registers();
                auditor.executed(cpu.address(), registers, executed.address(), executed.bytes(), next);
            });
        }
        try (Machine machine = builder.build()) {
            made[0] = machine;
            machine.load(program);
            machine.start();
            Ending ending = machine.await(Duration.ofMinutes(2));
            if (ending.kind() != Ending.Kind.DISABLED_WAIT || !auditor.report().isClean()) {
                throw new IllegalStateException(ending.toString());
            }
            return ending.instructions();
        }
    }
}
