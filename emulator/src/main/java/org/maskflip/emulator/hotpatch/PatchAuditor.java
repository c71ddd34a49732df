package org.maskflip.emulator.hotpatch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.arch.Registers;

/**
 * Looks at every executed first stage of the guest. Safe for the threads of all CPUs; no locks but where a violation is found.
 *
 * <p>Why P3 cannot cry wolf on free threads, however late the auditor is told of an execution: an old copy is executed by some CPU
 * before that CPU's acknowledgement, and its thread tells the auditor between the two. The acknowledgement is a guest store; the
 * patcher fetches it before it executes the end of the update, and only then its thread settles the site here. So if the guest waits
 * for all acknowledgements, whoever reads "settled" here has acknowledged before, and what it executed later came from a copy fetched
 * later. The other way round, a site is in flux here before the patcher executes its first store, hence before any CPU can fetch a new
 * copy. A late reader of "settled" may let an old copy pass for a moment: the auditor may miss, it does not cry wolf. A guest that
 * breaks the protocol may be blamed for more than one property.
 */
public final class PatchAuditor {
    private static final int PATCHER = 0;

    private final SiteTable table;
    private final SiteStates states;
    private final LongUnaryOperator storage;
    private final LongSupplier clock;
    private final CpuAudit[] cpus;
    private final Findings findings = new Findings();

    /** The sites of the present update. The patcher's thread alone. */
    private final List<Integer> inFlux = new ArrayList<>();

    /** When the patcher's store to a site was executed. The patcher's thread writes; others read for statistics. */
    private final long[] storedAt;

    /** The patcher's thread alone. */
    private long flips;

    /** The patcher's thread alone. */
    private long updates;

    /** Whether the round has begun: for statistics, read by all threads without order. */
    private boolean isInRound;

    /**
     * An auditor for one run.
     *
     * @param storage the doubleword at an absolute address, as it is now
     * @param clock what {@link AuditReport#longestStale} is measured with; any thread
     */
    public PatchAuditor(SiteTable table, int cpus, LongUnaryOperator storage, LongSupplier clock) {
        this.table = table;
        this.storage = storage;
        this.clock = clock;
        states = new SiteStates(table);
        storedAt = new long[table.size()];
        this.cpus = new CpuAudit[cpus];
        for (int i = 0; i < cpus; i++) {
            this.cpus[i] = new CpuAudit(i);
        }
    }

    /**
     * A watched instruction has been executed; on the thread of the CPU.
     *
     * @param registers as the instruction left them
     * @param address its virtual address
     * @param bytes the copy that was executed, left-aligned
     * @param next the address of the next instruction
     */
    public void executed(int cpu, Registers registers, long address, long bytes, long next) {
        CpuAudit audit = cpus[cpu];
        int number = table.number(address);
        switch (table.kind(address)) {
            case SITE -> firstStage(audit, number, registers, bytes, next);
            case SECOND_STAGE -> secondStage(audit, number, registers, bytes, next);
            case INTERCEPTOR -> interceptor(audit, number, registers);
            case MAKE_CALL -> call(registers);
            case MAKE_NOP -> disable(registers);
            case MODIFY_CALL -> modify(registers);
            case STORE -> store(audit, registers);
            case UPDATE_WRITTEN -> isInRound = true;
            case UPDATE_END -> updateEnd(audit);
            case LABEL_BEGIN -> labelBegin(registers);
            case LABEL_END -> labelEnd(audit);
            case INTERRUPTED -> audit.interrupted();
            case RESUMED -> audit.resumed();
            case NONE -> {}
        }
    }

    // ------------------------------------------------------------------------------------------------ the stages

    private void firstStage(CpuAudit audit, int site, Registers registers, long bytes, long next) {
        long state = states.siteAcquire(site);
        boolean isOn = bytes == table.on(site);
        if (!isOn && bytes != table.off(site)) {
            found(Property.P1, audit, site, bytes, "neither the old nor the new instruction was executed");
            return;
        }
        if (isOn != (next == table.stage(site))) {
            found(Property.P1, audit, site, bytes, String.format("went on at %x", next));
            return;
        }
        if (audit.flight().site >= 0) {
            found(
                    Property.P2,
                    audit,
                    site,
                    bytes,
                    "the first stage of site " + audit.flight().site + " led to no interceptor");
            audit.flight().site = -1;
        }
        if (isOn != SiteStates.isOn(state)) {
            old(audit, site, state, bytes);
        } else if (SiteStates.isInFlux(state)) {
            audit.newInFlux++;
        }
        if (isOn) {
            audit.on++;
            audit.flight().begin(site, state, registers);
        } else {
            audit.off++;
        }
    }

    private void old(CpuAudit audit, int site, long state, long bytes) {
        if (!SiteStates.isInFlux(state)) {
            found(Property.P3, audit, site, bytes, "an old copy was executed after the update's end");
            return;
        }
        audit.oldInFlux++;
        if ((state & SiteStates.IS_STORED) != 0) {
            if (isInRound) {
                audit.staleInRound++;
            } else {
                audit.staleBeforeRound++;
            }
            audit.longestStale = Math.max(audit.longestStale, clock.getAsLong() - storedAt[site]);
        }
    }

    private void secondStage(CpuAudit audit, int site, Registers registers, long bytes, long next) {
        Flight flight = audit.flight();
        if (flight.site != site) {
            found(Property.P2, audit, site, bytes, "the second stage was entered from site " + flight.site);
        } else if (bytes != table.branch(site) || next != table.thirdStage(site)) {
            found(Property.P2, audit, site, bytes, String.format("the second stage went to %x", next));
        } else if (registers.gr(1) != table.stage(site) + 6) {
            found(Property.P2, audit, site, bytes, String.format("the second stage left r1 = %x", registers.gr(1)));
        } else {
            flight.isInSecondStage = true;
        }
    }

    private void interceptor(CpuAudit audit, int interceptor, Registers registers) {
        Flight flight = audit.flight();
        int site = flight.site;
        if (site < 0 || !flight.isInSecondStage) {
            found(Property.P2, audit, site, 0, "interceptor " + interceptor + " entered from no second stage");
            return;
        }
        flight.site = -1;
        audit.arrived++;
        if (!SiteStates.mayEnter(interceptor, flight.state, states.siteAcquire(site))) {
            found(Property.P2, audit, site, 0, "interceptor " + interceptor + " was entered, which is out of use");
        }
        if (registers.gr(0) != table.site(site) + 6) {
            found(Property.P2, audit, site, 0, String.format("interceptor entered with r0 = %x", registers.gr(0)));
        }
        String difference = flight.difference(registers);
        if (difference != null) {
            found(Property.P2, audit, site, 0, "interceptor entered with " + difference);
        }
    }

    // ------------------------------------------------------------------------------------------------ the patcher

    private void call(Registers registers) {
        int site = table.siteAt(registers.gr(2));
        int interceptor = table.interceptorAt(registers.gr(3));
        begin(site, SiteStates.called(states.siteAcquire(site), interceptor));
        flips++;
    }

    private void modify(Registers registers) {
        int site = table.siteAt(registers.gr(2));
        begin(site, SiteStates.modified(states.siteAcquire(site), table.interceptorAt(registers.gr(3))));
    }

    private void disable(Registers registers) {
        int site = table.siteAt(registers.gr(2));
        begin(site, SiteStates.disabled(states.siteAcquire(site)));
        flips++;
    }

    private void begin(int site, long state) {
        isInRound = false;
        inFlux.add(site);
        states.setSiteRelease(site, state);
    }

    private void store(CpuAudit audit, Registers registers) {
        audit.stores++;
        int site = table.siteAt(registers.gr(5));
        if (audit.cpu != PATCHER || site < 0) {
            return;
        }
        long state = states.siteAcquire(site);
        long wanted = SiteStates.isOn(state) ? table.on(site) : table.off(site);
        if (SiteStates.isInFlux(state) && registers.gr(0) >>> 16 == wanted >>> 16) {
            storedAt[site] = clock.getAsLong();
            states.setSiteRelease(site, state | SiteStates.IS_STORED);
        }
    }

    private void updateEnd(CpuAudit audit) {
        updates++;
        for (int site : inFlux) {
            states.setSiteRelease(site, SiteStates.settled(states.siteAcquire(site)));
        }
        for (int site : inFlux) {
            checkSite(audit, site);
            checkStage(audit, site);
        }
        inFlux.clear();
    }

    private void labelBegin(Registers registers) {
        int label = table.labelOf(table.siteBefore(registers.gr(2)));
        states.setLabelRelease(label, (int) registers.gr(3) & 0xFF | SiteStates.LABEL_IN_FLUX);
        labelSite = table.siteBefore(registers.gr(2));
    }

    /** The site before the label that is being flipped; the thread of the CPU that flips labels alone. */
    private int labelSite;

    private void labelEnd(CpuAudit audit) {
        int label = table.labelOf(labelSite);
        states.setLabelRelease(label, states.labelAcquire(label) & ~SiteStates.LABEL_IN_FLUX);
        checkSite(audit, labelSite);
    }

    // ------------------------------------------------------------------------------------------------ P5

    /**
     * Compares the doubleword of a site with what it was meant to be. Whoever is in flux, or was when the doubleword was read, is left
     * out: its own end will be looked at.
     */
    private void checkSite(CpuAudit audit, int site) {
        int label = table.labelOf(site);
        int labelBefore = label < 0 ? 0 : states.labelAcquire(label);
        long before = states.siteAcquire(site);
        long found = storage.applyAsLong(table.site(site));
        if (states.siteAcquire(site) != before || label >= 0 && states.labelAcquire(label) != labelBefore) {
            return;
        }
        long wanted = (SiteStates.isOn(before) ? table.on(site) : table.off(site)) | table.behind(site);
        long compared = -1;
        if (label >= 0) {
            wanted = wanted & ~0xFFL | labelBefore & 0xFF;
            compared = (labelBefore & SiteStates.LABEL_IN_FLUX) != 0 ? ~0xFFL : compared;
        }
        if (SiteStates.isInFlux(before)) {
            compared &= ~(0xFFL << 48);
        }
        if ((found & compared) != (wanted & compared)) {
            found(
                    Property.P5,
                    audit,
                    site,
                    found,
                    String.format("storage holds %016x, meant was %016x", found, wanted));
        }
    }

    /** The patcher's thread, or after the run. */
    private void checkStage(CpuAudit audit, int site) {
        long stage = table.stage(site);
        long interceptor = storage.applyAsLong(stage + 16);
        int wanted = SiteStates.newest(states.siteAcquire(site));
        if (storage.applyAsLong(stage) != table.branch(site)
                || storage.applyAsLong(stage + 8) != table.site(site) + 6
                || table.interceptorAt(interceptor) != wanted) {
            found(Property.P5, audit, site, interceptor, "the second stage does not hold what was meant");
        }
    }

    // ------------------------------------------------------------------------------------------------ result

    private void found(Property property, CpuAudit audit, int site, long bytes, String message) {
        String phase = site < 0 ? "no site" : SiteStates.phase(states.siteAcquire(site));
        findings.add(new Violation(property, audit.cpu, site, bytes, phase, message));
    }

    /** Adds what only who ran the machine can see. */
    public void found(Property property, String message) {
        findings.add(new Violation(property, -1, -1, 0, "the end of the run", message));
    }

    /** Looks at all sites once more. When all CPUs have stopped and the guest has come to its own end. */
    public void checkAll() {
        for (int site = 0; site < table.size(); site++) {
            checkSite(cpus[PATCHER], site);
        }
    }

    /** The result. When all CPUs have stopped. */
    public AuditReport report() {
        long[] sums = new long[9];
        for (CpuAudit cpu : cpus) {
            sums[0] += cpu.stores;
            sums[1] += cpu.off;
            sums[2] += cpu.on;
            sums[3] += cpu.arrived;
            sums[4] += cpu.oldInFlux;
            sums[5] += cpu.newInFlux;
            sums[6] += cpu.staleBeforeRound;
            sums[7] += cpu.staleInRound;
            sums[8] = Math.max(sums[8], cpu.longestStale);
        }
        Map<Property, Long> counts = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            counts.put(property, findings.count(property));
        }
        return new AuditReport(
                table.size(),
                flips,
                sums[0],
                updates,
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                sums[5],
                sums[6],
                sums[7],
                sums[8],
                findings.kept(),
                counts);
    }
}
