package org.maskflip.modelcheck.operational;

import java.util.Arrays;

/** One state of the abstract machine: storage, and per CPU its own state, store queue, fetch windows and what is pending. */
public final class MachineState {
    /** Changed only by who made the copy, before anybody else sees it. */
    Storage storage;

    /** How many eager steps ended the transition that made this object; no part of the state. */
    int eager;

    final Node[] nodes;
    final Queue[] queues;
    final Windows[] windows;
    final Signals[] signals;

    MachineState(Storage storage, Node[] nodes, Queue[] queues, Windows[] windows, Signals[] signals) {
        this.storage = storage;
        this.nodes = nodes;
        this.queues = queues;
        this.windows = windows;
        this.signals = signals;
    }

    /** Whether another state of the same model is this one. */
    boolean isSame(MachineState that) {
        return storage == that.storage
                && Arrays.equals(nodes, that.nodes)
                && Arrays.equals(queues, that.queues)
                && Arrays.equals(windows, that.windows)
                && Arrays.equals(signals, that.signals);
    }

    MachineState copy() {
        int cpus = nodes.length;
        MachineState copy =
                new MachineState(storage, new Node[cpus], new Queue[cpus], new Windows[cpus], new Signals[cpus]);
        // Not clone(), which only the second of the JVM's compilers does by itself.
        System.arraycopy(nodes, 0, copy.nodes, 0, cpus);
        System.arraycopy(queues, 0, copy.queues, 0, cpus);
        System.arraycopy(windows, 0, copy.windows, 0, cpus);
        System.arraycopy(signals, 0, copy.signals, 0, cpus);
        return copy;
    }
}
