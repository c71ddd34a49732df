package org.maskflip.emulator.hotpatch.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.maskflip.emulator.loader.linux.KernelCode;
import org.maskflip.emulator.loader.linux.KernelCode.JumpLabel;

/**
 * The numbers about what shares a doubleword with a mask: each mask is written by storing the whole doubleword, so that whoever
 * changes another byte of it without the same lock may lose one of the changes, or make the writer of the mask lose it ({@code
 * update}).
 */
final class NeighbourFigures {
    private static final int JUMP_LABEL = 6;

    private final KernelCode code;
    private final List<Figure> figures;
    private final long[] sites;

    NeighbourFigures(KernelCode code, List<Figure> figures) {
        this.code = code;
        this.figures = figures;
        sites = Tally.sites(code);
    }

    void count() {
        Tally tally = new Tally("doubleword of the mask", figures);
        Set<Long> labels = doublewordsOfLabelMasks();
        Set<Long> alternatives = doublewordsOfAlternatives();
        tally.count("also holds the mask of a jump label", sites, site -> labels.contains(doublewordOfMask(site)));
        tally.count("also holds bytes of an alternative", sites, site -> alternatives.contains(doublewordOfMask(site)));
        tally.count("also holds the mask of another site", sites, this::isSiteBeside);
        tally.count("holds a whole function", sites, this::isWholeFunction);
        tally.count(
                "holds a whole function that has a symbol",
                sites,
                site -> isWholeFunction(site) && Arrays.binarySearch(code.functions(), site) >= 0);
        countLabels();
        if (code.kind() != KernelCode.Kind.MODULE) {
            new Tally("alternatives", figures)
                    .add("records", code.alternatives().size());
        }
    }

    /** The doublewords, by number, that hold the mask of a jump label. */
    private Set<Long> doublewordsOfLabelMasks() {
        return code.jumpLabels().stream()
                .map(label -> doubleword(label.address() + 1))
                .collect(Collectors.toSet());
    }

    /** The doublewords, by number, that hold a byte of an alternative. */
    private Set<Long> doublewordsOfAlternatives() {
        return code.alternatives().stream()
                .flatMap(alternative -> LongStream.rangeClosed(
                                doubleword(alternative.begin()), doubleword(alternative.end() - 1))
                        .boxed())
                .collect(Collectors.toSet());
    }

    private static long doubleword(long address) {
        return address >>> 3;
    }

    private static long doublewordOfMask(long site) {
        return doubleword(site + 1);
    }

    private boolean isSiteBeside(long site) {
        int index = Arrays.binarySearch(sites, site);
        return index + 1 < sites.length && doublewordOfMask(sites[index + 1]) == doublewordOfMask(site)
                || index > 0 && doublewordOfMask(sites[index - 1]) == doublewordOfMask(site);
    }

    /** Nothing but a return follows the first stage: another definition has replaced the function, or it is empty. */
    private boolean isWholeFunction(long site) {
        var behind = code.bytes(site + FirstStage.LENGTH, 2);
        return site % 8 == 0 && behind.hasRemaining() && behind.getShort(0) == 0x07FE;
    }

    private void countLabels() {
        Tally tally = new Tally("jump labels", figures);
        long[] labels = code.jumpLabels().stream().mapToLong(JumpLabel::address).toArray();
        tally.add("entries", labels.length);
        tally.count("off (c004)", labels, label -> FirstStage.of(code, label) == FirstStage.OFF);
        tally.count("on (c0f4)", labels, label -> FirstStage.of(code, label) == FirstStage.ON);
        for (int rest = 0; rest < 8; rest += 2) {
            int wanted = rest;
            tally.count("at " + rest + " modulo 8", labels, label -> label % 8 == wanted);
        }
        for (int block : new int[] {8, 256, 4096}) {
            tally.straddling(labels, JUMP_LABEL, block);
        }
    }
}
