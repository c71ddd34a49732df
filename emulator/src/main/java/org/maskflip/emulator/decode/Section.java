package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A section while it is assembled: a location counter and the bytes so far, in pieces so that holes cost nothing. */
final class Section {
    /** The longest run of one fill byte that is stored; a longer run of zeros becomes a hole. */
    private static final int HOLE = 4096;

    private static final long LIMIT = 1L << 32;

    /** Most bytes that the sections of one program may hold, runs of zeros that became holes left out. */
    static final int MAX_STORED = 1 << 25;

    /** What a run costs besides its bytes. */
    private static final int RUN_COST = 64;

    /** How many bytes the sections of one program hold. */
    static final class Budget {
        private long stored;

        private void take(long count) {
            if (stored + count > MAX_STORED) {
                throw new BadSource("the program grows beyond " + (MAX_STORED >> 20)
                        + " MiB of data that are not zero; expected less; make it smaller, or use .space for zeros");
            }
            stored += count;
        }
    }

    /** Bytes from an offset of the section on. */
    private static final class Run {
        final long offset;
        byte[] bytes = new byte[16];
        int length;

        Run(long offset) {
            this.offset = offset;
        }
    }

    private final String name;
    private final Budget budget;
    private final List<Run> runs = new ArrayList<>();
    private long base;
    private long counter;
    private long size;
    private long alignment = 8;
    private long taken;

    Section(String name, Budget budget) {
        this.name = name;
        this.budget = budget;
    }

    String name() {
        return name;
    }

    Budget budget() {
        return budget;
    }

    long base() {
        return base;
    }

    void setBase(long address) {
        base = address;
    }

    /** The location counter as an address. */
    long here() {
        return base + counter;
    }

    long size() {
        return size;
    }

    long alignment() {
        return alignment;
    }

    void needAlignment(long boundary) {
        alignment = Math.max(alignment, boundary);
    }

    /** Starts a pass: the bytes are made again, the base stays. */
    void rewind() {
        runs.clear();
        budget.stored -= taken;
        taken = 0;
        counter = 0;
        size = 0;
    }

    void put(byte[] bytes) {
        take(bytes.length);
        Run run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (run == null || run.offset + run.length != counter) {
            take(RUN_COST);
            run = new Run(counter);
            runs.add(run);
        }
        if (run.length + bytes.length > run.bytes.length) {
            run.bytes = Arrays.copyOf(run.bytes, Math.max(run.bytes.length * 2, run.length + bytes.length));
        }
        System.arraycopy(bytes, 0, run.bytes, run.length, bytes.length);
        run.length += bytes.length;
        advance(bytes.length);
    }

    /** Fills up with a byte. */
    void fill(long count, int value) {
        if (count < 0 || count > LIMIT - counter) {
            throw new BadSource("a space of " + count + " bytes; expected from 0 to " + (LIMIT - counter));
        }
        if (value == 0 && count > HOLE) {
            advance(count);
            return;
        }
        if (count > MAX_STORED) {
            throw new BadSource("a space of " + count + " bytes that are not zero; expected at most " + MAX_STORED);
        }
        byte[] bytes = new byte[(int) count];
        Arrays.fill(bytes, (byte) value);
        put(bytes);
    }

    private void take(long count) {
        budget.take(count);
        taken += count;
    }

    private void advance(long count) {
        counter += count;
        size = Math.max(size, counter);
    }

    List<Program.Piece> pieces() {
        List<Program.Piece> pieces = new ArrayList<>();
        for (Run run : runs) {
            if (run.length > 0) {
                pieces.add(new Program.Piece(base + run.offset, Arrays.copyOf(run.bytes, run.length)));
            }
        }
        return pieces;
    }
}
