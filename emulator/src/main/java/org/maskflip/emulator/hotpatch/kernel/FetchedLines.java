package org.maskflip.emulator.hotpatch.kernel;

import java.util.BitSet;

/**
 * The 256-byte lines of a kernel's text from which instructions were executed, as it is, and as it would be if each second stage stood
 * behind its first one: everything behind a site is then 24 bytes farther on for each site before it, and a second stage is where
 * its site is.
 *
 * @param all lines of the text
 * @param ofStages those among them that hold second stages
 * @param inline lines if the stages were inline
 */
record FetchedLines(int all, int ofStages, int inline) {
    private static final int LINE = 256;

    static FetchedLines of(KernelMap map, long begin, BitSet executed) {
        BitSet lines = new BitSet();
        BitSet stages = new BitSet();
        BitSet inline = new BitSet();
        long areaBegin = map.stage(0);
        long areaEnd = map.stage(map.size());
        int sitesBefore = 0;
        for (int halfword = executed.nextSetBit(0); halfword >= 0; halfword = executed.nextSetBit(halfword + 1)) {
            long address = begin + 2L * halfword;
            while (sitesBefore < map.size() && map.site(sitesBefore) < address) {
                sitesBefore++;
            }
            int line = (int) ((address - begin) / LINE);
            lines.set(line);
            if (address >= areaBegin && address < areaEnd) {
                stages.set(line);
                int site = (int) ((address - areaBegin) / KernelMap.STAGE);
                long offset = (address - areaBegin) % KernelMap.STAGE;
                inline.set(line(map.site(site) - begin + (long) site * KernelMap.STAGE + FirstStage.LENGTH + offset));
            } else {
                inline.set(line(address - begin + (long) sitesBefore * KernelMap.STAGE));
            }
        }
        return new FetchedLines(lines.cardinality(), stages.cardinality(), inline.cardinality());
    }

    private static int line(long offset) {
        return (int) (offset / LINE);
    }
}
