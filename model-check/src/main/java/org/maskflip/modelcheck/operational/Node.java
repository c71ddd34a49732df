package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.modelcheck.program.CpuState;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Interruption;
import org.maskflip.modelcheck.program.Stepper;

/** One CPU's own state, with the states that follow it as far as they are known: each is stepped to only once. */
final class Node {
    private final Family family;
    private final int id;
    private final CpuState state;
    private final int place;
    private final int group;
    private final Remembered<Long, Node> answered = new Remembered<>();
    private final Remembered<Interruption, Node> interrupted = new Remembered<>();

    // ORDER volatile: publishes the states that were fetched; pairs with itself in other threads. Without it: another
    // thread
    //   meets a record without content. Shown by: SearchTest, on several threads.
    private volatile Steps.Fetched asLoaded;

    // ORDER volatile: publishes the site and its facts; pairs with itself in other threads. Without it: another thread
    //   meets a site without facts. Shown by: SearchTest, on several threads.
    /** Where this is, once a CPU was here. Written once, under the foresight's lock. */
    private volatile Site site;

    /** The states of the CPUs of one program; a group of CPUs that begin alike shares them. */
    static final class Family {
        private final List<Interner<CpuState, Node>> interners = new ArrayList<>();
        private final GuestProgram program;
        private final Stepper stepper;
        private final Storage contents;

        Family(GuestProgram program) {
            this.program = program;
            stepper = new Stepper(program);
            contents = Storage.of(program.contents());
            program.cpus().forEach(cpu -> interners.add(new Interner<>()));
        }

        /** Where a CPU begins. */
        CpuState start(int cpu) {
            return stepper.initial(cpu);
        }

        Node initial(int cpu, int group) {
            return of(group, start(cpu));
        }

        private Node of(int group, CpuState state) {
            return interners.get(group).get(state, id -> new Node(this, id, group, state));
        }
    }

    private Node(Family family, int id, int group, CpuState state) {
        this.family = family;
        this.id = id;
        this.group = group;
        this.state = state;
        place = family.program.index(state.effect().address());
    }

    int id() {
        return id;
    }

    CpuState state() {
        return state;
    }

    Effect effect() {
        return state.effect();
    }

    /** Where the effect's first byte stands in storage; -1 if it has none. */
    int place() {
        return place;
    }

    /** For an instruction fetch: what comes of it where the instruction is as it was at the start. */
    Steps.Fetched asLoaded() {
        Steps.Fetched known = asLoaded;
        if (known == null) {
            known = Steps.fetched(this, family.contents);
            asLoaded = known;
        }
        return known;
    }

    /** {@code null} until it is known. */
    Site site() {
        return site;
    }

    void setSite(Site known) {
        site = known;
    }

    int group() {
        return group;
    }

    Node answer(long value) {
        Node known = answered.get(value);
        if (known == null) {
            known = family.of(group, family.stepper.advance(state, value));
            answered.put(value, known);
        }
        return known;
    }

    Node answer(long high, long low) {
        return family.of(group, family.stepper.advance(state, high, low));
    }

    Node interrupt(Interruption interruption) {
        Node known = interrupted.get(interruption);
        if (known == null) {
            known = family.of(group, family.stepper.interrupt(state, interruption));
            interrupted.put(interruption, known);
        }
        return known;
    }
}
