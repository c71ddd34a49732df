package org.maskflip.emulator.storage.order;

import java.util.Arrays;

/**
 * Passes choices on and keeps them as a schedule that {@link ReplayChooser} repeats. A schedule is text: the choices in order,
 * separated by commas, {@code choice*count} for runs, as in {@code 0*12,1,0*3,2}.
 */
public final class RecordingChooser implements Chooser {
    private final Chooser chooser;
    private short[] choices = new short[256];
    private int length;

    public RecordingChooser(Chooser chooser) {
        this.chooser = chooser;
    }

    @Override
    public int choose(int n, ChoiceKind kind) {
        int choice = chooser.choose(n, kind);
        if (length == choices.length) {
            choices = Arrays.copyOf(choices, 2 * length);
        }
        choices[length++] = (short) choice;
        return choice;
    }

    /** The choices so far. */
    public String schedule() {
        StringBuilder text = new StringBuilder();
        int end;
        for (int start = 0; start < length; start = end) {
            end = start + 1;
            while (end < length && choices[end] == choices[start]) {
                end++;
            }
            text.append(start == 0 ? "" : ",").append(choices[start]);
            if (end - start > 1) {
                text.append('*').append(end - start);
            }
        }
        return text.toString();
    }
}
