package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.Snapshot;
import org.maskflip.emulator.machine.SnapshotFile;

/** Writes a snapshot of a running machine once its console shows a text. */
final class SnapshotTaker {
    private final Machine machine;
    private final BootConsole console;
    private final Path file;
    private final boolean isStopping;
    private final PrintWriter out;
    private final Thread thread = new Thread(this::run, "snapshot");

    /** Whether the console has shown the text. Guarded by this. */
    private boolean isDue;

    /** Guarded by this. */
    private boolean isWritten;

    /**
     * One that waits from {@link #start} on.
     *
     * @param isStopping whether the machine is stopped afterwards
     */
    SnapshotTaker(Machine machine, BootConsole console, Path file, boolean isStopping, PrintWriter out) {
        this.machine = machine;
        this.console = console;
        this.file = file;
        this.isStopping = isStopping;
        this.out = out;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for a snapshot that is being written; whether there is one in the end. */
    boolean finish() throws InterruptedException {
        synchronized (this) {
            if (!isDue) {
                out.println(file + ": not written: the console has not shown what --at says");
                return false;
            }
        }
        thread.join();
        synchronized (this) {
            return isWritten;
        }
    }

    private void run() {
        try {
            console.await();
            synchronized (this) {
                isDue = true;
            }
            Snapshot taken = machine.snapshot();
            if (isStopping) {
                machine.stop();
            }
            SnapshotFile.write(file, taken);
            synchronized (this) {
                isWritten = true;
            }
            out.printf(
                    "%s: snapshot of %d CPUs, %.1f MiB of storage in use, file of %.1f MiB%n",
                    file, taken.cpus(), taken.storedBytes() / 1048576.0, Files.size(file) / 1048576.0);
            out.flush();
        } catch (IOException | IllegalStateException e) {
            out.println(file + ": not written: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
