package org.maskflip.emulator.cpu;

import java.util.Arrays;
import java.util.List;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * The prefetched copy of a block's instructions that one CPU holds: a translation, and when the CPU fetched its bytes last. A copy
 * of an earlier epoch is fetched anew, whole doublewords at a time, before it is executed; if storage holds other instructions
 * then, it is of no more use. Source: Model Z, F-discard and F-prefetch.
 */
final class BlockCopy {
    private static final int DOUBLEWORDS = 4096 / 8;

    final Translation translation;

    /** The number of instructions. */
    final int size;

    final int[] masks;

    /** The {@code copyEpoch()} under which the bytes were fetched. */
    long epoch = InstructionCopy.NEVER;

    /** Offsets in the page of the doublewords that the instructions stand in. */
    private final int[] offsets;

    private final long[] expected;
    private final long[] significant;

    /** For each branch whose mask is data: the doubleword, and how far its mask is to be shifted. */
    private final int[] maskPlaces;

    private final int[] maskShifts;

    BlockCopy(Translation translation) {
        this.translation = translation;
        List<Decoded> instructions = translation.instructions();
        size = instructions.size();
        long[] bytes = new long[DOUBLEWORDS];
        long[] bits = new long[DOUBLEWORDS];
        int[] maskOffsets = new int[size];
        int count = 0;
        for (Decoded instruction : instructions) {
            int offset = (int) instruction.address() & 0xFFF;
            for (int i = 0; i < instruction.length(); i++) {
                put(bytes, bits, offset + i, instruction.bytes() >>> 56 - 8 * i, 0xFF);
            }
            if (BlockTranslator.isMaskData(instruction)) {
                put(bytes, bits, offset + 1, instruction.bytes() >>> 48 & 0x0F, 0x0F);
                maskOffsets[count++] = offset + 1;
            }
        }
        offsets = doublewords(bits);
        expected = Arrays.stream(offsets).mapToLong(at -> bytes[at >> 3]).toArray();
        significant = Arrays.stream(offsets).mapToLong(at -> bits[at >> 3]).toArray();
        masks = new int[count];
        maskPlaces = new int[count];
        maskShifts = new int[count];
        for (int i = 0; i < count; i++) {
            maskPlaces[i] = Arrays.binarySearch(offsets, maskOffsets[i] & ~7);
            maskShifts[i] = 60 - 8 * (maskOffsets[i] & 7);
        }
    }

    private static void put(long[] bytes, long[] bits, int offset, long value, long mask) {
        int shift = 56 - 8 * (offset & 7);
        int at = offset >> 3;
        bytes[at] = bytes[at] & ~(0xFFL << shift) | (value & 0xFF) << shift;
        bits[at] = bits[at] & ~(0xFFL << shift) | mask << shift;
    }

    private static int[] doublewords(long[] bits) {
        int[] found = new int[DOUBLEWORDS];
        int count = 0;
        for (int i = 0; i < DOUBLEWORDS; i++) {
            if (bits[i] != 0) {
                found[count++] = 8 * i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * Fetches the bytes anew.
     *
     * @return whether they are still those that were translated, but for masks that are data
     */
    boolean fetch(StorageOrder order, InstructionCache.Page page) {
        long now = order.copyEpoch();
        int nextMask = 0;
        for (int i = 0; i < offsets.length; i++) {
            long bytes = order.fetchInstruction(page.virtual + offsets[i], page.absolute + offsets[i], Long.BYTES);
            if (((bytes ^ expected[i]) & significant[i]) != 0) {
                return false;
            }
            while (nextMask < masks.length && maskPlaces[nextMask] == i) {
                masks[nextMask] = (int) (bytes >>> maskShifts[nextMask]) & 0xF;
                nextMask++;
            }
        }
        // A fetch may itself begin a new epoch; then these copies count as taken before it, and are fetched again.
        epoch = now;
        return true;
    }
}
