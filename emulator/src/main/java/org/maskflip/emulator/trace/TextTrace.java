package org.maskflip.emulator.trace;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one line per event: the CPU, what happened, and the numbers in hexadecimal. Safe for several threads. */
public final class TextTrace implements TraceSink {
    private final Appendable out;

    /** A trace into {@code out}, which is neither flushed nor closed by it. */
    public TextTrace(Appendable out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(Event event) {
        try {
            out.append(line(event)).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of an event, without its end. */
    public static String line(Event event) {
        return "cpu " + event.cpu() + " " + words(event);
    }

    private static String words(Event event) {
        if (event instanceof Event.InstructionExecuted e) {
            String bytes = String.format("%016x", e.bytes()).substring(0, 2 * e.length());
            String next = e.next() == e.address() + e.length() ? "" : String.format(" -> %x", e.next());
            return String.format("%016x  %-12s  %s%s", e.address(), bytes, e.mnemonic(), next);
        }
        if (event instanceof Event.InterruptionTaken e) {
            return String.format(
                    "%s interruption, code %x: %x -> %x",
                    e.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    e.code(),
                    e.oldAddress(),
                    e.newAddress());
        }
        if (event instanceof Event.SignalSent e) {
            String status = e.conditionCode() == 1 ? String.format(", status %x", e.status()) : "";
            return String.format(
                    "signals cpu %d: order %02x, parameter %x: cc %d%s",
                    e.target(), e.order(), e.parameter(), e.conditionCode(), status);
        }
        if (event instanceof Event.StoreDrained e) {
            String by = e.virtual() == -1 ? "real" : String.format("%x", e.virtual());
            return String.format("store in storage: %x (by %s), %d bytes, %x", e.absolute(), by, e.size(), e.value());
        }
        if (event instanceof Event.StateChanged e) {
            return e.from() + " -> " + e.to() + (e.reason().isEmpty() ? "" : ": " + e.reason());
        }
        Event.ConsoleWritten e = (Event.ConsoleWritten) event;
        return e.console() + " console: "
                + e.text().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
