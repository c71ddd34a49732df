package org.maskflip.stress.guest;

/** The state of a guest test: a machine. The harness makes a state for each sample; the machine is used again. */
public abstract class GuestState {
    // ORDER volatile: publishes the pool, which the first state of the process makes; a process of the harness runs one
    // test.
    private static volatile MachinePool pool;

    private final GuestMachine machine;

    /** A machine with the program of {@link #test}. */
    protected GuestState() {
        machine = pool(test()).take();
    }

    /** The name of the litmus test: a constant. */
    protected abstract String test();

    private static MachinePool pool(String test) {
        MachinePool present = pool;
        return present != null && present.test().equals(test) ? present : make(test);
    }

    private static synchronized MachinePool make(String test) {
        if (pool == null || !pool.test().equals(test)) {
            // ORDER volatile: see the field.
            pool = new MachinePool(test);
        }
        return pool;
    }

    /** Runs a CPU. */
    protected final void run(int cpu) {
        machine.run(cpu);
    }

    /** What came out. The machine is at its beginning again, and somebody else's. */
    protected final String end() {
        String outcome = machine.end();
        pool.give(machine);
        return outcome;
    }
}
