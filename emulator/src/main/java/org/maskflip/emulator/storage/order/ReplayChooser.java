package org.maskflip.emulator.storage.order;

/** Repeats the choices of a schedule, as {@link RecordingChooser#schedule} gives it; after its end it chooses 0. */
public final class ReplayChooser implements Chooser {
    private final int[] choices;
    private final int[] counts;
    private int run;
    private int done;
    private long position;

    /**
     * From a schedule.
     *
     * @throws IllegalArgumentException if the text is no schedule; the message says where
     */
    public ReplayChooser(String schedule) {
        String[] runs = schedule.isEmpty() ? new String[0] : schedule.split(",", -1);
        choices = new int[runs.length];
        counts = new int[runs.length];
        for (int i = 0; i < runs.length; i++) {
            int star = runs[i].indexOf('*');
            try {
                choices[i] = Integer.parseInt(star < 0 ? runs[i] : runs[i].substring(0, star));
                counts[i] = star < 0 ? 1 : Integer.parseInt(runs[i].substring(star + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(badRun(i, runs[i]), e);
            }
            if (choices[i] < 0 || counts[i] < 1) {
                throw new IllegalArgumentException(badRun(i, runs[i]));
            }
        }
    }

    private static String badRun(int index, String run) {
        return "schedule, item " + (index + 1) + " is \"" + run + "\", expected CHOICE or CHOICE*COUNT";
    }

    /**
     * The next choice.
     *
     * @throws IllegalStateException if the schedule chooses what is not there: it belongs to another run
     */
    @Override
    public int choose(int n, ChoiceKind kind) {
        if (run == choices.length) {
            return 0;
        }
        int choice = choices[run];
        if (choice >= n) {
            throw new IllegalStateException("choice " + position + " of the schedule is " + choice + " of " + n
                    + " for " + kind + ": the schedule belongs to another run");
        }
        position++;
        if (++done == counts[run]) {
            run++;
            done = 0;
        }
        return choice;
    }

    /** Whether every choice has been made. */
    public boolean isFinished() {
        return run == choices.length;
    }
}
