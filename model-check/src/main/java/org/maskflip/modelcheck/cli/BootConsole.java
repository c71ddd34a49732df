package org.maskflip.modelcheck.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.device.ConsoleSink;
import org.maskflip.emulator.hotpatch.TracerDisk;

/** Shows a kernel's console, and looks for what its lines tell: that a text has come, failures of the tests, warnings. */
final class BootConsole implements ConsoleSink {
    /** What stands in the lines with which a kernel complains of itself. */
    private static final List<String> WARNINGS =
            List.of("WARNING: ", "BUG: ", "kernel BUG at ", "rcu: INFO: ", "Oops: ");

    private final PrintWriter out;
    private final ConsoleMode shown;
    private final String awaited;
    private final CountDownLatch hasCome = new CountDownLatch(1);
    private final StringBuilder line = new StringBuilder();
    private int failures;
    private int warnings;

    /**
     * A console.
     *
     * @param shown the console to show; the other is ignored
     * @param awaited the text to look for, within one line
     */
    BootConsole(PrintWriter out, ConsoleMode shown, String awaited) {
        this.out = out;
        this.shown = shown;
        this.awaited = awaited;
    }

    @Override
    public synchronized void write(int cpu, ConsoleMode mode, String text) {
        if (mode != shown) {
            return;
        }
        out.print(text);
        out.flush();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                endLine();
            } else {
                line.append(text.charAt(i));
            }
        }
        if (line.indexOf(awaited) >= 0) {
            hasCome.countDown();
        }
    }

    private void endLine() {
        String whole = line.toString();
        line.setLength(0);
        if (whole.contains(awaited)) {
            hasCome.countDown();
        }
        if (whole.contains("maskflip: ") && TracerDisk.FAILURES.stream().anyMatch(whole::contains)) {
            failures++;
        }
        if (WARNINGS.stream().anyMatch(whole::contains)) {
            warnings++;
        }
    }

    /** The machine has ended: ends a line that it began. */
    synchronized void finish() {
        if (line.length() > 0) {
            out.println();
            endLine();
        }
    }

    /** Waits until the text has come; for ever if it never does. */
    void await() throws InterruptedException {
        hasCome.await();
    }

    /** As {@link #await()}, but not for longer than that; whether it has come. */
    boolean await(Duration limit) throws InterruptedException {
        return hasCome.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lines of the embedded disk that tell of a failure. */
    synchronized int failures() {
        return failures;
    }

    /** Warnings of the kernel. */
    synchronized int warnings() {
        return warnings;
    }
}
