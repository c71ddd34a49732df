package org.maskflip.modelcheck.verdict;

import java.util.List;
import java.util.function.Function;

/**
 * One execution, step by step.
 *
 * @param moments in the order in which they happen
 */
public record Timeline(List<Moment> moments) {
    public Timeline {
        moments = List.copyOf(moments);
    }

    /**
     * A line per step: its number, the CPU, what it does, and which rules of Model Z it shows.
     *
     * @param place an address in words
     */
    public String text(Function<Moment, String> place) {
        StringBuilder text = new StringBuilder();
        int width = moments.stream()
                .mapToInt(each -> each.words().length() + place.apply(each).length() + 1)
                .max()
                .orElse(0);
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            String what = moment.words() + (moment.size() == 0 ? "" : " " + place.apply(moment));
            String rules = String.join(", ", moment.rules());
            String line =
                    String.format("%4d  CPU %d  %-" + Math.max(1, width) + "s  %s", i + 1, moment.cpu(), what, rules);
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The same with addresses as hexadecimal numbers. */
    public String text() {
        return text(moment -> "at " + Long.toHexString(moment.address()));
    }
}
