package org.maskflip.emulator.machine;

import org.maskflip.emulator.storage.order.OrderObserver;
import org.maskflip.emulator.trace.Event;
import org.maskflip.emulator.trace.TraceSink;

/** Tells a trace, and another observer if there is one, what the weak order does. */
record TracedStores(TraceSink trace, OrderObserver next) implements OrderObserver {
    @Override
    public void storeQueued(int cpu, long virtual, long absolute, int size, long value) {
        if (next != null) {
            next.storeQueued(cpu, virtual, absolute, size, value);
        }
    }

    @Override
    public void storeDrained(int cpu, long virtual, long absolute, int size, long value) {
        trace.accept(new Event.StoreDrained(cpu, virtual, absolute, size, value));
        if (next != null) {
            next.storeDrained(cpu, virtual, absolute, size, value);
        }
    }

    @Override
    public void copiesDiscarded(int cpu) {
        if (next != null) {
            next.copiesDiscarded(cpu);
        }
    }

    @Override
    public void staleByteChosen(int cpu, long virtual, long absolute, int value, int age) {
        if (next != null) {
            next.staleByteChosen(cpu, virtual, absolute, value, age);
        }
    }
}
