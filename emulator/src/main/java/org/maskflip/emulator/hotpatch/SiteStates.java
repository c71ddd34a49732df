package org.maskflip.emulator.hotpatch;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the patcher means each site and each jump label to be, as the auditor knows it from the patcher's own steps. The patcher's
 * thread writes sites, the thread that flips labels writes labels; every CPU's thread reads.
 *
 * <p>A site's state is one number: the last eight interceptors (a nibble each, the newest lowest), how often there was a new one
 * (16 bits), how many of the newest may be entered (4 bits), whether the site is on, whether it is in flux, whether the patcher's store
 * has been executed.
 */
final class SiteStates {
    static final long IS_ON = 1L << 52;
    static final long IN_FLUX = 1L << 53;
    static final long IS_STORED = 1L << 54;
    static final int LABEL_IN_FLUX = 0x100;

    private static final int DEPTH = 8;
    private static final long HISTORY = 0xFFFF_FFFFL;
    private static final int GENERATION_SHIFT = 32;
    private static final int GENERATION = 0xFFFF;
    private static final int WINDOW_SHIFT = 48;
    private static final long WINDOW = 0xFL << WINDOW_SHIFT;

    private final AtomicLongArray sites;
    private final AtomicIntegerArray labels;

    SiteStates(SiteTable table) {
        sites = new AtomicLongArray(table.size());
        labels = new AtomicIntegerArray(table.labels());
        for (int i = 0; i < table.size(); i++) {
            setSiteRelease(i, 1L << WINDOW_SHIFT | SiteTable.RETIRED);
            int label = table.labelOf(i);
            if (label >= 0) {
                setLabelRelease(label, 0x04);
            }
        }
    }

    long siteAcquire(int number) {
        // ORDER acquire: a CPU that has fetched what the patcher stored also sees that the site is in flux; pairs with
        //   setSiteRelease(). Without it: an allowed new copy is called a violation. Shown by: PatchRunTest.
        return sites.getAcquire(number);
    }

    void setSiteRelease(int number, long state) {
        // ORDER release: "in flux" is out before the patcher's guest store, which its thread makes later; "settled"
        // after
        //   the guest's acknowledgements, which its thread has fetched before. Pairs with siteAcquire(). Without it: P3
        //   cries wolf. Shown by: PatchRunTest.
        sites.setRelease(number, state);
    }

    int labelAcquire(int number) {
        // ORDER acquire: as siteAcquire(); pairs with setLabelRelease(). Shown by: PatchRunTest.
        return labels.getAcquire(number);
    }

    void setLabelRelease(int number, int state) {
        // ORDER release: as setSiteRelease(), for jump labels; pairs with labelAcquire(). Shown by: PatchRunTest.
        labels.setRelease(number, state);
    }

    static boolean isOn(long state) {
        return (state & IS_ON) != 0;
    }

    static boolean isInFlux(long state) {
        return (state & IN_FLUX) != 0;
    }

    static int newest(long state) {
        return (int) (state & 0xF);
    }

    /** Off to on: only the new interceptor may be entered by who takes the branch from now on ({@code F-before-later}). */
    static long called(long state, int interceptor) {
        return withWindow(pushed(state, interceptor), 1) | IS_ON | IN_FLUX;
    }

    /** On to on: old and new may be entered. */
    static long modified(long state, int interceptor) {
        return withWindow(pushed(state, interceptor), Math.min(DEPTH, window(state) + 1)) | IN_FLUX;
    }

    /** On to off: who is on the way may arrive. */
    static long disabled(long state) {
        return state & ~IS_ON & ~IS_STORED | IN_FLUX;
    }

    /** The update has ended. */
    static long settled(long state) {
        return withWindow(state, 1) & ~IN_FLUX & ~IS_STORED;
    }

    /** Whether who took the branch in state {@code before} may enter an interceptor in state {@code now}. */
    static boolean mayEnter(int interceptor, long before, long now) {
        int count = window(before) + (generation(now) - generation(before) & GENERATION);
        for (int i = 0; i < Math.min(count, DEPTH); i++) {
            if ((now >>> 4 * i & 0xF) == interceptor) {
                return true;
            }
        }
        return count > DEPTH;
    }

    private static long pushed(long state, int interceptor) {
        long history = state << 4 & HISTORY | interceptor;
        int generation = generation(state) + 1 & GENERATION;
        return state & (WINDOW | IS_ON) | history | (long) generation << GENERATION_SHIFT;
    }

    private static int generation(long state) {
        return (int) (state >>> GENERATION_SHIFT) & GENERATION;
    }

    private static int window(long state) {
        return (int) ((state & WINDOW) >>> WINDOW_SHIFT);
    }

    private static long withWindow(long state, int count) {
        return state & ~WINDOW | (long) count << WINDOW_SHIFT;
    }

    /** The state in words. */
    static String phase(long state) {
        String mask = isOn(state) ? "on" : "off";
        if (!isInFlux(state)) {
            return "settled " + mask;
        }
        return "going " + mask + ((state & IS_STORED) != 0 ? ", stored" : ", not stored");
    }
}
