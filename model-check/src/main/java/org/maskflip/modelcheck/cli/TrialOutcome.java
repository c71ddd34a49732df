package org.maskflip.modelcheck.cli;

import org.maskflip.emulator.machine.PatchRun;

/**
 * What a line of {@code verify} came to.
 *
 * @param tried seeds that were run, the first ones of the trial
 * @param found how many of them showed what {@link PatchTrial#isFound} looks for
 * @param fewest the fewest violations that any of the seeds showed, of those looked for
 * @param attempt the number of the seed that is shown: the first that found it, or else the last; 0 if none was run
 * @param result of that; {@code null} if there was no time for any
 */
record TrialOutcome(int tried, int found, long fewest, int attempt, PatchRun.Result result) {
    boolean isFound() {
        return found > 0;
    }

    /** Whether the time was up before the trial could say anything for certain. */
    boolean isUnknown(PatchTrial trial) {
        return result == null || !isFound() && (result.isUnknown() || tried < trial.seeds());
    }
}
