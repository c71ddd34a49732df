package org.maskflip.emulator.storage.order;

/**
 * The stores of one CPU that have not reached storage, oldest first. An entry is one event, or the group of bytes of an unaligned
 * store, which may go out in any order. Positions count from the oldest entry, 0. Only its CPU's thread uses it. Source: Model
 * Z, section 4.
 */
final class StoreQueue {
    /** What an entry is. */
    enum Kind {
        SINGLE,
        GROUP,
        QUADWORD,
        /** The store of a specific update: it is also a {@link HeldStore}. */
        HELD
    }

    private final int limit;
    private final int mask;
    private final Kind[] kinds;
    private final long[] virtuals;
    private final long[] absolutes;
    /** Where a group continues in another page. */
    private final long[] rests;
    /** How many bytes of a group stand at its absolute address. */
    private final int[] counts;

    private final int[] sizes;
    private final long[] values;
    /** The right half of a quadword. */
    private final long[] lows;
    /** Bit n: byte n of the group is still to go out. */
    private final int[] remaining;

    private int head;
    private int length;

    /** A Bloom filter of the doublewords that entries touch; reset whenever the queue is empty. */
    private long touched;

    StoreQueue(int limit) {
        this.limit = limit;
        int capacity = limit == 1 ? 1 : Integer.highestOneBit(limit - 1) << 1;
        mask = capacity - 1;
        kinds = new Kind[capacity];
        virtuals = new long[capacity];
        absolutes = new long[capacity];
        rests = new long[capacity];
        counts = new int[capacity];
        sizes = new int[capacity];
        values = new long[capacity];
        lows = new long[capacity];
        remaining = new int[capacity];
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isFull() {
        return length == limit;
    }

    int length() {
        return length;
    }

    void add(Kind kind, long virtual, long absolute, int size, long value) {
        int i = head + length & mask;
        kinds[i] = kind;
        virtuals[i] = virtual;
        absolutes[i] = absolute;
        sizes[i] = size;
        values[i] = value;
        length++;
        touched |= bit(absolute);
    }

    void addQuadword(long virtual, long absolute, long high, long low) {
        lows[head + length & mask] = low;
        add(Kind.QUADWORD, virtual, absolute, 16, high);
        touched |= bit(absolute + 8);
    }

    void addGroup(long virtual, long absolute, int count, long rest, int size, long value) {
        int i = head + length & mask;
        rests[i] = rest;
        counts[i] = count;
        remaining[i] = (1 << size) - 1;
        add(Kind.GROUP, virtual, absolute, size, value);
        for (int n = 1; n < size; n++) {
            touched |= bit(byteAddress(i, n));
        }
    }

    void removeHead() {
        head = head + 1 & mask;
        length--;
        if (length == 0) {
            touched = 0;
        }
    }

    Kind headKind() {
        return kinds[head];
    }

    long headVirtual() {
        return virtuals[head];
    }

    long headAbsolute() {
        return absolutes[head];
    }

    int headSize() {
        return sizes[head];
    }

    long headValue() {
        return values[head];
    }

    long headLow() {
        return lows[head];
    }

    int headRemaining() {
        return remaining[head];
    }

    /** Byte n of the group at the head has gone out. */
    void removeHeadByte(int n) {
        remaining[head] &= ~(1 << n);
    }

    long headByteAddress(int n) {
        return byteAddress(head, n);
    }

    /** Whether an entry may overlap: false is certain. */
    boolean mayOverlap(long absolute) {
        return (touched & bit(absolute)) != 0;
    }

    /** The position of the newest entry that overlaps an aligned operand; or -1. */
    int newestOverlapping(long absolute, int size) {
        for (int position = length - 1; position >= 0; position--) {
            if (overlaps(position, absolute, size)) {
                return position;
            }
        }
        return -1;
    }

    /** Whether the entry has bytes of the operand still to go out. */
    boolean overlaps(int position, long absolute, int size) {
        int i = head + position & mask;
        if (kinds[i] != Kind.GROUP) {
            return absolutes[i] < absolute + size && absolute < absolutes[i] + sizes[i];
        }
        for (int n = 0; n < sizes[i]; n++) {
            long address = byteAddress(i, n);
            if ((remaining[i] >>> n & 1) != 0 && address >= absolute && address < absolute + size) {
                return true;
            }
        }
        return false;
    }

    /** The newest pending byte stored by the given virtual address into the given location (F-own); or -1. */
    int newestByte(long virtual, long absolute) {
        for (int position = length - 1; position >= 0; position--) {
            int i = head + position & mask;
            if (virtuals[i] == StorageOrder.BY_REAL) {
                continue;
            }
            long n = virtual - virtuals[i];
            if (n >= 0 && n < sizes[i] && byteAddress(i, (int) n) == absolute && isPending(i, (int) n)) {
                return byteValue(i, (int) n);
            }
        }
        return -1;
    }

    private boolean isPending(int i, int n) {
        return kinds[i] != Kind.GROUP || (remaining[i] >>> n & 1) != 0;
    }

    private int byteValue(int i, int n) {
        if (kinds[i] != Kind.QUADWORD) {
            return (int) StoredBytes.at(values[i], sizes[i], n);
        }
        return (int) (n < 8 ? StoredBytes.at(values[i], 8, n) : StoredBytes.at(lows[i], 8, n - 8));
    }

    private long byteAddress(int i, int n) {
        return kinds[i] == Kind.GROUP && n >= counts[i] ? rests[i] + n - counts[i] : absolutes[i] + n;
    }

    private static long bit(long absolute) {
        return 1L << (absolute >>> 3);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int position = 0; position < length; position++) {
            int i = head + position & mask;
            text.append(position == 0 ? "" : ", ").append(kinds[i]).append(' ').append(Long.toHexString(absolutes[i]));
            text.append(virtuals[i] == StorageOrder.BY_REAL ? " by real" : " by " + Long.toHexString(virtuals[i]));
            text.append(" size ").append(sizes[i]).append(" = ").append(Long.toHexString(values[i]));
            if (kinds[i] == Kind.QUADWORD) {
                text.append(' ').append(Long.toHexString(lows[i]));
            } else if (kinds[i] == Kind.GROUP) {
                text.append(" bytes left ").append(Integer.toBinaryString(remaining[i]));
            }
        }
        return text.toString();
    }
}
