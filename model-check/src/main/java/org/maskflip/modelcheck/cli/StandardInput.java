package org.maskflip.modelcheck.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.machine.Machine;

/** Types the lines of standard input at a machine's console, on a thread of its own that nobody waits for. */
final class StandardInput {
    private final Machine machine;
    private final ConsoleMode console;

    private StandardInput(Machine machine, ConsoleMode console) {
        this.machine = machine;
        this.console = console;
    }

    /** Types from now on until standard input ends, which closes the machine's input. */
    static void typeAt(Machine machine, ConsoleMode console) {
        Thread reader = new Thread(new StandardInput(machine, console)::typeLines, "console-input");
        reader.setDaemon(true);
        reader.start();
    }

    private void typeLines() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                machine.type(console, line + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            machine.closeInput();
        }
    }
}
