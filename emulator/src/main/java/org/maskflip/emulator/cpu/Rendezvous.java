package org.maskflip.emulator.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.maskflip.emulator.interrupt.Attention;

/**
 * Synchronous requests of one CPU to all others of the machine: what IPTE, IDTE and CSP need. A request is served by each CPU on
 * its own thread between two instructions; for a CPU that is away the initiator serves it, and no CPU comes back in the middle of
 * that. One request is under way at a time; who waits for its turn serves the others' meanwhile, so that initiators never wait for
 * each other. Where all CPUs share one thread they all count as away, and requests are served directly.
 *
 * <p>Source: PoP chapter 10, "Invalidate Page Table Entry" and "Compare and Swap and Purge".
 */
public final class Rendezvous {
    /** What a CPU is asked to do. */
    @FunctionalInterface
    public interface Action {
        /** Acts on a CPU that executes nothing meanwhile. */
        void perform(Cpu cpu);
    }

    /** One request to all CPUs but its initiator. */
    static final class Request {
        private final Action action;

        /** Counts the CPUs that have yet to serve it. */
        private final CountDownLatch unserved;

        /** Opens when the CPUs that have served it may go on. */
        private final CountDownLatch held;

        Request(Action action, int others, int holds) {
            this.action = action;
            unserved = new CountDownLatch(others);
            held = new CountDownLatch(holds);
        }

        private void perform(Cpu cpu) {
            cpu.order().drain();
            action.perform(cpu);
            unserved.countDown();
        }

        /** On the CPU's own thread. */
        void serve(Cpu cpu) {
            perform(cpu);
            await(held);
        }
    }

    private static final int SPINS = 500;
    private static final long PAUSE_NANOS = 20_000;

    private final List<Cpu> cpus = new CopyOnWriteArrayList<>();

    /** Held by the initiator of the request that is under way. */
    private final ReentrantLock turn = new ReentrantLock();

    /** CPUs that wait for their turn, each within an instruction. Guarded by this. */
    private int waiting;

    void add(Cpu cpu) {
        cpus.add(cpu);
    }

    /**
     * Has every other CPU perform the action between two of its instructions, when its earlier stores are in storage, and returns
     * when all have.
     *
     * @param initiator the CPU on whose thread this is called, or {@code null} if it is none of a CPU: then all are asked
     */
    public void onOthers(Cpu initiator, Action action) {
        takeTurn(initiator);
        try {
            List<Cpu> others = others(initiator);
            Request request = new Request(action, others.size(), 0);
            for (Cpu cpu : others) {
                if (ask(cpu, request)) {
                    cpu.presence().unlock();
                }
            }
            await(request.unserved);
        } finally {
            turn.unlock();
        }
    }

    /** Runs the section while no other CPU executes anything and the stores of all others are in storage. */
    public void exclusively(Cpu initiator, Runnable section) {
        takeTurn(initiator);
        List<Cpu> locked = new ArrayList<>();
        List<Cpu> others = others(initiator);
        Request request = new Request(cpu -> {}, others.size(), 1);
        try {
            for (Cpu cpu : others) {
                if (ask(cpu, request)) {
                    locked.add(cpu);
                }
            }
            await(request.unserved);
            section.run();
        } finally {
            locked.forEach(cpu -> cpu.presence().unlock());
            request.held.countDown();
            turn.unlock();
        }
    }

    /**
     * As {@link #exclusively} for who is no CPU, but only if every CPU stands between two instructions: one that waits for its turn
     * here is within one.
     *
     * @return whether the section ran
     */
    public boolean betweenInstructions(Runnable section) {
        boolean[] ran = {false};
        exclusively(null, () -> {
            if (waiting() == 0) {
                section.run();
                ran[0] = true;
            }
        });
        return ran[0];
    }

    private synchronized int waiting() {
        return waiting;
    }

    private synchronized void count(int change) {
        waiting += change;
    }

    private List<Cpu> others(Cpu initiator) {
        List<Cpu> others = new ArrayList<>(cpus);
        others.remove(initiator);
        return others;
    }

    /** Serves the request for a CPU that is away, and returns true with its presence locked; or leaves it to the CPU. */
    private static boolean ask(Cpu cpu, Request request) {
        Presence presence = cpu.presence();
        presence.lock();
        if (presence.isAway()) {
            request.perform(cpu);
            return true;
        }
        presence.ask(request);
        presence.unlock();
        cpu.pending().raise(Attention.RENDEZVOUS);
        return false;
    }

    private void takeTurn(Cpu initiator) {
        if (turn.tryLock()) {
            return;
        }
        if (initiator == null) {
            for (int spins = 0; !turn.tryLock(); spins++) {
                pause(spins);
            }
            return;
        }
        count(1);
        for (int spins = 0; !turn.tryLock(); spins++) {
            initiator.serveRendezvous();
            pause(spins);
        }
        count(-1);
    }

    private static void await(CountDownLatch latch) {
        for (int spins = 0; latch.getCount() != 0; spins++) {
            pause(spins);
        }
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
