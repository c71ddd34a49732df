package org.maskflip.emulator.insn.proof;

import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;
import org.maskflip.emulator.insn.Update;

/** Storage with one fault, as a broken routine sees it. */
final class BrokenAccess implements Access {
    /** What is wrong. */
    enum Fault {
        NONE,
        FETCH_LOW_BIT,
        FETCH_HIGH_BIT,
        FIRST_FETCH_LOW_BIT,
        SECOND_FETCH_LOW_BIT,
        FETCH_ONE_FURTHER,
        STORE_LOW_BIT,
        STORE_HIGH_BIT,
        FIRST_STORE_LOW_BIT,
        SECOND_STORE_LOW_BIT,
        STORE_ONE_FURTHER,
        STORE_ABSENT,
        FIRST_STORE_ABSENT,
        SECOND_STORE_ABSENT,
        SWAP_NEVER,
        SWAP_ALWAYS,
        SWAP_OLD_LOW_BIT
    }

    private final Access right;
    private final Fault fault;
    private int fetches;
    private int stores;
    private int swaps;

    BrokenAccess(Access right, Fault fault) {
        this.right = right;
        this.fault = fault;
    }

    /** Whether this fault could make a difference to a routine that made these references. */
    boolean couldMatter(Fault other) {
        return switch (other) {
            case NONE -> false;
            case FETCH_LOW_BIT, FETCH_HIGH_BIT, FIRST_FETCH_LOW_BIT, FETCH_ONE_FURTHER -> fetches > 0;
            case SECOND_FETCH_LOW_BIT -> fetches > 1;
            case STORE_LOW_BIT, STORE_HIGH_BIT, FIRST_STORE_LOW_BIT -> stores + swaps > 0;
            case STORE_ONE_FURTHER, STORE_ABSENT, FIRST_STORE_ABSENT -> stores > 0;
            case SECOND_STORE_LOW_BIT, SECOND_STORE_ABSENT -> stores > 1;
            case SWAP_NEVER, SWAP_ALWAYS, SWAP_OLD_LOW_BIT -> swaps > 0;
        };
    }

    private boolean isWrongFetch() {
        fetches++;
        return switch (fault) {
            case FETCH_LOW_BIT, FETCH_HIGH_BIT -> true;
            case FIRST_FETCH_LOW_BIT -> fetches == 1;
            case SECOND_FETCH_LOW_BIT -> fetches == 2;
            default -> false;
        };
    }

    private long fetched(long value, int size) {
        if (!isWrongFetch()) {
            return value;
        }
        RowHook.altered();
        return value ^ (fault == Fault.FETCH_HIGH_BIT ? 1L << 8 * size - 1 : 1);
    }

    private boolean isStored() {
        stores++;
        boolean isAbsent = fault == Fault.STORE_ABSENT
                || fault == Fault.FIRST_STORE_ABSENT && stores == 1
                || fault == Fault.SECOND_STORE_ABSENT && stores == 2;
        if (isAbsent) {
            RowHook.altered();
        }
        return !isAbsent;
    }

    private long stored(long value, int size) {
        boolean isWrong = switch (fault) {
            case STORE_LOW_BIT, STORE_HIGH_BIT -> true;
            case FIRST_STORE_LOW_BIT -> stores == 1;
            case SECOND_STORE_LOW_BIT -> stores == 2;
            default -> false;
        };
        if (!isWrong) {
            return value;
        }
        RowHook.altered();
        return value ^ (fault == Fault.STORE_HIGH_BIT ? 1L << 8 * size - 1 : 1);
    }

    private long moved(long address, Fault further) {
        if (fault != further) {
            return address;
        }
        RowHook.altered();
        return address + 1;
    }

    @Override
    public long fetch(long address, int size) {
        return fetched(right.fetch(moved(address, Fault.FETCH_ONE_FURTHER), size), size);
    }

    @Override
    public void store(long address, int size, long value) {
        if (isStored()) {
            right.store(moved(address, Fault.STORE_ONE_FURTHER), size, stored(value, size));
        }
    }

    @Override
    public long fetch(Space space, int key, long address, int size) {
        return fetched(right.fetch(space, key, moved(address, Fault.FETCH_ONE_FURTHER), size), size);
    }

    @Override
    public void store(Space space, int key, long address, int size, long value) {
        if (isStored()) {
            right.store(space, key, moved(address, Fault.STORE_ONE_FURTHER), size, stored(value, size));
        }
    }

    @Override
    public Quadword fetchQuadword(long address) {
        Quadword value = right.fetchQuadword(address);
        return new Quadword(
                fault == Fault.FETCH_HIGH_BIT ? fetched(value.high(), 8) : value.high(),
                fault == Fault.FETCH_HIGH_BIT ? value.low() : fetched(value.low(), 8));
    }

    @Override
    public void storeQuadword(long address, Quadword value) {
        if (isStored()) {
            boolean isHigh = fault == Fault.STORE_HIGH_BIT;
            right.storeQuadword(
                    address,
                    new Quadword(
                            isHigh ? stored(value.high(), 8) : value.high(),
                            isHigh ? value.low() : stored(value.low(), 8)));
        }
    }

    @Override
    public long compareAndSwap(long address, int size, long expected, long replacement) {
        swaps++;
        switch (fault) {
            case SWAP_NEVER -> {
                RowHook.altered();
                return right.compareAndSwap(address, size, expected, expected);
            }
            case SWAP_ALWAYS -> {
                long old = right.compareAndSwap(address, size, expected, replacement);
                if (old != expected) {
                    RowHook.altered();
                    right.store(address, size, replacement);
                }
                return old;
            }
            case SWAP_OLD_LOW_BIT -> {
                RowHook.altered();
                return right.compareAndSwap(address, size, expected, replacement) ^ 1;
            }
            default -> {
                return right.compareAndSwap(address, size, expected, stored(replacement, size));
            }
        }
    }

    @Override
    public Quadword compareAndSwapQuadword(long address, Quadword expected, Quadword replacement) {
        swaps++;
        switch (fault) {
            case SWAP_NEVER -> {
                RowHook.altered();
                return right.compareAndSwapQuadword(address, expected, expected);
            }
            case SWAP_ALWAYS -> {
                Quadword old = right.compareAndSwapQuadword(address, expected, replacement);
                if (!old.equals(expected)) {
                    RowHook.altered();
                    right.storeQuadword(address, replacement);
                }
                return old;
            }
            case SWAP_OLD_LOW_BIT -> {
                RowHook.altered();
                Quadword old = right.compareAndSwapQuadword(address, expected, replacement);
                return new Quadword(old.high(), old.low() ^ 1);
            }
            default -> {
                return right.compareAndSwapQuadword(
                        address, expected, new Quadword(replacement.high(), stored(replacement.low(), 8)));
            }
        }
    }

    @Override
    public long update(long address, int size, Update kind, Operation operation, long second, long third) {
        return fetched(
                right.update(
                        address,
                        size,
                        kind,
                        (a, b, c) -> isStored() ? stored(operation.apply(a, b, c), size) : a,
                        second,
                        third),
                size);
    }

    @Override
    public void probeFetch(Space space, int key, long address, long length) {
        right.probeFetch(space, key, address, length);
    }

    @Override
    public void probeStore(Space space, int key, long address, long length) {
        right.probeStore(space, key, address, length);
    }

    @Override
    public Translation translate(Space space, long address) {
        return right.translate(space, address);
    }

    @Override
    public int storageKey(long absolute) {
        return (int) fetched(right.storageKey(absolute), 1);
    }

    @Override
    public void setStorageKey(long absolute, int key) {
        if (isStored()) {
            right.setStorageKey(absolute, (int) stored(key, 1) & 0x7F);
        }
    }

    @Override
    public long realToAbsolute(long real) {
        return right.realToAbsolute(real);
    }
}
