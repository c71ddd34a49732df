package org.maskflip.emulator.hotpatch.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.maskflip.emulator.loader.linux.Extent;
import org.maskflip.emulator.loader.linux.KernelCode;

/** The numbers about second stages: what they take, and where they lie. */
final class StageFigures {
    /** The bytes of a second stage. */
    static final int STAGE = 24;

    private static final int REST = 8;
    private static final int INTERCEPTOR = 16;
    private static final int PAGE = 4096;

    private final KernelCode code;
    private final List<Figure> figures;
    private final long[] sites;

    StageFigures(KernelCode code, List<Figure> figures) {
        this.code = code;
        this.figures = figures;
        sites = Tally.sites(code);
    }

    void count() {
        Tally tally = new Tally("second stages", figures);
        long needed = (long) sites.length * STAGE;
        tally.add("bytes needed", needed);
        if (code.kind() == KernelCode.Kind.MODULE) {
            tally.add("pages when loaded", (needed + PAGE - 1) / PAGE);
            return;
        }
        long dead = Arrays.stream(sites).filter(code.initText()::contains).count() * STAGE;
        tally.add("bytes reserved", code.stages().length());
        tally.add("bytes of sites dropped after start-up", dead);
        countShares(tally);
        countDistances(tally);
        countPlaces();
    }

    private void countShares(Tally tally) {
        long stages = code.stages().length();
        Extent text = code.text();
        tally.add("bytes of text", text.length());
        tally.percent("per cent of text", stages, text.length());
        tally.percent("per cent of text without them", stages, text.length() - stages);
        code.readOnlyEnd()
                .ifPresent(end -> tally.percent("per cent of text and read-only data", stages, end - text.begin()));
        code.imageEnd()
                .ifPresent(end -> tally.percent("per cent of the image without bss", stages, end - text.begin()));
        code.end().ifPresent(end -> tally.percent("per cent of the image with bss", stages, end - text.begin()));
    }

    /** The kernel gives the stages to the sites in the order of their addresses. */
    private void countDistances(Tally tally) {
        long begin = code.stages().begin();
        LongStream first =
                java.util.stream.IntStream.range(0, sites.length).mapToLong(i -> begin + (long) i * STAGE - sites[i]);
        var range = first.summaryStatistics();
        if (range.getCount() > 0) {
            tally.add("least distance from the first stage", range.getMin());
            tally.add("greatest distance from the first stage", range.getMax());
            code.thirdStages().forEach((name, address) -> {
                tally.add("least distance to " + name, address - (begin + (sites.length - 1L) * STAGE));
                tally.add("greatest distance to " + name, address - begin);
            });
        }
    }

    private void countPlaces() {
        Tally tally = new Tally("placement of second stages", figures);
        long[] stages = LongStream.iterate(code.stages().begin(), address -> address + STAGE)
                .limit(code.stages().length() / STAGE)
                .toArray();
        long[] interceptors = Arrays.stream(stages).map(s -> s + INTERCEPTOR).toArray();
        long[] pairs = Arrays.stream(stages).map(s -> s + REST).toArray();
        new Tally("interceptors", figures).straddling(interceptors, Long.BYTES, 8);
        Tally pair = new Tally("pairs fetched by LMG", figures);
        for (int block : new int[] {16, 256, PAGE}) {
            pair.straddling(pairs, 2 * Long.BYTES, block);
        }
        tally.add("stages", stages.length);
        tally.straddling(stages, STAGE, 256);
    }
}
