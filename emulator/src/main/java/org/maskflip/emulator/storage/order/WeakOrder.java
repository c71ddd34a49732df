package org.maskflip.emulator.storage.order;

import java.util.concurrent.locks.LockSupport;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * Model Z, exact: a store queue and fetch windows per CPU. References of one CPU reach storage in program order, but for stores,
 * which wait in the queue; every access of storage is volatile, so that all CPUs agree on one order of fetches and drains, on x86
 * as on Arm. What the model leaves open, a {@link Chooser} decides.
 *
 * <p>Exact in both directions: nothing forbidden can be observed, and every allowed outcome has a chance, up to the bounds of
 * {@link AdversaryPolicy} and of the remembered history.
 */
public final class WeakOrder extends StorageOrder {
    /** A stall's unit on a thread of its own. */
    private static final long NANOS_OF_STALL = 300;

    private final WeakStorage shared;
    private final AbsoluteStorage storage;
    private final int cpu;
    private final int lingerLimit;
    /** Opportunities; 0 if no CPU is ever held up. */
    private final int stallLength;

    private final Chooser chooser;
    private final StoreQueue queue;
    private final HeldStore held;
    private final InstructionCopies copies;
    private final FetchedLines fetchedLines = new FetchedLines();

    /** The time of the last discard: entries of page histories from then on count. */
    private long discard;
    /** Counts the discards and the own stores that may have hit a copy. */
    private long ownEpoch;
    /** How many opportunities the oldest pending store has missed. */
    private int missed;
    /** Opportunities for which the CPU is still held up. */
    private int stalled;

    WeakOrder(WeakStorage shared, int cpu, AdversaryPolicy policy, Chooser chooser) {
        this.shared = shared;
        this.storage = shared.storage;
        this.cpu = cpu;
        this.lingerLimit = policy.lingerLimit();
        this.stallLength = policy.stallOneIn() == 0 ? 0 : policy.stallLength();
        this.chooser = chooser;
        this.queue = new StoreQueue(policy.maxPending());
        this.held = new HeldStore(cpu);
        this.copies = new InstructionCopies(shared, cpu, queue);
        if (shared.onOneThread != null) {
            shared.onOneThread[cpu] = this;
        }
    }

    // Operand references.

    @Override
    public long fetch(long absolute, int size) {
        opportunity();
        awaitOwn(absolute, size);
        // ORDER volatile: after every earlier fetch and drain of this CPU (R-R, W-R-same), in one order with all CPUs'
        // drains
        //   (MCA); pairs with volatile in put(). Without it: IRIW. Shown by: FreeThreadsTest (iriw).
        long value = storage.getVolatile(absolute, size);
        shared.awaitQuadword(absolute);
        return value;
    }

    @Override
    public void store(long virtual, long absolute, int size, long value) {
        makeRoom();
        queue.add(StoreQueue.Kind.SINGLE, virtual, absolute, size, value);
        queued(virtual, absolute, size, value);
    }

    @Override
    public void storeBytes(long virtual, long absolute, int count, long restAbsolute, int size, long value) {
        makeRoom();
        queue.addGroup(virtual, absolute, count, restAbsolute, size, value);
        queued(virtual, absolute, size, value);
        noteOwnStore(virtual == BY_REAL ? BY_REAL : virtual + size - 1);
    }

    /**
     * A plain update is at storage at once. A specific one is fetched at once, after all earlier stores; its own store is queued
     * and holds its block.
     */
    @Override
    public long update(
            long virtual, long absolute, int size, Update kind, Operation operation, long second, long third) {
        opportunity();
        drain();
        noteOwnStore(virtual);
        PageHistory page = shared.page(absolute);
        long old;
        page.lock();
        try {
            completeHeld(page, absolute, size);
            old = get(absolute, size);
            long value = operation.apply(old, second, third) & StoredBytes.mask(size);
            if (kind == Update.SPECIFIC) {
                hold(page, virtual, absolute, size, value);
            } else {
                put(page, cpu, virtual, absolute, size, value);
            }
        } finally {
            page.unlock();
        }
        return old;
    }

    @Override
    public long compareAndSwap(long virtual, long absolute, int size, long expected, long replacement) {
        opportunity();
        drain();
        PageHistory page = shared.page(absolute);
        page.lock();
        completeHeld(page, absolute, size);
        long old = get(absolute, size);
        if (old == expected) {
            noteOwnStore(virtual);
            put(page, cpu, virtual, absolute, size, replacement);
        }
        page.unlock();
        return old;
    }

    @Override
    public Quadword fetchQuadword(long absolute) {
        opportunity();
        awaitOwn(absolute, 16);
        PageHistory page = shared.page(absolute);
        page.lock();
        long high = get(absolute, 8);
        long low = get(absolute + 8, 8);
        page.unlock();
        return new Quadword(high, low);
    }

    @Override
    public void storeQuadword(long virtual, long absolute, Quadword value) {
        makeRoom();
        queue.addQuadword(virtual, absolute, value.high(), value.low());
        noteOwnStore(virtual);
        if (shared.observer != null) {
            shared.observer.storeQueued(cpu, virtual, absolute, 8, value.high());
            shared.observer.storeQueued(cpu, right(virtual), absolute + 8, 8, value.low());
        }
    }

    @Override
    public Quadword compareAndSwapQuadword(long virtual, long absolute, Quadword expected, Quadword replacement) {
        opportunity();
        drain();
        PageHistory page = shared.page(absolute);
        page.lock();
        completeHeld(page, absolute, 16);
        Quadword old = new Quadword(get(absolute, 8), get(absolute + 8, 8));
        if (old.equals(expected)) {
            noteOwnStore(virtual);
            putQuadword(page, virtual, absolute, replacement.high(), replacement.low());
        }
        page.unlock();
        return old;
    }

    @Override
    public long fetchTableEntry(long absolute) {
        awaitOwn(absolute, 8);
        // ORDER volatile: sees this CPU's drained stores; otherwise as in fetch().
        long value = storage.getVolatile(absolute, 8);
        shared.awaitQuadword(absolute);
        return value;
    }

    // Serialization and the passage of time.

    @Override
    public void serialize() {
        drain();
        discardCopies();
    }

    @Override
    public void discardCopies() {
        discard = shared.discard(cpu);
        ownEpoch++;
        if (shared.observer != null) {
            shared.observer.copiesDiscarded(cpu);
        }
    }

    @Override
    public void step() {
        opportunity();
    }

    @Override
    public void drain() {
        while (!queue.isEmpty()) {
            drainOne();
        }
    }

    /** Whether a store waits in the queue: {@link #drainOne} is possible. */
    public boolean isPending() {
        return !queue.isEmpty();
    }

    /** The stores that wait in the queue, oldest first, for traces. */
    public String pending() {
        return queue.toString();
    }

    /** Brings the oldest pending store to storage; of an unaligned one, a byte. For explorers that decide on drains themselves. */
    public void drainOne() {
        missed = 0;
        switch (queue.headKind()) {
            case GROUP:
                drainByte();
                return;
            case HELD:
                drainHeld();
                break;
            case QUADWORD:
                drainQuadword();
                break;
            case SINGLE:
                drainSingle();
                break;
        }
        queue.removeHead();
    }

    // Instruction fetching.

    @Override
    public long copyEpoch() {
        return ownEpoch + shared.codeStores();
    }

    @Override
    public long fetchInstruction(long virtual, long absolute, int length) {
        opportunity();
        if (fetchedLines.add(virtual, length)) {
            ownEpoch++;
        }
        return copies.fetch(virtual, absolute, length, discard, chooser);
    }

    @Override
    public boolean isStable() {
        return copies.isStable();
    }

    /** A store may reach storage now. */
    private void opportunity() {
        if (shared.onOneThread == null) {
            if (stalled > 0) {
                standStill();
            }
            if (!queue.isEmpty()) {
                maybeDrain();
            }
            return;
        }
        for (WeakOrder each : shared.onOneThread) {
            if (each.stalled > 0) {
                each.stalled--;
            } else if (!each.queue.isEmpty()) {
                each.maybeDrain();
            }
        }
    }

    @Override
    public boolean fetchesOperandsIndependently() {
        return chooser.choose(2, ChoiceKind.OPERANDS) == 1;
    }

    @Override
    public boolean isSecondOperandNext() {
        return chooser.choose(2, ChoiceKind.OPERAND) == 1;
    }

    @Override
    public boolean isStalled() {
        return stalled > 0;
    }

    /** On a thread of its own the CPU leaves the others some time. */
    private void standStill() {
        LockSupport.parkNanos(stalled * NANOS_OF_STALL);
        stalled = 0;
    }

    /** A store into code was queued: the others may run before it gets to storage. */
    private void maybeStall(long absolute) {
        if (shared.page(absolute).mayBeCode() && chooser.choose(2, ChoiceKind.STALL) == 1) {
            stalled = stallLength;
        }
    }

    private void maybeDrain() {
        if (missed + 1 >= lingerLimit) {
            drainOne();
        }
        while (!queue.isEmpty() && chooser.choose(2, ChoiceKind.DRAIN) == 1) {
            drainOne();
        }
        missed++;
    }

    private void makeRoom() {
        if (queue.isFull()) {
            int length = queue.length();
            while (queue.length() == length) {
                drainOne();
            }
        }
    }

    /** W-R-same: own pending stores that the operand overlaps, and all before them, reach storage first. */
    private void awaitOwn(long absolute, int size) {
        if (queue.isEmpty() || !queue.mayOverlap(absolute) && (size <= 8 || !queue.mayOverlap(absolute + 8))) {
            return;
        }
        int position = queue.newestOverlapping(absolute, size);
        if (position < 0) {
            return;
        }
        int target = queue.length() - position;
        while (queue.length() > target) {
            drainOne();
        }
        // Of the bytes of a group, which are events of their own, only those that overlap must be in storage.
        while (queue.length() == target && queue.overlaps(0, absolute, size)) {
            drainOne();
        }
    }

    /**
     * Brings the oldest pending store to storage if it begins at a location; of an unaligned one, the byte that goes there. As
     * {@link #drainOne}, for a director who knows which byte is next.
     *
     * @return whether it did; if not, nothing has changed
     */
    public boolean drainAt(long absolute) {
        if (queue.isEmpty()) {
            return false;
        }
        if (queue.headKind() != StoreQueue.Kind.GROUP) {
            boolean isThere = queue.headAbsolute() == absolute;
            if (isThere) {
                drainOne();
            }
            return isThere;
        }
        for (int left = queue.headRemaining(); left != 0; left &= left - 1) {
            int n = Integer.numberOfTrailingZeros(left);
            if (queue.headByteAddress(n) == absolute) {
                missed = 0;
                drainByte(n);
                return true;
            }
        }
        return false;
    }

    private void drainByte() {
        int left = queue.headRemaining();
        int count = Integer.bitCount(left);
        int nth = count == 1 ? 0 : chooser.choose(count, ChoiceKind.GROUP_BYTE);
        for (int i = 0; i < nth; i++) {
            left &= left - 1;
        }
        drainByte(Integer.numberOfTrailingZeros(left));
    }

    private void drainByte(int n) {
        long virtual = queue.headVirtual();
        long absolute = queue.headByteAddress(n);
        long value = StoredBytes.at(queue.headValue(), queue.headSize(), n);
        PageHistory page = shared.page(absolute);
        page.lock();
        completeHeld(page, absolute, 1);
        put(page, cpu, virtual == BY_REAL ? BY_REAL : virtual + n, absolute, 1, value);
        page.unlock();
        queue.removeHeadByte(n);
        if (queue.headRemaining() == 0) {
            queue.removeHead();
        }
    }

    private void drainSingle() {
        long absolute = queue.headAbsolute();
        int size = queue.headSize();
        PageHistory page = shared.page(absolute);
        page.lock();
        completeHeld(page, absolute, size);
        put(page, cpu, queue.headVirtual(), absolute, size, queue.headValue());
        page.unlock();
    }

    private void drainQuadword() {
        long absolute = queue.headAbsolute();
        PageHistory page = shared.page(absolute);
        page.lock();
        completeHeld(page, absolute, 16);
        putQuadword(page, queue.headVirtual(), absolute, queue.headValue(), queue.headLow());
        page.unlock();
    }

    private void drainHeld() {
        PageHistory page = shared.page(held.absolute);
        page.lock();
        if (held.isPending) {
            release(page, held);
        }
        page.unlock();
    }

    // Under the lock of the page.

    private void hold(PageHistory page, long virtual, long absolute, int size, long value) {
        held.virtual = virtual;
        held.absolute = absolute;
        held.size = size;
        held.value = value;
        held.isPending = true;
        held.next = page.held();
        page.setHeld(held);
        queue.add(StoreQueue.Kind.HELD, virtual, absolute, size, value);
        queued(virtual, absolute, size, value);
    }

    /** Rule specific: stores that other CPUs hold back in this block reach storage before this CPU stores into it. */
    private void completeHeld(PageHistory page, long absolute, int size) {
        HeldStore each = page.held();
        while (each != null) {
            HeldStore next = each.next;
            if (each.cpu != cpu && each.overlaps(absolute, size)) {
                release(page, each);
            }
            each = next;
        }
    }

    private void release(PageHistory page, HeldStore store) {
        if (page.held() == store) {
            page.setHeld(store.next);
        } else {
            HeldStore before = page.held();
            while (before.next != store) {
                before = before.next;
            }
            before.next = store.next;
        }
        store.next = null;
        store.isPending = false;
        put(page, store.cpu, store.virtual, store.absolute, store.size, store.value);
    }

    private void putQuadword(PageHistory page, long virtual, long absolute, long high, long low) {
        page.beginQuadword();
        put(page, cpu, virtual, absolute, 8, high);
        put(page, cpu, right(virtual), absolute + 8, 8, low);
    }

    /** A store of any CPU enters storage and with that the fetch windows. */
    private void put(PageHistory page, int by, long virtual, long absolute, int size, long value) {
        page.append(shared, by, virtual, absolute, size, get(absolute, size));
        // ORDER volatile: in storage for all CPUs before any later fetch of this CPU (W-R-same, ser) and in one order
        // with all
        //   fetches (MCA); pairs with volatile in fetch(). Without it: SB+rfi, SB+ser. Shown by: FreeThreadsTest
        // (storeBuffering).
        storage.setVolatile(absolute, size, value);
        if (page.isCode()) {
            shared.countCodeStore();
        }
        if (shared.observer != null) {
            shared.observer.storeDrained(by, virtual, absolute, size, value);
        }
    }

    private long get(long absolute, int size) {
        // ORDER volatile: as in fetch(); no other CPU stores meanwhile, since all hold the page's lock.
        return storage.getVolatile(absolute, size);
    }

    private void queued(long virtual, long absolute, int size, long value) {
        noteOwnStore(virtual);
        if (stallLength > 0) {
            maybeStall(absolute);
        }
        if (shared.observer != null) {
            shared.observer.storeQueued(cpu, virtual, absolute, size, value);
        }
    }

    /** F-own: copies of this CPU fetched by the same virtual address are not to be executed again. */
    private void noteOwnStore(long virtual) {
        if (virtual != BY_REAL && fetchedLines.mayContain(virtual)) {
            ownEpoch++;
        }
    }

    private static long right(long virtual) {
        return virtual == BY_REAL ? BY_REAL : virtual + 8;
    }
}
