package org.maskflip.modelcheck.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.maskflip.modelcheck.axiomatic.Picture;
import org.maskflip.modelcheck.axiomatic.Picture.Arrow;
import org.maskflip.modelcheck.axiomatic.Picture.Box;
import org.maskflip.modelcheck.axiomatic.Picture.Weight;
import org.maskflip.modelcheck.verdict.Moment;
import org.maskflip.modelcheck.verdict.Moment.Kind;
import org.maskflip.modelcheck.verdict.Timeline;

/**
 * One execution as a picture: a column per CPU, time downwards. Arrows lead from a CPU's step to its next, from a store to its way to
 * storage, and from there to the fetches that find it. Fetches of instructions that nobody changes are no boxes of their own; they
 * name the instruction in the next. Red is what a rule allows out of order.
 */
final class TimelinePicture {
    private static final String PROGRAM_ORDER = "po";
    private static final List<String> REORDERINGS = List.of("W-R", "F-prefetch", "F-piecemeal", "F-own");

    private final Timeline timeline;
    private final Function<Moment, String> places;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    /** The steps that have boxes, by box. */
    private final List<Moment> drawn = new ArrayList<>();

    private final Map<Integer, Integer> lastBoxes = new HashMap<>();
    private final Map<Integer, String> instructions = new HashMap<>();

    private TimelinePicture(Timeline timeline, Function<Moment, String> places) {
        this.timeline = timeline;
        this.places = places;
    }

    /**
     * The picture of a timeline.
     *
     * @param places a step's address in words, with the instruction that is fetched there
     */
    static Picture of(String title, Timeline timeline, Function<Moment, String> places) {
        TimelinePicture picture = new TimelinePicture(timeline, places);
        timeline.moments().forEach(picture::add);
        int cpus = timeline.moments().stream().mapToInt(Moment::cpu).max().orElse(-1) + 1;
        return new Picture(title, cpus, picture.boxes, picture.arrows);
    }

    private void add(Moment moment) {
        if (moment.kind() == Kind.INSTRUCTION_FETCH) {
            instructions.put(moment.cpu(), places.apply(moment).replaceFirst("^at ", ""));
            if (moment.rules().isEmpty() && !isChanged(moment)) {
                return;
            }
        }
        int number = boxes.size();
        boolean isReordered = moment.rules().stream().anyMatch(REORDERINGS::contains);
        String first = moment.kind() == Kind.DRAIN ? "" : instructions.getOrDefault(moment.cpu(), "");
        boxes.add(new Box(
                moment.cpu(),
                number,
                moment.rules().isEmpty() ? first : (first + "  [" + String.join(", ", moment.rules()) + "]").strip(),
                event(moment),
                isReordered ? Weight.CYCLE : Weight.PLAIN));
        drawn.add(moment);
        Integer before = moment.kind() == Kind.DRAIN ? null : lastBoxes.put(moment.cpu(), number);
        if (before != null) {
            arrows.add(new Arrow(before, number, PROGRAM_ORDER, Weight.PLAIN));
        }
        switch (moment.kind()) {
            case DRAIN -> arrow(number, storeOf(number), "queue");
            case FETCH, INTERLOCKED -> arrow(number, sourceOf(number), "rf");
            case INSTRUCTION_FETCH -> arrow(number, sourceOf(number), "irf");
            default -> {}
        }
    }

    private void arrow(int to, int from, String label) {
        if (from >= 0) {
            arrows.add(new Arrow(from, to, label, Weight.PLAIN));
        }
    }

    private String event(Moment moment) {
        String at = moment.size() == 0 || moment.kind() == Kind.INSTRUCTION_FETCH ? "" : " " + places.apply(moment);
        return moment.words().replaceFirst(", (?:not what|passing|with an own).*", "") + at;
    }

    private boolean isChanged(Moment fetch) {
        return timeline.moments().stream().anyMatch(each -> isStore(each) && overlap(each, fetch));
    }

    private static boolean isStore(Moment moment) {
        return moment.kind() == Kind.STORE || moment.kind() == Kind.DRAIN || moment.kind() == Kind.INTERLOCKED;
    }

    private static boolean overlap(Moment left, Moment right) {
        return left.address() < right.address() + right.size() && right.address() < left.address() + left.size();
    }

    /** The box of the latest store of the same CPU that covers what now reaches storage; -1 if none does. */
    private int storeOf(int drain) {
        Moment reached = drawn.get(drain);
        int found = -1;
        for (int i = drain - 1; i >= 0; i--) {
            Moment moment = drawn.get(i);
            boolean isStore = moment.kind() == Kind.STORE || moment.kind() == Kind.INTERLOCKED;
            if (isStore && moment.cpu() == reached.cpu() && overlap(moment, reached)) {
                found = moment.kind() == Kind.INTERLOCKED || moment.value() == reached.value() || found < 0 ? i : found;
            }
        }
        return found;
    }

    /** The box by which the value that is fetched came to storage; -1 if it was there at the start or is older. */
    private int sourceOf(int fetch) {
        Moment fetched = drawn.get(fetch);
        boolean isOld =
                fetched.rules().contains("F-prefetch") || fetched.rules().contains("F-own");
        for (int i = fetch - 1; i >= 0 && !isOld; i--) {
            Moment moment = drawn.get(i);
            boolean isReaching = moment.kind() == Kind.DRAIN
                    || moment.kind() == Kind.INTERLOCKED && !moment.rules().contains("specific");
            if (isReaching && overlap(moment, fetched)) {
                return i;
            }
        }
        return -1;
    }
}
