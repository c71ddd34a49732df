/**
 * The command {@code maskflip stress}: which tests a run consists of, running them, and what their results mean.
 *
 * <p>It must not know what a test tests: it sees names, numbers of actors, outcomes and their grades.
 *
 * <p>Implements nothing of the manual. Everything of the harness that is not meant for users of it (plans, forks, schedulers) is
 * reached from {@link org.maskflip.stress.drive.Harness} only.
 */
package org.maskflip.stress.drive;
