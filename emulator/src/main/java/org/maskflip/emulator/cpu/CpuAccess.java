package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.AccessKind;
import org.maskflip.emulator.storage.AddressSpace;
import org.maskflip.emulator.storage.StorageKeys;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * Storage as the instructions of one CPU see it: each page of an operand is translated and checked before anything is stored, then
 * the reference goes to the CPU's storage order, one event for an operand on its boundary, else one per byte (rule block). For the
 * CPU's own thread. Source: PoP chapter 5, "Storage-Operand References" and "Storage-Operand Consistency".
 */
final class CpuAccess implements Access {
    private static final int PAGE = 4096;
    private static final long BYTE = PAGE - 1;

    private final Registers registers;
    private final Translator translator;
    private final StorageOrder order;
    private final StorageKeys keys;
    private final boolean joinsBytes;
    private final long[] elements = new long[16];

    CpuAccess(Registers registers, Translator translator, StorageOrder order, StorageKeys keys) {
        this.registers = registers;
        this.translator = translator;
        this.order = order;
        this.keys = keys;
        joinsBytes = order.mayJoinBytes();
    }

    // ------------------------------------------------------------------------------------------------ logical operands

    @Override
    public boolean fetchesOperandsIndependently() {
        return order.fetchesOperandsIndependently();
    }

    @Override
    public boolean isSecondOperandNext() {
        return order.isSecondOperandNext();
    }

    @Override
    public long fetch(long address, int size) {
        long absolute = translator.fetch(address);
        return (address & size - 1) == 0 ? order.fetch(absolute, size) : fetchBytes(address, absolute, size);
    }

    private long fetchBytes(long address, long absolute, int size) {
        int count = inPage(address, size);
        long rest = count < size ? translator.fetch(registers.wrap(address + count)) : 0;
        return fetchBytes(absolute, count, rest, size);
    }

    private long fetchBytes(long absolute, int count, long rest, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | order.fetch(i < count ? absolute + i : rest + i - count, 1);
        }
        return value;
    }

    @Override
    public void store(long address, int size, long value) {
        long absolute = translator.store(address);
        if ((address & size - 1) == 0) {
            order.store(own(address), absolute, size, value);
        } else {
            storeBytes(address, absolute, size, value);
        }
    }

    private void storeBytes(long address, long absolute, int size, long value) {
        int count = inPage(address, size);
        long rest = count < size ? translator.store(registers.wrap(address + count)) : 0;
        order.storeBytes(own(address), absolute, count, rest, size, value);
    }

    /**
     * Fetch, then store of the operation's result, not interlocked (rule update). Returns the old value; where the caller needs
     * the result it applies the operation again.
     */
    long updatePlain(long address, int size, Operation operation, long second, long third) {
        long absolute = translator.store(address);
        if ((address & size - 1) == 0) {
            long old = order.fetch(absolute, size);
            order.store(own(address), absolute, size, operation.apply(old, second, third));
            return old;
        }
        int count = inPage(address, size);
        long rest = count < size ? translator.store(registers.wrap(address + count)) : 0;
        long old = fetchBytes(absolute, count, rest, size);
        order.storeBytes(own(address), absolute, count, rest, size, operation.apply(old, second, third));
        return old;
    }

    @Override
    public long update(long address, int size, Update kind, Operation operation, long second, long third) {
        if ((address & size - 1) != 0) {
            return updatePlain(address, size, operation, second, third);
        }
        return order.update(own(address), translator.store(address), size, kind, operation, second, third);
    }

    @Override
    public long compareAndSwap(long address, int size, long expected, long replacement) {
        return order.compareAndSwap(own(address), translator.store(address), size, expected, replacement);
    }

    @Override
    public Quadword fetchQuadword(long address) {
        return order.fetchQuadword(translator.fetch(address));
    }

    @Override
    public void storeQuadword(long address, Quadword value) {
        order.storeQuadword(own(address), translator.store(address), value);
    }

    @Override
    public Quadword compareAndSwapQuadword(long address, Quadword expected, Quadword replacement) {
        return order.compareAndSwapQuadword(own(address), translator.store(address), expected, replacement);
    }

    // ------------------------------------------------------------------------------------------------ any space, any
    // key

    @Override
    public long fetch(Space space, int key, long address, int size) {
        long absolute = translate(space, key, address, AccessKind.FETCH);
        if ((address & size - 1) == 0) {
            return order.fetch(absolute, size);
        }
        int count = inPage(address, size);
        long rest = count < size ? translate(space, key, registers.wrap(address + count), AccessKind.FETCH) : 0;
        return fetchBytes(absolute, count, rest, size);
    }

    @Override
    public void store(Space space, int key, long address, int size, long value) {
        long absolute = translate(space, key, address, AccessKind.STORE);
        if ((address & size - 1) == 0) {
            order.store(own(space, address), absolute, size, value);
            return;
        }
        int count = inPage(address, size);
        long rest = count < size ? translate(space, key, registers.wrap(address + count), AccessKind.STORE) : 0;
        order.storeBytes(own(space, address), absolute, count, rest, size, value);
    }

    @Override
    public void probeFetch(Space space, int key, long address, long length) {
        probe(space, key, address, length, AccessKind.FETCH);
    }

    @Override
    public void probeStore(Space space, int key, long address, long length) {
        probe(space, key, address, length, AccessKind.STORE);
    }

    private void probe(Space space, int key, long address, long length, AccessKind kind) {
        long done = 0;
        while (done < length) {
            long page = registers.wrap(address + done);
            translate(space, key, page, kind);
            done += PAGE - (page & BYTE);
        }
    }

    @Override
    public long[] elements() {
        return elements;
    }

    // ------------------------------------------------------------------------------------------------ moves

    @Override
    public void move(long to, long from, int length) {
        move(Space.CURRENT, PSW_KEY, to, Space.CURRENT, PSW_KEY, from, length);
    }

    @Override
    public void move(Space toSpace, int toKey, long to, Space fromSpace, int fromKey, long from, int length) {
        probe(fromSpace, fromKey, from, length, AccessKind.FETCH);
        probe(toSpace, toKey, to, length, AccessKind.STORE);
        int done = 0;
        while (done < length) {
            long target = registers.wrap(to + done);
            long source = registers.wrap(from + done);
            int piece = Math.min(inPage(target, length - done), inPage(source, length - done));
            long targetAbsolute = translate(toSpace, toKey, target, AccessKind.STORE);
            long sourceAbsolute = translate(fromSpace, fromKey, source, AccessKind.FETCH);
            movePiece(own(toSpace, target), targetAbsolute, sourceAbsolute, piece);
            done += piece;
        }
    }

    /**
     * Within one page on either side. Doublewords are joined only where both operands stand alike on their boundaries: then an
     * overlap is of whole doublewords, and propagates as it does byte by byte.
     */
    private void movePiece(long virtual, long to, long from, int length) {
        if (!joinsBytes || ((to ^ from) & 7) != 0) {
            moveBytes(virtual, to, from, 0, length);
            return;
        }
        int head = Math.min(length, (int) -to & 7);
        moveBytes(virtual, to, from, 0, head);
        int done = head;
        for (; done + 8 <= length; done += 8) {
            order.store(plus(virtual, done), to + done, 8, order.fetch(from + done, 8));
        }
        moveBytes(virtual, to, from, done, length);
    }

    private void moveBytes(long virtual, long to, long from, int begin, int end) {
        for (int i = begin; i < end; i++) {
            order.store(plus(virtual, i), to + i, 1, order.fetch(from + i, 1));
        }
    }

    private static long plus(long virtual, int offset) {
        return virtual == StorageOrder.BY_REAL ? virtual : virtual + offset;
    }

    // ------------------------------------------------------------------------------------------------ without a
    // reference

    @Override
    public Translation translate(Space space, long address) {
        org.maskflip.emulator.storage.Translation found = translator.translate(space(space), address);
        return new Translation(found.code(), found.address(), found.isProtected());
    }

    @Override
    public int storageKey(long absolute) {
        return keys.get(absolute);
    }

    @Override
    public void setStorageKey(long absolute, int key) {
        keys.set(absolute, key);
    }

    @Override
    public long realToAbsolute(long real) {
        return translator.realToAbsolute(real);
    }

    // ------------------------------------------------------------------------------------------------ pieces

    /** How many of {@code size} bytes stand in the page of the address. */
    private static int inPage(long address, int size) {
        return Math.min(size, PAGE - (int) (address & BYTE));
    }

    /** @throws ProgramInterruption with the access exception */
    private long translate(Space space, int key, long address, AccessKind kind) {
        if (space == Space.CURRENT && key == PSW_KEY) {
            return kind == AccessKind.STORE ? translator.store(address) : translator.fetch(address);
        }
        return translator.absolute(space(space), key, address, kind);
    }

    private static AddressSpace space(Space space) {
        return switch (space) {
            case CURRENT -> AddressSpace.CURRENT;
            case PRIMARY -> AddressSpace.PRIMARY;
            case SECONDARY -> AddressSpace.SECONDARY;
            case HOME -> AddressSpace.HOME;
            case REAL -> AddressSpace.REAL;
            case ABSOLUTE -> AddressSpace.ABSOLUTE;
        };
    }

    /**
     * The virtual address by which this CPU's own copies see a logical store (F-own): none in secondary-space mode, whose
     * instructions come from another space.
     */
    private long own(long address) {
        return registers.addressSpace() == 2 && registers.isMaskSet(Psw.DAT) ? StorageOrder.BY_REAL : address;
    }

    private long own(Space space, long address) {
        if (space == Space.CURRENT) {
            return own(address);
        }
        Space instructions = registers.addressSpace() == 3 ? Space.HOME : Space.PRIMARY;
        return space == instructions && registers.isMaskSet(Psw.DAT) ? address : StorageOrder.BY_REAL;
    }
}
