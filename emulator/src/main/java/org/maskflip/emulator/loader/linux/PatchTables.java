package org.maskflip.emulator.loader.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.maskflip.emulator.loader.linux.KernelCode.JumpLabel;

/** The kernel's tables of places to be patched: what an entry looks like, and where the longest run of such entries is. */
final class PatchTables {
    /** The bytes of a jump label's entry: two distances from their own places, and a key. */
    static final int JUMP_LABEL = 16;

    private static final int LONGEST_ALTERNATIVE = 256;
    private static final int MOST_FACILITIES = 4096;
    /** The first word of a first stage as compiled; a halfword of zeros follows. */
    private static final int FIRST_STAGE_WORD = 0xC004_0000;

    private final long address;
    private final ByteBuffer kernel;

    PatchTables(long address, ByteBuffer kernel) {
        this.address = address;
        this.kernel = kernel;
    }

    /** The longest run of entries of so many bytes that are all what the predicate wants, beginning at a multiple of {@code step}. */
    Extent longest(int step, int size, LongPredicate isEntry) {
        long best = address;
        long bestEnd = address;
        long limit = address + kernel.capacity() - size;
        for (long at = address; at <= limit; at += step) {
            if (isEntry.test(at)) {
                long end = at;
                while (end <= limit && isEntry.test(end)) {
                    end += size;
                }
                if (end - at > bestEnd - best) {
                    best = at;
                    bestEnd = end;
                }
                at = end - step;
            }
        }
        return new Extent(best, bestEnd);
    }

    /** Whether the doubleword is the address of a first stage as compiled. */
    boolean isSite(long at) {
        long site = kernel.getLong(index(at));
        return (site & 1) == 0
                && isInside(site, 6)
                && kernel.getInt(index(site)) == FIRST_STAGE_WORD
                && kernel.getShort(index(site) + 4) == 0;
    }

    /** Whether the entry tells of a branch on condition, never or always, to the target that the entry names. */
    boolean isJumpLabel(long at) {
        long branch = at + kernel.getInt(index(at));
        long target = at + 4 + kernel.getInt(index(at) + 4);
        if ((branch & 1) != 0 || !isInside(branch, 6)) {
            return false;
        }
        int opcode = kernel.getShort(index(branch)) & 0xFFFF;
        return (opcode == 0xC004 || opcode == 0xC0F4) && branch + 2L * kernel.getInt(index(branch) + 2) == target;
    }

    /** Whether the record names an instruction and another place, a facility, and a length of whole halfwords. */
    boolean isAlternative(long at) {
        long original = at + kernel.getInt(index(at));
        long replacement = at + 4 + kernel.getInt(index(at) + 4);
        int facility = kernel.getShort(index(at) + 8) & 0xFFFF;
        int length = kernel.get(index(at) + 10) & 0xFF;
        return (original & 1) == 0
                && length >= 2
                && length % 2 == 0
                && length < LONGEST_ALTERNATIVE
                && facility < MOST_FACILITIES
                && original != replacement
                && isInside(original, length)
                && isInside(replacement, 0);
    }

    private boolean isInside(long wanted, int length) {
        return wanted >= address && wanted <= address + kernel.capacity() - length;
    }

    private int index(long at) {
        return (int) (at - address);
    }

    long[] doublewords(Extent table) {
        long[] found = new long[(int) (table.length() / Long.BYTES)];
        for (int i = 0; i < found.length; i++) {
            found[i] = kernel.getLong(index(table.begin()) + Long.BYTES * i);
        }
        return found;
    }

    List<JumpLabel> jumpLabels(Extent table) {
        List<JumpLabel> found = new ArrayList<>();
        for (long at = table.begin(); at + JUMP_LABEL <= table.end(); at += JUMP_LABEL) {
            found.add(new JumpLabel(at + kernel.getInt(index(at)), at + 4 + kernel.getInt(index(at) + 4)));
        }
        return found;
    }

    /** The originals of a table of records of the given size. */
    List<Extent> alternatives(Extent table, int size) {
        List<Extent> found = new ArrayList<>();
        for (long at = table.begin(); at + size <= table.end(); at += size) {
            long original = at + kernel.getInt(index(at));
            found.add(new Extent(original, original + (kernel.get(index(at) + 10) & 0xFF)));
        }
        return found;
    }
}
