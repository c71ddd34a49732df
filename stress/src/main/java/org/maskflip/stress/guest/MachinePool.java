package org.maskflip.stress.guest;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Machines of one program: building one takes longer than a thousand runs. A state takes its machine when it is made and gives it back
 * at its end; the harness makes the next state on the same thread right after that, so one machine waits on each thread, and the rest
 * behind a lock.
 */
final class MachinePool {
    private final String test;
    private final GuestMachine.Kind kind;
    private final Deque<GuestMachine> idle = new ArrayDeque<>();
    private final ThreadLocal<GuestMachine[]> near = ThreadLocal.withInitial(() -> new GuestMachine[1]);

    MachinePool(String test) {
        this.test = test;
        kind = new GuestMachine.Kind(test);
    }

    String test() {
        return test;
    }

    /** A machine at its beginning, which nobody else has. */
    GuestMachine take() {
        GuestMachine[] slot = near.get();
        GuestMachine machine = slot[0];
        slot[0] = null;
        return machine != null ? machine : takeIdle();
    }

    private synchronized GuestMachine takeIdle() {
        return idle.isEmpty() ? new GuestMachine(kind) : idle.pop();
    }

    /** Gives back a machine, which is at its beginning again. */
    void give(GuestMachine machine) {
        GuestMachine[] slot = near.get();
        if (slot[0] == null) {
            slot[0] = machine;
        } else {
            giveIdle(machine);
        }
    }

    private synchronized void giveIdle(GuestMachine machine) {
        idle.push(machine);
    }
}
