package org.maskflip.emulator.machine;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.hotpatch.AuditReport;
import org.maskflip.emulator.hotpatch.PatchAuditor;
import org.maskflip.emulator.hotpatch.PatchGuest;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.SiteTable;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.OrderKind;

/**
 * Runs the self-patching guest on a machine with an auditor.
 *
 * @param seed of the machine's choices
 * @param limit of host time; a run that takes longer is no verdict
 * @param maximumInstructions of all CPUs; a run that takes more hangs (P6)
 */
public record PatchRun(
        PatchGuest guest,
        OrderKind order,
        Scheduler scheduler,
        AdversaryPolicy policy,
        long seed,
        Duration limit,
        long maximumInstructions) {
    /** Codes of the guest's disabled wait. */
    private static final long DONE = 0;

    private static final long ERROR_PROGRAM = 0xE2;
    private static final long ERROR_SITE = 0xE3;
    private static final long ERROR_ENTRY = 0xE4;
    private static final long ERROR_RETURN = 0xE5;

    /**
     * How the run went.
     *
     * @param calls of traced functions, as the guest counted
     * @param signals sent for updates and jump labels, as the guest counted
     * @param served synchronizations served by all CPUs, as the guest counted
     * @param nanos host time
     */
    public record Result(AuditReport report, Ending ending, long calls, long signals, long served, long nanos) {
        /** Whether the run was cut off by the host before anything could be said of its end. */
        public boolean isUnknown() {
            return ending.kind() == Ending.Kind.TIMEOUT || ending.kind() == Ending.Kind.STOPPED_BY_HOST;
        }
    }

    /** Runs to the end of the guest or of the limits. */
    public Result run() throws InterruptedException {
        Program program = guest.assemble();
        SiteTable sites = SiteTable.of(program);
        Machine[] made = new Machine[1];
        LongSupplier clock = scheduler == Scheduler.DETERMINISTIC ? () -> made[0].instructionCount() : System::nanoTime;
        PatchAuditor auditor = new PatchAuditor(sites, guest.cpus(), absolute -> made[0].doubleword(absolute), clock);
        MachineBuilder builder = Machine.builder()
                .cpus(guest.cpus())
                .storage(PatchGuest.STORAGE)
                .order(order)
                .scheduler(scheduler)
                .policy(policy)
                .seed(seed)
                .maximumInstructions(maximumInstructions)
                .watch(
                        sites::isWatched,
                        (cpu, executed, next) -> auditor.executed(
                                cpu.address(), cpu.registers(), executed.address(), executed.bytes(), next));
        long begun = System.nanoTime();
        Machine machine = builder.build();
        made[0] = machine;
        Ending ending = runToEnd(machine, program);
        return result(machine, program, auditor, ending, System.nanoTime() - begun);
    }

    /** Closes the machine; storage stays readable. */
    private Ending runToEnd(Machine machine, Program program) throws InterruptedException {
        try (machine) {
            machine.load(program);
            machine.start();
            return machine.await(limit);
        } catch (ImageException e) {
            throw new IllegalStateException("the embedded guest does not fit into storage", e);
        }
    }

    private Result result(Machine machine, Program program, PatchAuditor auditor, Ending ending, long nanos) {
        long results = program.symbol("result_calls");
        long traced = machine.doubleword(results + 8);
        judge(machine, program, auditor, ending);
        if (isDone(ending)) {
            auditor.checkAll();
            long arrived = auditor.report().arrived();
            if (Math.abs(arrived - traced) > guest.cpus()) {
                auditor.found(Property.P2, "interceptors counted " + traced + " calls, " + arrived + " were entered");
            }
        }
        return new Result(
                auditor.report(),
                ending,
                machine.doubleword(results),
                machine.doubleword(results + 16),
                machine.doubleword(results + 24),
                nanos);
    }

    private static boolean isDone(Ending ending) {
        return ending.kind() == Ending.Kind.DISABLED_WAIT && ending.instructionAddress() == DONE;
    }

    private static void judge(Machine machine, Program program, PatchAuditor auditor, Ending ending) {
        if (isDone(ending)) {
            return;
        }
        long code = machine.doubleword(program.symbol("result_code"));
        String how = ending.toString();
        if (ending.kind() == Ending.Kind.DEFECT) {
            throw new IllegalStateException(how);
        }
        if (code == ERROR_PROGRAM) {
            long at = machine.doubleword(program.symbol("result_program") + 16);
            auditor.found(Property.P2, String.format("program interruption at %x; %s", at, how));
        } else if (code == ERROR_ENTRY || code == ERROR_RETURN) {
            auditor.found(Property.P2, String.format("the guest found wrong registers, code %x", code));
        } else if (code == ERROR_SITE) {
            auditor.found(Property.P5, "the patcher found a site that does not hold what it wrote");
        } else if (ending.kind() != Ending.Kind.TIMEOUT && ending.kind() != Ending.Kind.STOPPED_BY_HOST) {
            auditor.found(Property.P6, String.format("the guest did not end: %s, code %x", how, code));
        }
    }
}
