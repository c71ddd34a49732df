package org.maskflip.emulator.insn.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;
import org.maskflip.emulator.insn.Update;

/**
 * 128 KiB of storage in an array, with keys, prefixing and a translation that is the identity but for the pages a test maps. It
 * notes each reference as {@code "store REAL key=3 1000 8"}.
 */
public final class ArrayStorage implements Access {
    static final int SIZE = 0x20000;

    final List<String> references = new ArrayList<>();
    final int[] keys = new int[SIZE >> 12];
    private final byte[] bytes = new byte[SIZE];
    private final Map<String, Translation> pages = new HashMap<>();
    private final Registers registers;

    ArrayStorage(Registers registers) {
        this.registers = registers;
    }

    /** Makes a page of a space translate to the given result; its address is the page frame's. */
    void map(Space space, long page, Translation to) {
        pages.put(space + " " + page, to);
    }

    public long peek(long absolute, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[(int) absolute + i] & 0xFF;
        }
        return value;
    }

    public void poke(long absolute, int size, long value) {
        for (int i = size - 1; i >= 0; i--) {
            bytes[(int) absolute + i] = (byte) value;
            value >>>= 8;
        }
    }

    @Override
    public Translation translate(Space space, long address) {
        Translation found = pages.get(space + " " + (address & ~0xFFFL));
        if (found == null) {
            return new Translation(0, address, false);
        }
        return found.code() != 0 ? found : new Translation(0, found.address() | address & 0xFFF, found.isProtected());
    }

    private long resolve(Space space, int key, long address, int kind) {
        Space effective = space;
        if (space == Space.CURRENT) {
            Space[] spaces = {Space.PRIMARY, Space.PRIMARY, Space.SECONDARY, Space.HOME};
            effective = registers.isMaskSet(Psw.DAT) ? spaces[registers.addressSpace()] : Space.REAL;
        }
        if (effective == Space.ABSOLUTE) {
            return installed(address);
        }
        Translation found =
                effective == Space.REAL ? new Translation(0, address, false) : translate(effective, address);
        if (found.code() != 0) {
            throw ProgramInterruption.access(found.code(), Ending.NULLIFIED, address & ~0xFFFL, 0);
        }
        long absolute = realToAbsolute(found.address());
        int storageKey = keys[(int) absolute >> 12];
        int accessKey = key == PSW_KEY ? registers.key() : key;
        boolean matches = accessKey == 0 || accessKey == storageKey >> 3;
        boolean refused = kind == 'S' ? !matches || found.isProtected() : !matches && (storageKey & 4) != 0;
        if (refused) {
            throw ProgramInterruption.access(ProgramCode.PROTECTION, Ending.SUPPRESSED, address & ~0xFFFL, 0);
        }
        return absolute;
    }

    private static long installed(long absolute) {
        if (absolute < 0 || absolute >= SIZE) {
            throw ProgramInterruption.of(ProgramCode.ADDRESSING);
        }
        return absolute;
    }

    private void note(String what, Space space, int key, long address, int size) {
        String shown = key == PSW_KEY ? "psw" : Integer.toString(key);
        references.add(String.format("%s %s key=%s %x %d", what, space, shown, address, size));
    }

    @Override
    public long fetch(long address, int size) {
        return fetch(Space.CURRENT, PSW_KEY, address, size);
    }

    @Override
    public void store(long address, int size, long value) {
        store(Space.CURRENT, PSW_KEY, address, size, value);
    }

    @Override
    public long fetch(Space space, int key, long address, int size) {
        long absolute = resolve(space, key, address, 'F');
        note("fetch", space, key, address, size);
        return peek(absolute, size);
    }

    @Override
    public void store(Space space, int key, long address, int size, long value) {
        long absolute = resolve(space, key, address, 'S');
        note("store", space, key, address, size);
        if (size < 8 && value >>> 8 * size != 0) {
            throw new AssertionError("value is not zero-extended: " + Long.toHexString(value));
        }
        poke(absolute, size, value);
    }

    @Override
    public void probeFetch(Space space, int key, long address, long length) {
        resolve(space, key, address, 'F');
        resolve(space, key, address + length - 1, 'F');
    }

    @Override
    public void probeStore(Space space, int key, long address, long length) {
        resolve(space, key, address, 'S');
        resolve(space, key, address + length - 1, 'S');
    }

    @Override
    public long compareAndSwap(long address, int size, long expected, long replacement) {
        long absolute = resolve(Space.CURRENT, PSW_KEY, address, 'S');
        note("swap", Space.CURRENT, PSW_KEY, address, size);
        long old = peek(absolute, size);
        if (old == expected) {
            poke(absolute, size, replacement);
        }
        return old;
    }

    @Override
    public int storageKey(long absolute) {
        return keys[(int) installed(absolute) >> 12];
    }

    @Override
    public void setStorageKey(long absolute, int key) {
        keys[(int) installed(absolute) >> 12] = key;
    }

    @Override
    public long realToAbsolute(long real) {
        long block = real & ~0x1FFFL;
        long absolute = block == 0 ? real + registers.prefix() : block == registers.prefix() ? real & 0x1FFF : real;
        return installed(absolute);
    }

    @Override
    public Quadword fetchQuadword(long address) {
        throw new AssertionError("no control instruction fetches a quadword");
    }

    @Override
    public void storeQuadword(long address, Quadword value) {
        throw new AssertionError("no control instruction stores a quadword");
    }

    @Override
    public Quadword compareAndSwapQuadword(long address, Quadword expected, Quadword replacement) {
        throw new AssertionError("no control instruction swaps a quadword");
    }

    @Override
    public long update(long address, int size, Update kind, Operation operation, long second, long third) {
        throw new AssertionError("no control instruction updates in this way");
    }
}
