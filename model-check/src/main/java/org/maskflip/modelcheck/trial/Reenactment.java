package org.maskflip.modelcheck.trial;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.ChoiceKind;
import org.maskflip.emulator.storage.order.Chooser;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.verdict.Moment;
import org.maskflip.modelcheck.verdict.Moment.Kind;
import org.maskflip.modelcheck.verdict.Timeline;

/**
 * Plays one execution of the model on the weak machine, moment by moment: which CPU makes its next reference, which store reaches
 * storage, which copies an instruction fetch takes, when what is pending is taken. Each CPU has a thread, so that it can be held
 * between two references of one instruction; only one of them, or the director, is ever active.
 */
public final class Reenactment {
    /** The machine does not do what the execution says, or does something else before it. */
    public static final class Divergence extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Divergence(String message) {
            super(message);
        }
    }

    /** Ends a CPU's thread when everything is over. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Over() {
            super(null, null, false, false);
        }
    }

    /** Of the modes of copies: each part on its own. */
    private static final int MIXED = 2;

    private static final int MOST_UNITS_TO_REST = 16;

    private final TrialMachine machine;
    private final Actor[] actors;
    private final Semaphore director = new Semaphore(0);

    // The stage; handed on with the semaphores.
    private RuntimeException failure;
    private boolean isOver;

    private Reenactment(GuestProgram program) {
        actors = new Actor[program.cpus().size()];
        for (int cpu = 0; cpu < actors.length; cpu++) {
            actors[cpu] = new Actor(cpu);
        }
        machine = new TrialMachine(
                program,
                OrderKind.WEAK,
                Scheduler.DETERMINISTIC,
                cpu -> actors[cpu],
                new Stage(),
                (cpu, order) -> order);
    }

    /**
     * Plays an execution that comes to rest.
     *
     * @return the outcome on the machine
     * @throws Divergence if the machine does not follow; the message names the moment
     */
    public static Outcome play(GuestProgram program, Timeline execution) {
        Reenactment reenactment = new Reenactment(program);
        reenactment.machine.restore();
        try {
            for (Actor actor : reenactment.actors) {
                actor.thread.start();
            }
            reenactment.direct(execution.moments());
            return reenactment.outcome();
        } finally {
            reenactment.end();
        }
    }

    private void direct(List<Moment> moments) {
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            try {
                if (moment.kind() == Kind.DRAIN) {
                    if (!machine.drainAt(moment.cpu(), moment.address())) {
                        throw new Divergence("the machine's CPU has no such store");
                    }
                } else {
                    actors[moment.cpu()].act(moment, next(moments, i));
                }
            } catch (Divergence e) {
                throw new Divergence(
                        "step " + (i + 1) + ", CPU " + moment.cpu() + " " + moment.words() + ": " + e.getMessage());
            }
        }
    }

    /** The next moment of the same CPU; {@code null} if there is none. */
    private static Moment next(List<Moment> moments, int i) {
        for (int next = i + 1; next < moments.size(); next++) {
            Moment moment = moments.get(next);
            if (moment.cpu() == moments.get(i).cpu() && moment.kind() != Kind.DRAIN) {
                return moment;
            }
        }
        return null;
    }

    /** After the last moment, every CPU has only to find that it has come to its end. */
    private Outcome outcome() {
        for (Actor actor : actors) {
            actor.comeToRest();
        }
        long[] row = new long[machine.width()];
        machine.read(row);
        return machine.outcome(row);
    }

    private void end() {
        isOver = true;
        for (Actor actor : actors) {
            actor.turn.release();
        }
        for (Actor actor : actors) {
            try {
                actor.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One CPU: its thread, which waits for its moments, and the choices of its order. */
    private final class Actor implements Chooser {
        private final int cpu;
        private final Thread thread;
        private final Semaphore turn = new Semaphore(0);

        /** What the CPU is to do, or has done last. */
        private Moment moment;

        /** Whether it is still to be done. */
        private boolean isDue;

        /** What the CPU is to do after it; {@code null} if nothing. */
        private Moment following;

        /** The fetch of the instruction that the CPU is executing, and which piece of it the machine is at. */
        private Moment fetch;

        private long fetchedAt;
        private int fetchedSize;

        Actor(int cpu) {
            this.cpu = cpu;
            thread = new Thread(this::run, "cpu-" + cpu);
            thread.setDaemon(true);
        }

        // On the director's thread.

        private void act(Moment next, Moment afterwards) {
            moment = next;
            following = afterwards;
            isDue = true;
            handOver();
            if (isDue) {
                throw new Divergence("the machine's CPU does nothing");
            }
        }

        private void handOver() {
            turn.release();
            director.acquireUninterruptibly();
            if (failure != null) {
                throw failure;
            }
        }

        /** No moment is left: what the CPU may still do are units without any reference. */
        private void comeToRest() {
            moment = null;
            following = null;
            for (int i = 0; i < MOST_UNITS_TO_REST && machine.canGo(cpu); i++) {
                handOver();
            }
            if (machine.canGo(cpu) || machine.isQueued(cpu)) {
                throw new Divergence("after the last step: CPU " + cpu + " of the machine has not come to rest");
            }
        }

        // On its own thread.

        private void run() {
            turn.acquireUninterruptibly();
            try {
                while (!isOver) {
                    unit();
                    pause();
                }
            } catch (Over e) {
                return;
            } catch (Divergence e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new Divergence("the machine failed: " + e);
            }
            director.release();
        }

        private void unit() {
            if (machine.isEnding(cpu)) {
                machine.unit(cpu, 0);
            }
            if (moment == null || !machine.canGo(cpu)) {
                return;
            }
            boolean isTaken = moment.kind() == Kind.INTERRUPTION || moment.kind() == Kind.ORDER;
            int interest = isTaken ? moment.kind() == Kind.ORDER ? Attention.ORDERS : ~Attention.ORDERS : 0;
            isDue = !isTaken;
            machine.unit(cpu, interest);
        }

        /** Gives the stage back until the next moment of this CPU. */
        private void pause() {
            director.release();
            turn.acquireUninterruptibly();
            if (isOver) {
                throw new Over();
            }
        }

        /** The CPU is about to make a reference: it waits for the moment, and goes on within it. */
        private void before(Gate.Reference reference, long absolute, int size) {
            if (isWithin(reference, absolute, size) || isRepeated(reference) || isBreakingEvent(reference, absolute)) {
                return;
            }
            if (!isDue) {
                pause();
            }
            if (moment == null || !isDue) {
                throw new Divergence("the machine's CPU goes on: " + words(reference, absolute, size));
            }
            boolean isSame = isOf(reference) && (reference == Gate.Reference.SERIALIZE || moment.address() == absolute);
            if (!isSame) {
                throw new Divergence("the machine does something else: " + words(reference, absolute, size));
            }
            isDue = false;
            if (reference == Gate.Reference.INSTRUCTION_FETCH) {
                fetch = moment;
            }
        }

        /** What a CPU does without referring to storage happens behind a reference, and waits for its moment there. */
        private void after(Gate.Reference reference) {
            boolean isPiece = reference == Gate.Reference.INSTRUCTION_FETCH
                    && fetchedAt + fetchedSize < fetch.address() + fetch.size();
            while (!isPiece && following != null && isWithoutReference(following)) {
                pause();
                isDue = false;
            }
        }

        private static boolean isWithoutReference(Moment moment) {
            return moment.kind() == Kind.SIGNAL || moment.kind() == Kind.INTERNAL;
        }

        /** The rest of bytes that the model fetched together. */
        private boolean isWithin(Gate.Reference reference, long absolute, int size) {
            return fetch != null
                    && reference == Gate.Reference.INSTRUCTION_FETCH
                    && absolute > fetch.address()
                    && absolute + size <= fetch.address() + fetch.size();
        }

        /** The machine may serialize twice at once, before and after nothing, where the model does once. */
        private boolean isRepeated(Gate.Reference reference) {
            return reference == Gate.Reference.SERIALIZE
                    && !isDue
                    && moment != null
                    && moment.kind() == Kind.SERIALIZATION
                    && (following == null || following.kind() != Kind.SERIALIZATION);
        }

        /** The models do not keep the breaking-event address. */
        private boolean isBreakingEvent(Gate.Reference reference, long absolute) {
            return reference == Gate.Reference.STORE
                    && absolute == machine.cpu(cpu).registers().prefix() + PrefixArea.BREAKING_EVENT_ADDRESS;
        }

        private boolean isOf(Gate.Reference reference) {
            return switch (reference) {
                case INSTRUCTION_FETCH -> moment.kind() == Kind.INSTRUCTION_FETCH;
                case FETCH -> moment.kind() == Kind.FETCH;
                case STORE -> moment.kind() == Kind.STORE;
                case UPDATE -> moment.kind() == Kind.INTERLOCKED;
                case SERIALIZE -> moment.kind() == Kind.SERIALIZATION;
            };
        }

        private String words(Gate.Reference reference, long absolute, int size) {
            return reference == Gate.Reference.SERIALIZE
                    ? "serializes"
                    : String.format("%s of %d at %x", reference, size, absolute);
        }

        /** Stores leave the queue only when the execution says so, and nobody is held up. */
        @Override
        public int choose(int n, ChoiceKind kind) {
            return switch (kind) {
                case COPY_MODE -> MIXED;
                case OPERANDS -> 1;
                case OPERAND -> (int) moment.value();
                default -> 0;
            };
        }

        @Override
        public int chooseCopy(long[] copies, int n, long part, ChoiceKind kind) {
            int behind = (int) (fetchedAt - fetch.address());
            long wanted = fetch.value() << Byte.SIZE * (Long.BYTES - fetch.size()) << Byte.SIZE * behind;
            long counted = part & -1L << Byte.SIZE * (Long.BYTES - fetch.size() + behind);
            for (int i = 0; i < n; i++) {
                if ((copies[i] & counted) == (wanted & counted)) {
                    return i;
                }
            }
            throw new Divergence("the machine has no such copy");
        }
    }

    /** Holds the CPUs between their references. */
    private final class Stage implements Gate {
        @Override
        public void before(int cpu, Reference reference, long absolute, int size) {
            Actor actor = actors[cpu];
            if (Thread.currentThread() != actor.thread) {
                return; // The machine is being brought to its initial state.
            }
            actor.before(reference, absolute, size);
            if (reference == Reference.INSTRUCTION_FETCH) {
                actor.fetchedAt = absolute;
                actor.fetchedSize = size;
            }
        }

        @Override
        public void after(int cpu, Reference reference) {
            Actor actor = actors[cpu];
            if (Thread.currentThread() == actor.thread) {
                actor.after(reference);
            }
        }

        @Override
        public boolean isFetchingAnew() {
            return true;
        }
    }
}
