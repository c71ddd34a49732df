package org.maskflip.emulator.trace;

/** Takes events. Called on the thread of the CPU concerned: a sink of a machine on free threads is safe for several. */
@FunctionalInterface
public interface TraceSink {
    /** Takes one event. */
    void accept(Event event);
}
