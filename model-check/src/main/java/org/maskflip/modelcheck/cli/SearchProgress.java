package org.maskflip.modelcheck.cli;

import java.io.PrintStream;
import org.maskflip.modelcheck.explore.Progress;

/**
 * How far a search is: a line on a terminal, now and then; nothing anywhere else. And Ctrl-C: the search ends with what it has, and
 * the process ends when that is said.
 */
final class SearchProgress implements Progress, AutoCloseable {
    private static final long EVERY_NANOS = 200_000_000L;
    private static final String ERASE = "\r\033[K";

    private final PrintStream terminal;
    private final InterruptHook hook = new InterruptHook(this::stop, () -> {});
    private String test = "";
    private long begin;
    private long shown;

    // ORDER volatile: tells the searching threads that the user has had enough; pairs with itself in isStopped.
    //   Without it: Ctrl-C may be noticed late. Shown by: ExploreCommandTest, which stops a search from another thread.
    private volatile boolean isStopped;

    /** Progress on a stream that is a terminal; {@code null} for none. */
    SearchProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Progress for the process: on its error stream if that is a terminal, as far as Java can tell. */
    static SearchProgress ofProcess() {
        return new SearchProgress(VerifyReport.isTerminal() ? System.err : null);
    }

    /** A test begins. */
    void begin(String name) {
        test = name;
        begin = System.nanoTime();
        shown = begin;
    }

    void stop() {
        // ORDER volatile: see the field.
        isStopped = true;
    }

    @Override
    public boolean isStopped() {
        // ORDER volatile: see the field.
        return isStopped;
    }

    @Override
    public void level(long states, long frontier, int depth) {
        long now = System.nanoTime();
        if (terminal == null || now - shown < EVERY_NANOS) {
            return;
        }
        shown = now;
        double seconds = (now - begin) / 1e9;
        terminal.printf(
                "%s%s: %,d states, %,d in the queue, %,.0f states/s", ERASE, test, states, frontier, states / seconds);
        terminal.flush();
    }

    /** The line goes. */
    void end() {
        if (terminal != null) {
            terminal.print(ERASE);
            terminal.flush();
        }
    }

    /** All is said. */
    @Override
    public void close() {
        hook.close();
    }
}
