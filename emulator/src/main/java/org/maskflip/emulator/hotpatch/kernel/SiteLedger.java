package org.maskflip.emulator.hotpatch.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the kernel has stored into each site, and which of its versions a CPU may still execute. The CPU that patches writes, under
 * the kernel's own lock; every CPU reads.
 *
 * <p>A site's state is one number: the versions that may be executed (a bit each), the version stored last, whether it is in flux,
 * and how often it was stored.
 */
final class SiteLedger {
    /** What a first stage may be. */
    enum Version {
        COMPILED,
        OFF,
        ON
    }

    private static final Version[] VERSIONS = Version.values();
    private static final int NEWEST_SHIFT = 4;
    private static final long IN_FLUX = 1L << 8;
    private static final int COUNT_SHIFT = 16;
    private static final long FIRST_STAGE = -1L << 16;

    private final KernelMap map;
    private final AtomicLongArray states;
    /** The doubleword that was stored last; written before the state. */
    private final AtomicLongArray stored;
    /** The interceptor stored last, and the one before it; of stages. */
    private final AtomicLongArray interceptors;

    private final AtomicLongArray formerInterceptors;
    private final List<Integer> inFlux = new ArrayList<>();
    private final List<Settling> settling = new ArrayList<>();

    /** A site whose update is in a round, with the state it had when the round began. */
    record Settling(int site, long state) {}

    SiteLedger(KernelMap map) {
        this.map = map;
        states = new AtomicLongArray(map.size());
        stored = new AtomicLongArray(map.size());
        interceptors = new AtomicLongArray(map.size());
        formerInterceptors = new AtomicLongArray(map.size());
        for (int i = 0; i < map.size(); i++) {
            setStateRelease(i, 1L << Version.COMPILED.ordinal());
        }
    }

    /** The version that some bytes are, left-aligned; {@code null} if none of this site. */
    Version version(int site, long bytes) {
        long first = bytes & FIRST_STAGE;
        if (first == map.on(site)) {
            return Version.ON;
        }
        if (first == map.off(site)) {
            return Version.OFF;
        }
        return first == 0xC004L << 48 ? Version.COMPILED : null;
    }

    static boolean mayExecute(long state, Version version) {
        return (state >>> version.ordinal() & 1) != 0;
    }

    static Version newest(long state) {
        return VERSIONS[(int) (state >>> NEWEST_SHIFT & 3)];
    }

    static boolean isInFlux(long state) {
        return (state & IN_FLUX) != 0;
    }

    long stateAcquire(int site) {
        // ORDER acquire: a CPU that has fetched what the patcher stored also sees that the site is in flux; pairs with
        //   setStateRelease(). Without it: an allowed new copy is called a violation. Shown by: KernelMonitorTest.
        return states.getAcquire(site);
    }

    private void setStateRelease(int site, long state) {
        // ORDER release: "in flux" is out before the patcher's store, which its thread makes later; "settled" after the
        //   acknowledgements, which its thread has fetched before. Pairs with stateAcquire(). Shown by:
        // KernelMonitorTest.
        states.setRelease(site, state);
    }

    /**
     * A doubleword is about to be stored into a site.
     *
     * @return whether the first stage changes by it
     */
    synchronized boolean store(int site, long doubleword, Version version) {
        // ORDER release: the doubleword is there for whoever sees the new state; pairs with storedAcquire().
        //   Without it: P5 compares with an older one. Shown by: KernelMonitorTest.
        stored.setRelease(site, doubleword);
        long state = stateAcquire(site);
        if (newest(state) == version && !isInFlux(state) && mayExecute(state, version)) {
            return false;
        }
        boolean isChange = newest(state) != version;
        long allowed = state & 7 | 1L << version.ordinal();
        long count = (state >>> COUNT_SHIFT) + 1;
        setStateRelease(site, allowed | (long) version.ordinal() << NEWEST_SHIFT | IN_FLUX | count << COUNT_SHIFT);
        if (!isInFlux(state)) {
            inFlux.add(site);
        }
        return isChange;
    }

    /** The functions for start-up are about to be dropped, their sites with them: no round settles these. */
    synchronized void dropInit() {
        inFlux.removeIf(map::isInit);
        settling.removeIf(entry -> map.isInit(entry.site()));
    }

    /** A round begins: it will settle what has been stored until now. */
    synchronized void roundBegins() {
        for (int site : inFlux) {
            settling.add(new Settling(site, stateAcquire(site)));
        }
        inFlux.clear();
    }

    /** The round has ended; the sites that it settles. Those stored again meanwhile wait for the next. */
    synchronized List<Settling> roundEnded() {
        List<Settling> settled = new ArrayList<>();
        for (Settling entry : settling) {
            if (stateAcquire(entry.site()) == entry.state()) {
                Version version = newest(entry.state());
                long state = entry.state() & ~7L & ~IN_FLUX | 1L << version.ordinal();
                setStateRelease(entry.site(), state);
                settled.add(new Settling(entry.site(), state));
            } else {
                inFlux.add(entry.site());
            }
        }
        settling.clear();
        return settled;
    }

    /** The doubleword stored last. */
    long storedAcquire(int site) {
        // ORDER acquire: belongs to a state at least as new as one read before; pairs with store(). Shown by:
        // KernelMonitorTest.
        return stored.getAcquire(site);
    }

    /** An interceptor is about to be stored. */
    synchronized void storeInterceptor(int site, long interceptor) {
        long before = interceptorAcquire(site);
        if (before != interceptor) {
            // ORDER release: the former is out before the new one can be fetched; pairs with interceptorAcquire().
            //   Without it: an allowed former interceptor is called a violation. Shown by: KernelMonitorTest.
            formerInterceptors.setRelease(site, before);
            // ORDER release: as above.
            interceptors.setRelease(site, interceptor);
        }
    }

    long interceptorAcquire(int site) {
        // ORDER acquire: pairs with storeInterceptor(). Shown by: KernelMonitorTest.
        return interceptors.getAcquire(site);
    }

    long formerInterceptorAcquire(int site) {
        // ORDER acquire: pairs with storeInterceptor(). Shown by: KernelMonitorTest.
        return formerInterceptors.getAcquire(site);
    }
}
