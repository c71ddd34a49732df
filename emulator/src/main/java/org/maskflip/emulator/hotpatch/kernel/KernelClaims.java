package org.maskflip.emulator.hotpatch.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Predicate;
import org.maskflip.emulator.loader.linux.KernelCode;

/**
 * What a run says about the claims of the commit that brought hotpatching to Linux for s390.
 *
 * @param figures what was measured, a group for each claim
 * @param claims the claims
 */
public record KernelClaims(List<Figure> figures, List<Claim> claims) {
    /** More flips than that are an update of all sites. */
    private static final long ALL_SITES = 1000;

    /** Whether a claim is true of the kernel that ran. */
    public enum Verdict {
        HOLDS,
        DOES_NOT_HOLD,
        /** The run had no occasion. */
        NOT_MEASURED
    }

    /**
     * A claim.
     *
     * @param group the group of figures about it
     * @param text in our words
     */
    public record Claim(String group, String text, Verdict verdict) {}

    /** Whether there was an occasion to measure every claim. */
    public boolean isComplete() {
        return claims.stream().noneMatch(claim -> claim.verdict() == Verdict.NOT_MEASURED);
    }

    /** The claims, by a meter and a monitor of the same run. */
    public static KernelClaims of(KernelCode code, ClaimMeter meter, KernelReport report) {
        KernelClaims made = new KernelClaims(new ArrayList<>(), new ArrayList<>());
        made.stopMachine(meter, report);
        made.signals(meter, report);
        made.share(code);
        made.whenOff(meter);
        made.lines(meter);
        made.sameUnderStopMachine(meter);
        return new KernelClaims(List.copyOf(made.figures), List.copyOf(made.claims));
    }

    private void claim(String group, String text, boolean isMeasured, boolean isTrue) {
        Verdict verdict = !isMeasured ? Verdict.NOT_MEASURED : isTrue ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
        claims.add(new Claim(group, text, verdict));
    }

    private void stopMachine(ClaimMeter meter, KernelReport report) {
        Tally tally = new Tally("stop_machine", figures);
        tally.add("updates", report.updates().size());
        tally.add("calls of stop_machine in updates", meter.stopsInUpdates());
        claim(
                "stop_machine",
                "the tracer is switched without stop_machine",
                !report.updates().isEmpty(),
                meter.stopsInUpdates() == 0);
    }

    private void signals(ClaimMeter meter, KernelReport report) {
        Tally tally = new Tally("signals", figures);
        LongSummaryStatistics one = signals(tally, "one site", report, update -> update.flips() == 1);
        LongSummaryStatistics all = signals(tally, "all sites", report, update -> update.flips() > ALL_SITES);
        long most = Math.max(one.getMax(), all.getMax());
        claim(
                "signals",
                "an update of any number of sites ends with one signal to each other CPU at most, and not with none",
                one.getCount() > 0 && all.getCount() > 0,
                most > 0 && most < meter.cpus());
    }

    private static LongSummaryStatistics signals(
            Tally tally, String which, KernelReport report, Predicate<KernelReport.Update> wanted) {
        LongSummaryStatistics signals = report.updates().stream()
                .filter(wanted)
                .mapToLong(KernelReport.Update::signals)
                .summaryStatistics();
        tally.add("updates of " + which, signals.getCount());
        if (signals.getCount() > 0) {
            tally.add("fewest SIGPs in an update of " + which, signals.getMin());
            tally.add("most SIGPs in an update of " + which, signals.getMax());
            tally.add(
                    "most stores in an update of " + which,
                    report.updates().stream()
                            .filter(wanted)
                            .mapToLong(KernelReport.Update::stores)
                            .max()
                            .orElse(0));
        }
        return signals;
    }

    private void share(KernelCode code) {
        String group = "size of second stages";
        double image = 0;
        for (Figure figure : KernelAudit.of(code).figures()) {
            if (figure.group().equals("second stages")
                    && (figure.name().startsWith("per cent") || figure.name().equals("bytes reserved"))) {
                figures.add(new Figure(group, figure.name(), figure.value()));
                if (figure.name().equals("per cent of the image without bss")) {
                    image = figure.value().doubleValue();
                }
            }
        }
        claim(group, "second stages are about 1.5 per cent of the kernel's image", image > 0, image < 2);
    }

    private void whenOff(ClaimMeter meter) {
        String group = "while the tracer is off";
        phase(new Tally(group, figures), meter, ClaimMeter.Phase.OFF);
        phase(new Tally("while all sites are on", figures), meter, ClaimMeter.Phase.ALL);
        claim(
                group,
                "nothing but first stages is executed, none of them taken",
                meter.hasSeen(ClaimMeter.Phase.OFF),
                meter.secondStages(ClaimMeter.Phase.OFF) + meter.thirdStages(ClaimMeter.Phase.OFF) == 0);
    }

    private static void phase(Tally tally, ClaimMeter meter, ClaimMeter.Phase phase) {
        tally.add("instructions", meter.instructions(phase));
        tally.add("instructions of the kernel", meter.kernelInstructions(phase));
        tally.add("first stages", meter.firstStages(phase));
        tally.percent("first stages, per cent of instructions", meter.firstStages(phase), meter.instructions(phase));
        tally.percent(
                "first stages, per cent of the kernel's", meter.firstStages(phase), meter.kernelInstructions(phase));
        tally.add("second stages", meter.secondStages(phase));
        tally.add("third stages", meter.thirdStages(phase));
    }

    private void lines(ClaimMeter meter) {
        String group = "256-byte lines fetched";
        Tally tally = new Tally(group, figures);
        FetchedLines off = meter.lines(ClaimMeter.Phase.OFF);
        FetchedLines on = meter.lines(ClaimMeter.Phase.ALL);
        tally.add("tracer off", off.all());
        tally.add("tracer off, of second stages", off.ofStages());
        tally.add("tracer off, were the stages inline", off.inline());
        tally.add("all sites on", on.all());
        tally.add("all sites on, of second stages", on.ofStages());
        tally.add("all sites on, were the stages inline", on.inline());
        claim(
                group,
                "off, second stages take no place in the instruction cache, as they would inline",
                off.all() > 0 && on.all() > 0,
                off.all() < off.inline() && off.ofStages() <= 1);
    }

    private void sameUnderStopMachine(ClaimMeter meter) {
        String group = "the same by stop_machine";
        Tally tally = new Tally(group, figures);
        ClaimMeter.Stay held = meter.held();
        ClaimMeter.Stay synchronizing = meter.synchronizing();
        tally.add("calls of stop_machine", meter.stops());
        tally.add("times a CPU was held", held.times);
        tally.add("instructions a CPU was held, mean", mean(held));
        tally.add("instructions a CPU was held, most", held.longest);
        tally.add("times a CPU synchronized instead", synchronizing.times);
        tally.add("instructions a CPU synchronized, mean", mean(synchronizing));
        tally.add("instructions a CPU synchronized, most", synchronizing.longest);
        claim(
                group,
                "stop_machine holds the other CPUs for longer than a synchronization by signal takes them",
                held.times > 0 && synchronizing.times > 0,
                mean(held) > mean(synchronizing));
    }

    private static long mean(ClaimMeter.Stay stay) {
        return stay.times == 0 ? 0 : Math.round((double) stay.instructions / stay.times);
    }
}
