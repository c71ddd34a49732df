package org.maskflip.emulator.hotpatch.kernel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.hotpatch.Findings;
import org.maskflip.emulator.hotpatch.Flight;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.Violation;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode;

/**
 * Looks at every executed first, second and third stage of a kernel that switches its function tracer, on every CPU. Safe for the
 * threads of all CPUs.
 *
 * <p>What the kernel means a site to be is known from its own store by real address, seen before the store is made; that an update is
 * over, from the return of {@code ftrace_arch_code_modify_post_process}. Why P3 does not cry wolf: an old copy is executed by a CPU
 * before it acknowledges, and its thread says so here between the two; the updater settles the site after it has fetched all
 * acknowledgements. A late reader of "settled" may let an old copy pass: the monitor may miss. A kernel that does not run where it was
 * linked (KASLR) is not watched.
 */
public final class KernelMonitor {
    private static final int SHORT_ORDERS = 0xFF;
    private static final int EXTERNAL_CALL = 2;
    private static final int EMERGENCY_SIGNAL = 3;
    /** More than the calls from the request to the order take of the stack. Handlers of interruptions have a stack of their own. */
    private static final long REQUEST_STACK = 4096;

    private static final long TAIL = 0xFFFF;
    /** Above the addresses of a kernel. */
    private static final int CPU_SHIFT = 48;

    private final KernelMap map;
    private final SiteLedger ledger;
    private final LongUnaryOperator storage;
    private final LongSupplier clock;
    private final CpuWatch[] cpus;
    private final Findings findings = new Findings();

    /** When a site's store was made; written by who patches, read for statistics. */
    private final AtomicLongArray storedAt;
    /** The interceptor that was entered while the site's mask was on its way on, and above it the CPU that did; 0 if none was. */
    private final AtomicLongArray enteredInFlux;
    /** The number of the update that settled a site last; for messages. */
    private final AtomicIntegerArray settledBy;

    private final LongAdder flips = new LongAdder();
    private final LongAdder stores = new LongAdder();
    private final LongAdder signals = new LongAdder();
    private final LongAdder acknowledgements = new LongAdder();
    private final List<KernelReport.Update> updates = new ArrayList<>();
    private UpdateListener listener = new UpdateListener() {
        @Override
        public void storingFirstStage(int cpu, long site) {}

        @Override
        public void storingInterceptor(int cpu, long site) {}

        @Override
        public void ended() {}
    };
    /** The number of the update under way, from 1; for messages, read without order. */
    private int number = 1;
    /** The CPU that began the present round; its task may move to another meanwhile; -1 without one; for statistics, read without order. */
    private int roundBy = -1;

    /**
     * A monitor for one run.
     *
     * @param storage the doubleword at an absolute address, as it is now
     * @param clock what {@link KernelReport#longestStale} is measured with; any thread
     * @throws ImageException if the kernel lacks what is to be watched
     */
    public KernelMonitor(KernelCode code, int cpus, LongUnaryOperator storage, LongSupplier clock)
            throws ImageException {
        map = new KernelMap(code);
        ledger = new SiteLedger(map);
        this.storage = storage;
        this.clock = clock;
        this.cpus = new CpuWatch[cpus];
        for (int i = 0; i < cpus; i++) {
            this.cpus[i] = new CpuWatch(i);
        }
        storedAt = new AtomicLongArray(map.size());
        enteredInFlux = new AtomicLongArray(map.size());
        settledBy = new AtomicIntegerArray(map.size());
    }

    /** Whether the instruction at a virtual address is to be seen. */
    public boolean isWatched(long address) {
        return map.isWatched(address);
    }

    /** Has somebody told of each update's steps. Before the run. */
    public void tell(UpdateListener told) {
        listener = told;
    }

    /** Takes what storage holds of all sites and stages as what the kernel means: of a machine that goes on from a snapshot. */
    public void adopt() {
        for (int i = 0; i < map.size(); i++) {
            long doubleword = storage.applyAsLong(map.site(i));
            SiteLedger.Version version = ledger.version(i, doubleword);
            if (version != null) {
                ledger.store(i, doubleword, version);
                ledger.storeInterceptor(i, storage.applyAsLong(map.stage(i) + KernelMap.INTERCEPTOR_OFFSET));
            }
        }
        ledger.roundBegins();
        ledger.roundEnded();
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
        if (registers.isMaskSet(Psw.PROBLEM_STATE)) {
            return;
        }
        CpuWatch watch = cpus[cpu];
        int site = map.siteAt(address);
        if (site >= 0) {
            firstStage(watch, site, registers, bytes, next);
        } else {
            int stage = map.stageAt(address);
            if (stage >= 0) {
                secondStage(watch, stage, registers, bytes);
            }
        }
        KernelMap.Mark mark = map.mark(address);
        if (mark != null) {
            marked(watch, mark, registers, address, bytes);
        }
    }

    private void marked(CpuWatch watch, KernelMap.Mark mark, Registers registers, long address, long bytes) {
        switch (mark) {
            case THIRD_STAGE -> thirdStage(watch, registers, address);
            case INTERCEPTOR -> interceptor(watch, registers, address);
            case STORE -> store(watch, registers);
            case SYNC_BEGIN -> syncBegins(watch);
            case SYNC_END -> syncEnded(watch);
            case SERIALIZED -> {
                watch.acknowledged = number;
                acknowledgements.increment();
            }
            case REQUEST -> watch.request = registers.gr(15);
            case REQUESTED -> watch.request = 0;
            case INIT_FREED -> ledger.dropInit();
            case SIGNAL -> signal(watch, registers, bytes);
            case HELD -> watch.held++;
        }
    }

    // ------------------------------------------------------------------------------------------------ the stages

    private void firstStage(CpuWatch watch, int site, Registers registers, long bytes, long next) {
        long state = ledger.stateAcquire(site);
        SiteLedger.Version version = ledger.version(site, bytes);
        if (version == null) {
            found(Property.P1, watch, site, bytes, "neither the old nor the new instruction was executed");
            return;
        }
        boolean isTaken = next == map.stage(site);
        if (isTaken != (version == SiteLedger.Version.ON)) {
            found(Property.P1, watch, site, bytes, String.format("went on at %x", next));
            return;
        }
        if (!SiteLedger.mayExecute(state, version)) {
            found(Property.P3, watch, site, bytes, late(watch, site, version));
        } else if (SiteLedger.isInFlux(state)) {
            inFlux(watch, site, state, version);
        }
        switch (version) {
            case COMPILED -> watch.compiled++;
            case OFF -> watch.off++;
            case ON -> {
                watch.on++;
                Flight flight = watch.depart();
                if (flight == null) {
                    found(Property.P2, watch, site, bytes, "first stages that led to no interceptor");
                    watch.forget();
                } else {
                    flight.begin(site, state, registers);
                }
            }
        }
    }

    /** The missing event is the serialization of this CPU between the store and the update's end. */
    private String late(CpuWatch watch, int site, SiteLedger.Version version) {
        // ORDER plain: for a message.
        int update = settledBy.getPlain(site);
        String last = watch.acknowledged == 0
                ? "it has done so for no update yet"
                : "it did so last for update " + watch.acknowledged;
        return String.format(
                "an old copy was executed after the update's end: \"%s\", in place of what update %d stored;"
                        + " missing: that this CPU serializes for it (%s)",
                version.name().toLowerCase(Locale.ROOT), update, last);
    }

    private void inFlux(CpuWatch watch, int site, long state, SiteLedger.Version version) {
        if (version == SiteLedger.newest(state)) {
            watch.newInFlux++;
            return;
        }
        watch.oldInFlux++;
        if (roundBy >= 0) {
            watch.staleInRound++;
        } else {
            watch.staleBeforeRound++;
        }
        // ORDER plain: when the store was made; a count for the report. Shown by: nothing.
        watch.longestStale = Math.max(watch.longestStale, clock.getAsLong() - storedAt.getPlain(site));
    }

    private void secondStage(CpuWatch watch, int stage, Registers registers, long bytes) {
        Flight flight = watch.latest();
        if (flight == null || flight.site() != stage) {
            found(Property.P2, watch, stage, bytes, "the second stage was entered from no first stage of its own");
        } else if (registers.gr(1) != map.stage(stage) + 6) {
            found(Property.P2, watch, stage, bytes, String.format("the second stage left r1 = %x", registers.gr(1)));
        }
    }

    private void thirdStage(CpuWatch watch, Registers registers, long address) {
        Flight flight = watch.latest();
        if (flight == null) {
            found(Property.P2, watch, -1, 0, "the third stage at " + map.place(address) + " was entered from nowhere");
            return;
        }
        int site = flight.site();
        if (registers.gr(0) != map.site(site) + 6) {
            found(Property.P2, watch, site, 0, String.format("the third stage has loaded r0 = %x", registers.gr(0)));
        }
        long entered = registers.gr(1);
        long former = ledger.formerInterceptorAcquire(site);
        if (entered != ledger.interceptorAcquire(site) && entered != former) {
            found(
                    Property.P2,
                    watch,
                    site,
                    0,
                    String.format("the third stage enters %x, which was never meant", entered));
        }
        long state = flight.state();
        if (SiteLedger.isInFlux(state)) {
            // ORDER release: read by who stores the interceptor later; a miss is a miss. Shown by: KernelMonitorTest.
            enteredInFlux.setRelease(site, (long) watch.cpu << CPU_SHIFT | entered);
        }
    }

    private void interceptor(CpuWatch watch, Registers registers, long address) {
        Flight flight = watch.latest();
        if (flight == null) {
            return; // a trampoline of its own jumps here without the stages
        }
        int site = flight.site();
        watch.arrive();
        watch.arrived++;
        if (registers.gr(0) != map.site(site) + 6) {
            found(
                    Property.P2,
                    watch,
                    site,
                    0,
                    String.format("%s entered with r0 = %x", map.place(address), registers.gr(0)));
        }
        String difference = flight.difference(registers);
        if (difference != null) {
            found(Property.P2, watch, site, 0, map.place(address) + " entered with " + difference);
        }
    }

    // ------------------------------------------------------------------------------------------------ the patcher

    private void store(CpuWatch watch, Registers registers) {
        long doubleword = registers.gr(map.storeRegister());
        long address = registers.gr(map.addressRegister());
        int stage = map.interceptorOf(address);
        if (stage >= 0) {
            stores.increment();
            listener.storingInterceptor(watch.cpu, map.site(stage));
            storeInterceptor(watch, stage, doubleword);
            return;
        }
        int site = map.siteAt(address);
        if (site < 0) {
            return;
        }
        stores.increment();
        SiteLedger.Version version = ledger.version(site, doubleword);
        if (version == null) {
            found(
                    Property.P1,
                    watch,
                    site,
                    doubleword,
                    "the kernel stores something else than a first stage of its own");
            return;
        }
        // ORDER plain: a time for the report; nothing depends on it.
        storedAt.setPlain(site, clock.getAsLong());
        // ORDER release: before the state that says "in flux". Shown by: KernelMonitorTest.
        enteredInFlux.setRelease(site, 0);
        if (ledger.store(site, doubleword, version)) {
            flips.increment();
        }
        listener.storingFirstStage(watch.cpu, address);
    }

    /** One that comes after the mask of the same update comes too late for who has taken the branch already. */
    private void storeInterceptor(CpuWatch watch, int site, long interceptor) {
        long state = ledger.stateAcquire(site);
        // ORDER acquire: what a CPU has entered since the mask was stored; pairs with thirdStage(). Shown by:
        // KernelMonitorTest.
        long who = enteredInFlux.getAcquire(site);
        long entered = who & (1L << CPU_SHIFT) - 1;
        if (SiteLedger.isInFlux(state)
                && SiteLedger.newest(state) == SiteLedger.Version.ON
                && entered != 0
                && entered != interceptor) {
            found(
                    Property.P2,
                    watch,
                    site,
                    map.on(site),
                    String.format(
                            "update %d stored the mask before the interceptor: CPU %d has entered %s since, and %s is only"
                                    + " stored now; missing: that store before the mask's",
                            number, who >>> CPU_SHIFT, map.place(entered), map.place(interceptor)));
        }
        ledger.storeInterceptor(site, interceptor);
    }

    /**
     * Counts what the request itself sends. A round is more: its task sleeps before the request, may go on on another CPU, and others
     * wake each other up meanwhile, by the same orders.
     */
    private void signal(CpuWatch watch, Registers registers, long bytes) {
        int base = (int) (bytes >>> 44) & 0xF;
        long order = (bytes >>> 32 & 0xFFF) + (base == 0 ? 0 : registers.gr(base)) & SHORT_ORDERS;
        boolean isOfRequest = Long.compareUnsigned(watch.request - registers.gr(15), REQUEST_STACK) < 0;
        if ((order == EXTERNAL_CALL || order == EMERGENCY_SIGNAL)
                && registers.cc() == 0
                && isOfRequest
                && roundBy >= 0) {
            signals.increment();
        }
    }

    private void syncBegins(CpuWatch watch) {
        ledger.roundBegins();
        roundBy = watch.cpu;
        signals.reset();
        acknowledgements.reset();
    }

    private void syncEnded(CpuWatch watch) {
        for (SiteLedger.Settling settled : ledger.roundEnded()) {
            // ORDER plain: for a message.
            settledBy.setPlain(settled.site(), number);
            check(watch, settled);
        }
        roundBy = -1;
        synchronized (updates) {
            updates.add(new KernelReport.Update(
                    flips.sumThenReset(), stores.sumThenReset(), signals.sum(), acknowledgements.sum()));
        }
        number++;
        listener.ended();
    }

    /** P5: storage holds the doubleword that was stored last, its tail included, which is somebody else's. */
    private void check(CpuWatch watch, SiteLedger.Settling settled) {
        long meant = ledger.storedAcquire(settled.site());
        long found = storage.applyAsLong(map.site(settled.site()));
        if (ledger.stateAcquire(settled.site()) != settled.state() || ledger.storedAcquire(settled.site()) != meant) {
            return;
        }
        if (found != meant) {
            String what = ((found ^ meant) & ~TAIL) == 0 ? "the bytes behind the first stage" : "the first stage";
            found(
                    Property.P5,
                    watch,
                    settled.site(),
                    found,
                    String.format("%s: storage holds %016x, stored was %016x", what, found, meant));
        }
    }

    // ------------------------------------------------------------------------------------------------ result

    private void found(Property property, CpuWatch watch, int site, long bytes, String message) {
        String phase = site < 0 ? "no site" : phase(site);
        findings.add(new Violation(property, watch.cpu, site, bytes, phase, message));
    }

    private String phase(int site) {
        long state = ledger.stateAcquire(site);
        return String.format(
                "%s, %s %s",
                map.place(map.site(site)),
                SiteLedger.isInFlux(state) ? "going" : "settled",
                SiteLedger.newest(state).name().toLowerCase(Locale.ROOT));
    }

    /** P6: the run has ended otherwise than it should. When all CPUs have stopped. */
    public void endedWrong(String how) {
        findings.add(new Violation(Property.P6, -1, -1, 0, "end", how));
    }

    /** The result. When all CPUs have stopped. */
    public KernelReport report() {
        Map<Property, Long> counts = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            counts.put(property, findings.count(property));
        }
        CpuWatch sum = new CpuWatch(-1);
        for (CpuWatch cpu : cpus) {
            sum.compiled += cpu.compiled;
            sum.off += cpu.off;
            sum.on += cpu.on;
            sum.arrived += cpu.arrived;
            sum.oldInFlux += cpu.oldInFlux;
            sum.newInFlux += cpu.newInFlux;
            sum.staleBeforeRound += cpu.staleBeforeRound;
            sum.staleInRound += cpu.staleInRound;
            sum.longestStale = Math.max(sum.longestStale, cpu.longestStale);
            sum.held += cpu.held;
        }
        synchronized (updates) {
            return new KernelReport(
                    map.size(),
                    updates,
                    sum.compiled,
                    sum.off,
                    sum.on,
                    sum.arrived,
                    sum.oldInFlux,
                    sum.newInFlux,
                    sum.staleBeforeRound,
                    sum.staleInRound,
                    sum.longestStale,
                    sum.held,
                    findings.kept(),
                    counts);
        }
    }
}
