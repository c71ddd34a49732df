package org.maskflip.emulator.hotpatch.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.maskflip.emulator.loader.linux.KernelCode;

/** Figures of one group about some addresses, each an item of the same length. */
final class Tally {
    private final String group;
    private final List<Figure> figures;

    Tally(String group, List<Figure> figures) {
        this.group = group;
        this.figures = figures;
    }

    void add(String name, Number value) {
        figures.add(new Figure(group, name, value));
    }

    void percent(String name, long part, long whole) {
        if (whole != 0) {
            add(name, Math.round(10_000.0 * part / whole) / 100.0);
        }
    }

    void count(String name, long[] addresses, LongPredicate counts) {
        add(name, Arrays.stream(addresses).filter(counts).count());
    }

    /** How many items of so many bytes lie in two blocks of the given size. */
    void straddling(long[] addresses, int length, int block) {
        count("straddling " + block, addresses, address -> address / block != (address + length - 1) / block);
    }

    /** How many blocks hold at least one address, how many the fullest holds, and the mean of those that hold any. */
    void perBlock(long[] ascending, int block) {
        int blocks = 0;
        int inBlock = 0;
        int most = 0;
        for (int i = 0; i < ascending.length; i++) {
            boolean isNew = i == 0 || ascending[i] / block != ascending[i - 1] / block;
            blocks += isNew ? 1 : 0;
            inBlock = isNew ? 1 : inBlock + 1;
            most = Math.max(most, inBlock);
        }
        add("blocks of " + block + " with any", blocks);
        add("most in a block of " + block, most);
        if (blocks > 0) {
            add("mean in a block of " + block, Math.round(100.0 * ascending.length / blocks) / 100.0);
        }
    }

    /** The sites that a kernel has, ascending, each once. */
    static long[] sites(KernelCode code) {
        return Arrays.stream(code.sites())
                .filter(site -> site != 0)
                .sorted()
                .distinct()
                .toArray();
    }
}
