package org.maskflip.emulator.hotpatch.kernel;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode;

/**
 * What the instructions of a kernel that runs where it was linked mean to whoever watches its patching: sites and their stages by
 * address, and the few marks in the kernel's own patching routines. Immutable; any thread.
 */
final class KernelMap {
    /** What a watched instruction outside the stages is. */
    enum Mark {
        /** Loads a third stage's pair of return address and interceptor. */
        THIRD_STAGE,
        /** The first instruction of the tracer's own code. */
        INTERCEPTOR,
        /** Translates the address of the store by real address behind it; the doubleword to be stored is complete. */
        STORE,
        /** The updater begins to make all CPUs serialize. */
        SYNC_BEGIN,
        /** All CPUs have serialized: the update is at its end. */
        SYNC_END,
        /** A CPU serializes for a round. */
        SERIALIZED,
        /** The call by which the updater asks all CPUs to serialize. */
        REQUEST,
        /** That call has returned. */
        REQUESTED,
        /** An order to another CPU. */
        SIGNAL,
        /** What was needed for start-up only is about to be given away, code included. */
        INIT_FREED,
        /** A CPU enters the loop in which it is held while another patches. */
        HELD
    }

    /** The bytes of a second stage, and where in it the interceptor is. */
    static final int STAGE = StageFigures.STAGE;

    static final int INTERCEPTOR_OFFSET = 16;

    private static final int STORE_USING_REAL_ADDRESS = 0xB925;
    private static final int SERIALIZE_MASK = 0x07;
    private static final int SIGNAL_PROCESSOR = 0xAE;

    private final KernelCode code;
    private final long begin;
    private final long end;
    private final long[] sites;
    /** By doubleword of the text: the number of the site or stage there, plus one; stages negative. */
    private final int[] numbers;

    private final BitSet watched;
    private final Map<Long, Mark> marks = new HashMap<>();
    private int storeRegister;
    private int addressRegister;

    /**
     * The map of a kernel.
     *
     * @throws ImageException if the kernel lacks a routine that is to be watched
     */
    KernelMap(KernelCode code) throws ImageException {
        this.code = code;
        sites = Tally.sites(code);
        begin = code.text().begin();
        end = Math.max(code.text().end(), code.initText().end());
        numbers = new int[(int) ((end - begin) >>> 3) + 1];
        watched = new BitSet((int) ((end - begin) >>> 1));
        for (int i = 0; i < sites.length; i++) {
            numbers[index(sites[i])] = i + 1;
            numbers[index(stage(i))] = -i - 1;
            watched.set((int) (sites[i] - begin >>> 1));
            watched.set((int) (stage(i) - begin >>> 1));
        }
        code.thirdStages().values().forEach(address -> mark(address, Mark.THIRD_STAGE));
        mark(need("ftrace_caller"), Mark.INTERCEPTOR);
        mark(need("ftrace_regs_caller"), Mark.INTERCEPTOR);
        markStore(need("s390_kernel_write"));
        markSync(need("ftrace_arch_code_modify_post_process"));
        markAll(
                "do_sync_core",
                Mark.SERIALIZED,
                bytes -> bytes.get(0) == SERIALIZE_MASK && bytes.get(1) != (byte) 0xFE);
        markRequest("text_poke_sync_lock");
        markAll("pcpu_ec_call", Mark.SIGNAL, bytes -> bytes.get(0) == (byte) SIGNAL_PROCESSOR);
        code.address("free_initmem").ifPresent(address -> mark(address, Mark.INIT_FREED));
        code.address("multi_cpu_stop").ifPresent(address -> mark(address, Mark.HELD));
    }

    private long need(String symbol) throws ImageException {
        return code.address(symbol, "a kernel that hotpatches its functions (Linux 5.16 or newer for s390)");
    }

    private int index(long address) {
        return (int) (address - begin >>> 3);
    }

    private void mark(long address, Mark mark) {
        marks.put(address, mark);
        watched.set((int) (address - begin >>> 1));
    }

    private void markAll(String symbol, Mark mark, Predicate<ByteBuffer> wanted) throws ImageException {
        code.instructions(need(symbol))
                .filter(at -> wanted.test(code.bytes(at, 2)))
                .forEach(at -> mark(at, mark));
    }

    /** The instruction before the store by real address translates the address, in the register that the store then uses. */
    private void markStore(long routine) throws ImageException {
        long[] instructions = code.instructions(routine).toArray();
        for (int i = 1; i < instructions.length; i++) {
            ByteBuffer bytes = code.bytes(instructions[i], 4);
            if (bytes.hasRemaining() && (bytes.getShort(0) & 0xFFFF) == STORE_USING_REAL_ADDRESS) {
                storeRegister = bytes.get(3) >> 4 & 0xF;
                addressRegister = bytes.get(3) & 0xF;
                mark(instructions[i - 1], Mark.STORE);
                return;
            }
        }
        throw new ImageException(
                code.name() + ": s390_kernel_write has no STURG; expected a kernel that patches by real address");
    }

    /** The routine's beginning, and what follows each call of it. */
    private void markSync(long routine) throws ImageException {
        mark(routine, Mark.SYNC_BEGIN);
        long[] calls = LongStream.iterate(begin, at -> at <= code.text().end() - KernelCode.CALL, at -> at + 2)
                .filter(at -> code.isCall(at, routine))
                .toArray();
        if (calls.length == 0) {
            throw new ImageException(
                    code.name() + ": nobody calls ftrace_arch_code_modify_post_process; expected its callers");
        }
        for (long call : calls) {
            mark(call + KernelCode.CALL, Mark.SYNC_END);
        }
    }

    /** The call that makes all CPUs serialize, in the routine that every update ends with, and what follows it. */
    private void markRequest(String routine) throws ImageException {
        long asked = need("on_each_cpu_cond_mask");
        long call = code.instructions(need(routine))
                .filter(at -> code.isCall(at, asked))
                .findFirst()
                .orElseThrow(() -> new ImageException(code.name() + ": " + routine
                        + " does not call on_each_cpu_cond_mask; expected a kernel that synchronizes so"));
        mark(call, Mark.REQUEST);
        mark(call + KernelCode.CALL, Mark.REQUESTED);
    }

    /** Whether the instruction at an address is to be seen. */
    boolean isWatched(long address) {
        return address >= begin && address < end && (address & 1) == 0 && watched.get((int) (address - begin >>> 1));
    }

    /** The mark at an address, {@code null} if none. */
    Mark mark(long address) {
        return marks.get(address);
    }

    int size() {
        return sites.length;
    }

    long site(int number) {
        return sites[number];
    }

    /** The kernel gives the stages to the sites in the order of their addresses. */
    long stage(int number) {
        return code.stages().begin() + (long) number * STAGE;
    }

    /** The number of the site at an address, -1 if none. */
    int siteAt(long address) {
        int number = numberAt(address);
        return number > 0 ? number - 1 : -1;
    }

    /** Whether a site's function is dropped after start-up. */
    boolean isInit(int number) {
        return code.initText().contains(sites[number]);
    }

    /** The number of the second stage at an address, -1 if none begins there. */
    int stageAt(long address) {
        int number = numberAt(address);
        return number < 0 ? -number - 1 : -1;
    }

    /** The number of the stage whose interceptor is at an address, -1 if none. */
    int interceptorOf(long address) {
        return stageAt(address - INTERCEPTOR_OFFSET);
    }

    private int numberAt(long address) {
        return address >= begin && address < end && (address & 7) == 0 ? numbers[index(address)] : 0;
    }

    /** The first stage linked to its own second stage and switched off, left-aligned. */
    long off(int number) {
        return 0xC004L << 48 | ((stage(number) - sites[number]) / 2 & 0xFFFF_FFFFL) << 16;
    }

    /** The first stage switched on, left-aligned. */
    long on(int number) {
        return off(number) | 0xF0L << 48;
    }

    int storeRegister() {
        return storeRegister;
    }

    int addressRegister() {
        return addressRegister;
    }

    String place(long address) {
        return code.place(address);
    }
}
