package org.maskflip.emulator.hotpatch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.decode.Program;

/** Where the stages of an assembled guest lie, and what each watched instruction is. Immutable; any thread. */
public final class SiteTable {
    /** What a watched instruction is. */
    enum Kind {
        NONE,
        SITE,
        SECOND_STAGE,
        INTERCEPTOR,
        MAKE_CALL,
        MAKE_NOP,
        MODIFY_CALL,
        STORE,
        UPDATE_WRITTEN,
        UPDATE_END,
        LABEL_BEGIN,
        LABEL_END,
        INTERRUPTED,
        RESUMED
    }

    /** The number of the interceptor that every second stage begins with; no site is ever switched on with it. */
    static final int RETIRED = 2;

    /** The bytes of a second stage. */
    static final int STAGE = 24;

    private static final int KIND_BITS = 4;
    private static final Kind[] KINDS = Kind.values();
    private static final long BRCL_OFF = 0xC004L << 48;
    private static final long BRCL_ON = 0xC0F4L << 48;
    private static final long BRASL = 0xC015L << 48;

    private final long[] sites;
    private final long[] labels;
    private final int[] labelOfSite;
    private final long[] interceptors;
    private final long stages;
    private final long[] thirdStages;
    private final long[] original;
    /** By half of the address: kind in the low bits, number above. */
    private final int[] watched;

    private SiteTable(Program program) {
        sites = addresses(program, "mcount_begin", "mcount_end");
        labels = addresses(program, "labels_begin", "labels_end");
        interceptors = new long[] {
            program.symbol("ftrace_caller"), program.symbol("ftrace_regs_caller"), program.symbol("ftrace_retired")
        };
        stages = program.symbol("second_stages");
        thirdStages = new long[] {program.symbol("third_stage_br"), program.symbol("third_stage_exrl")};
        watched = new int[(int) (program.symbol("guest_end") >>> 1)];
        original = new long[sites.length];
        labelOfSite = new int[sites.length];
        for (int i = 0; i < sites.length; i++) {
            watch(sites[i], Kind.SITE, i);
            watch(stage(i), Kind.SECOND_STAGE, i);
            original[i] = ByteBuffer.wrap(program.bytes(sites[i], Long.BYTES)).getLong();
            labelOfSite[i] = -1;
        }
        for (int i = 0; i < labels.length; i++) {
            int site = siteAt(labels[i] - 6);
            labelOfSite[site] = i;
        }
        for (int i = 0; i < interceptors.length; i++) {
            watch(interceptors[i], Kind.INTERCEPTOR, i);
        }
        watch(program.symbol("make_call"), Kind.MAKE_CALL, 0);
        watch(program.symbol("make_nop"), Kind.MAKE_NOP, 0);
        watch(program.symbol("modify_call"), Kind.MODIFY_CALL, 0);
        watch(program.symbol("store_by_real_address"), Kind.STORE, 0);
        watch(program.symbol("update_written"), Kind.UPDATE_WRITTEN, 0);
        watch(program.symbol("update_end"), Kind.UPDATE_END, 0);
        watch(program.symbol("flip_label"), Kind.LABEL_BEGIN, 0);
        watch(program.symbol("flip_label_end"), Kind.LABEL_END, 0);
        watch(program.symbol("external"), Kind.INTERRUPTED, 0);
        watch(program.symbol("external_left"), Kind.RESUMED, 0);
    }

    /** The table of an assembled guest. */
    public static SiteTable of(Program program) {
        return new SiteTable(program);
    }

    private static long[] addresses(Program program, String begin, String end) {
        int length = (int) (program.symbol(end) - program.symbol(begin));
        ByteBuffer bytes = ByteBuffer.wrap(program.bytes(program.symbol(begin), length));
        List<Long> found = new ArrayList<>();
        while (bytes.hasRemaining()) {
            found.add(bytes.getLong());
        }
        return found.stream().mapToLong(Long::longValue).toArray();
    }

    private void watch(long address, Kind kind, int number) {
        watched[(int) (address >>> 1)] = kind.ordinal() | number << KIND_BITS;
    }

    /** Whether the auditor wants to see each execution of the instruction at a virtual address. */
    public boolean isWatched(long address) {
        return entry(address) != 0;
    }

    private int entry(long address) {
        long half = address >>> 1;
        return half < watched.length && (address & 1) == 0 ? watched[(int) half] : 0;
    }

    Kind kind(long address) {
        return KINDS[entry(address) & (1 << KIND_BITS) - 1];
    }

    int number(long address) {
        return entry(address) >>> KIND_BITS;
    }

    /** The number of sites. */
    public int size() {
        return sites.length;
    }

    /** The address of a first stage. */
    public long site(int number) {
        return sites[number];
    }

    /** The number of the site at an address, -1 if there is none. */
    int siteAt(long address) {
        return kind(address) == Kind.SITE ? number(address) : -1;
    }

    /** The address of a site's second stage. */
    public long stage(int number) {
        return stages + (long) number * STAGE;
    }

    /** The address of a site's third stage: half of the sites use each. */
    public long thirdStage(int number) {
        return thirdStages[number >>> 2 & 1];
    }

    /** The address of an interceptor, 0 to 2. */
    public long interceptor(int number) {
        return interceptors[number];
    }

    /** The number of the interceptor at an address; another if there is none. */
    int interceptorAt(long address) {
        return kind(address) == Kind.INTERCEPTOR ? number(address) : interceptors.length + 1;
    }

    /** The first stage of a site switched off, left-aligned. */
    public long off(int number) {
        return BRCL_OFF | displacement(stage(number) - sites[number]);
    }

    /** The first stage of a site switched on, left-aligned. */
    public long on(int number) {
        return BRCL_ON | displacement(stage(number) - sites[number]);
    }

    /** The instruction of a site's second stage, left-aligned. */
    public long branch(int number) {
        return BRASL | displacement(thirdStage(number) - stage(number));
    }

    private static long displacement(long bytes) {
        return (bytes / 2 & 0xFFFF_FFFFL) << 16;
    }

    /** The two bytes behind a first stage as they were assembled; the jump label's mask may differ. */
    int behind(int number) {
        return (int) (original[number] & 0xFFFF);
    }

    int labels() {
        return labels.length;
    }

    /** The number of the jump label behind a site, -1 if there is none. */
    int labelOf(int site) {
        return labelOfSite[site];
    }

    /** The number of the site before the jump label at an address. */
    int siteBefore(long label) {
        return siteAt(label - 6);
    }
}
