package org.maskflip.modelcheck.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the work is told to end, and the process ends when the one who did the work has said what there is to say, which is when
 * this is closed, or when it takes too long.
 */
final class InterruptHook implements AutoCloseable {
    /** How long a report may take, in seconds. */
    static final long PATIENCE_SECONDS = 10;

    private final Runnable end;
    private final Runnable silence;
    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread thread = new Thread(this::interrupted, "interrupted");

    /**
     * A hook that is in place until it is closed.
     *
     * @param end tells the work to end; called in a thread of its own
     * @param silence called if nothing was said in time
     */
    InterruptHook(Runnable end, Runnable silence) {
        this.end = end;
        this.silence = silence;
        Runtime.getRuntime().addShutdownHook(thread);
    }

    private void interrupted() {
        end.run();
        try {
            if (!said.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                silence.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is said. */
    @Override
    public void close() {
        said.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook with it.
        }
    }
}
