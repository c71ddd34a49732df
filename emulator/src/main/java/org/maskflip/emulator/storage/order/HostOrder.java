package org.maskflip.emulator.storage.order;

import java.lang.invoke.VarHandle;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * Guest references mapped onto the Java memory model: a fetch is an acquire load, a store a release store, an interlocked update
 * a compare-and-exchange, serialization a full fence. That gives R-R, R-W and W-W; MCA comes from the hosts, x86 and Arm, on
 * which a store reaches all other CPUs at once.
 *
 * <p>Its gaps. <em>May cry wolf:</em> W-R-same does not hold with {@link OwnStores#FORWARDED}: the host forwards a CPU's own
 * stores, so SB+rfi can end with both final fetches zero; {@link OwnStores#FENCED} closes this. A quadword store is two
 * doubleword stores for a doubleword fetch of another CPU, see {@link #compareAndSwapQuadword}. <em>May miss:</em> a specific
 * update (LAA) is followed by no fetch that overtakes it; fetches of instructions see storage as it is, and a stale copy exists
 * only where the CPU keeps one while {@link #copyEpoch()} stands.
 */
public final class HostOrder extends StorageOrder {
    /** What a fetch that overlaps a recent own store does. */
    public enum OwnStores {
        /** Whatever the host does: it forwards. */
        FORWARDED,
        /** It fences first, so that the store is in storage before the fetch (W-R-same). */
        FENCED
    }

    private final AbsoluteStorage storage;
    private final QuadwordLocks quadwords;
    private final boolean isFenced;
    private final FetchedLines fetchedLines = new FetchedLines();

    /** A Bloom filter of the doublewords stored into since the last fence; kept only when fenced. */
    private long unfenced;

    private long epoch;

    /** The engine of one CPU; {@code quadwords} is shared by the machine. */
    HostOrder(AbsoluteStorage storage, QuadwordLocks quadwords, OwnStores ownStores) {
        this.storage = storage;
        this.quadwords = quadwords;
        this.isFenced = ownStores == OwnStores.FENCED;
    }

    @Override
    public long fetch(long absolute, int size) {
        if (isFenced) {
            fenceIfOwn(absolute);
        }
        // ORDER acquire: this fetch before all later references (R-R, R-W); pairs with release in store().
        //   Without it: MP shows the flag and old data. Shown by: FreeThreadsTest (messagePassing).
        return storage.getAcquire(absolute, size);
    }

    @Override
    public void store(long virtual, long absolute, int size, long value) {
        noteStore(virtual, absolute);
        // ORDER release: all earlier references before this store (R-W, W-W); pairs with acquire in fetch().
        //   Without it: MP shows the flag and old data. Shown by: FreeThreadsTest (messagePassing).
        storage.setRelease(absolute, size, value);
    }

    @Override
    public void storeBytes(long virtual, long absolute, int count, long restAbsolute, int size, long value) {
        for (int i = 0; i < size; i++) {
            long to = i < count ? absolute + i : restAbsolute + i - count;
            store(virtual == BY_REAL ? BY_REAL : virtual + i, to, 1, StoredBytes.at(value, size, i));
        }
    }

    /** Both kinds are stored at once. May miss: a specific update that a later fetch overtakes. */
    @Override
    public long update(
            long virtual, long absolute, int size, Update kind, Operation operation, long second, long third) {
        // ORDER acquire: a first guess of the old value only; the compare-and-exchange below decides.
        long expected = storage.getAcquire(absolute, size);
        while (true) {
            long replacement = operation.apply(expected, second, third) & StoredBytes.mask(size);
            long old = compareAndSwap(virtual, absolute, size, expected, replacement);
            if (old == expected) {
                return old;
            }
            expected = old;
        }
    }

    @Override
    public long compareAndSwap(long virtual, long absolute, int size, long expected, long replacement) {
        noteStore(virtual, absolute);
        // ORDER compare-and-exchange, volatile: no other CPU's store between its fetch and its store (interlocked), and
        // no
        //   reference passes it. Without it: an update is lost. Shown by: FreeThreadsTest (counter).
        return storage.compareAndExchange(absolute, size, expected, replacement);
    }

    @Override
    public Quadword fetchQuadword(long absolute) {
        if (isFenced) {
            fenceIfOwn(absolute);
            fenceIfOwn(absolute + 8);
        }
        synchronized (quadwords.of(absolute)) {
            return snapshot(absolute);
        }
    }

    /** Reads until the left half stood still: one event, also against doubleword stores, except where they store a value back. */
    private Quadword snapshot(long absolute) {
        // ORDER acquire (all three): the halves in this order; pairs with the release stores and compare-and-exchanges
        // of
        //   others. Without it: a torn quadword. Shown by: FreeThreadsTest (quadword).
        long high = storage.getAcquire(absolute, 8);
        while (true) {
            // ORDER acquire: the right half after the left one.
            long low = storage.getAcquire(absolute + 8, 8);
            // ORDER acquire: the left half again, after the right one.
            long again = storage.getAcquire(absolute, 8);
            if (again == high) {
                return new Quadword(high, low);
            }
            high = again;
        }
    }

    @Override
    public void storeQuadword(long virtual, long absolute, Quadword value) {
        noteStore(virtual, absolute);
        noteStore(virtual, absolute + 8);
        synchronized (quadwords.of(absolute)) {
            // ORDER release (both): earlier references first; pairs with acquire in fetch() and snapshot().
            storage.setRelease(absolute, 8, value.high());
            // ORDER release: as above.
            storage.setRelease(absolute + 8, 8, value.low());
        }
    }

    /**
     * DEVIATION: atomic against all quadword references, and no doubleword store of another CPU is lost. But a doubleword fetch of
     * another CPU may see the left half replaced and then the right half not yet; and where another CPU stores into the right
     * half in between, the left half is put back, having been visible for a moment (Model Z, block).
     */
    @Override
    public Quadword compareAndSwapQuadword(long virtual, long absolute, Quadword expected, Quadword replacement) {
        noteStore(virtual, absolute);
        noteStore(virtual, absolute + 8);
        synchronized (quadwords.of(absolute)) {
            while (true) {
                Quadword old = snapshot(absolute);
                if (!old.equals(expected)) {
                    return old;
                }
                if (replaceHalves(absolute, expected, replacement)) {
                    return expected;
                }
            }
        }
    }

    private boolean replaceHalves(long absolute, Quadword expected, Quadword replacement) {
        // ORDER compare-and-exchange (all three), volatile: a doubleword stored meanwhile is not overwritten
        // (interlocked).
        if (storage.compareAndExchange(absolute, 8, expected.high(), replacement.high()) != expected.high()) {
            return false;
        }
        // ORDER compare-and-exchange: as above, for the right half.
        if (storage.compareAndExchange(absolute + 8, 8, expected.low(), replacement.low()) == expected.low()) {
            return true;
        }
        // ORDER compare-and-exchange: puts the left half back unless someone has stored there since.
        storage.compareAndExchange(absolute, 8, replacement.high(), expected.high());
        return false;
    }

    @Override
    public void serialize() {
        fence();
        epoch++;
    }

    @Override
    public void discardCopies() {
        epoch++;
    }

    @Override
    public void step() {
        // A release store reaches storage by itself.
    }

    @Override
    public void drain() {
        fence();
    }

    @Override
    public long copyEpoch() {
        return epoch;
    }

    /** What storage holds now; bytes of one doubleword are fetched together, so facility 85 (F-seq) may be installed. */
    @Override
    public long fetchInstruction(long virtual, long absolute, int length) {
        if (fetchedLines.add(virtual, length)) {
            epoch++;
        }
        // ORDER acquire (both): the fetch before all later operand references (F-before-later); pairs with release in
        // store().
        //   Without it: MP.FR shows new code and old data. Shown by: FreeThreadsTest (newCode).
        long first = storage.getAcquire(absolute & -8L, 8);
        int offset = (int) absolute & 7;
        long bytes = first << 8 * offset;
        if (offset + length > 8) {
            // ORDER acquire: as above, for the second doubleword.
            bytes |= storage.getAcquire((absolute & -8L) + 8, 8) >>> 8 * (8 - offset);
        }
        return bytes & -1L << 8 * (8 - length);
    }

    /** Pieces of a move are fetched and stored in program order, as its bytes are; an order of bytes is one of those allowed. */
    @Override
    public boolean mayJoinBytes() {
        return true;
    }

    @Override
    public boolean mayFetchAhead() {
        return true;
    }

    @Override
    public boolean isStable() {
        return true;
    }

    @Override
    public long fetchTableEntry(long absolute) {
        // ORDER acquire: the entry before the references that it translates; pairs with release in store().
        return storage.getAcquire(absolute, 8);
    }

    private void noteStore(long virtual, long absolute) {
        if (virtual != BY_REAL && fetchedLines.mayContain(virtual)) {
            epoch++;
        }
        if (isFenced) {
            unfenced |= bit(absolute);
        }
    }

    private void fenceIfOwn(long absolute) {
        if ((unfenced & bit(absolute)) != 0) {
            fence();
        }
    }

    private void fence() {
        // ORDER full fence: every earlier reference before every later one (ser, W-R-same); pairs with other CPUs'
        // fences.
        //   Without it: SB after serialization ends with both zero. Shown by: FreeThreadsTest (storeBuffering).
        VarHandle.fullFence();
        unfenced = 0;
    }

    private static long bit(long absolute) {
        return 1L << (absolute >>> 3);
    }
}
