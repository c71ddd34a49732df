package org.maskflip.modelcheck.operational;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
    private final Map<Long, Node> answered = new ConcurrentHashMap<>(2);
    private final Map<Interruption, Node> interrupted = new ConcurrentHashMap<>(1);

    /** Per group of CPUs: where this is, once such a CPU was here. Each is written once, under the foresight's lock. */
    private final AtomicReferenceArray<Site> sites;

    /** The states of the CPUs of one program. */
    static final class Family {
        private final Interner<CpuState, Node> interner = new Interner<>();
        private final GuestProgram program;
        private final Stepper stepper;

        Family(GuestProgram program) {
            this.program = program;
            stepper = new Stepper(program);
        }

        Node initial(int cpu) {
            return of(stepper.initial(cpu));
        }

        private Node of(CpuState state) {
            return interner.get(state, id -> new Node(this, id, state));
        }
    }

    private Node(Family family, int id, CpuState state) {
        this.family = family;
        this.id = id;
        this.state = state;
        place = family.program.index(state.effect().address());
        sites = new AtomicReferenceArray<>(family.program.cpus().size());
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

    Site site(int group) {
        // ORDER acquire: the site is whole when it is seen; pairs with release in setSite.
        //   Without it: another thread meets a site without facts. Shown by: SearchTest, on several threads.
        return sites.getAcquire(group);
    }

    void setSite(int group, Site site) {
        // ORDER release: publishes the site and its facts; pairs with acquire in site.
        //   Without it: another thread meets a site without facts. Shown by: SearchTest, on several threads.
        sites.setRelease(group, site);
    }

    Node answer(long value) {
        Node known = answered.get(value);
        if (known == null) {
            known = family.of(family.stepper.advance(state, value));
            answered.put(value, known);
        }
        return known;
    }

    Node answer(long high, long low) {
        return family.of(family.stepper.advance(state, high, low));
    }

    Node interrupt(Interruption interruption) {
        return interrupted.computeIfAbsent(interruption, taken -> family.of(family.stepper.interrupt(state, taken)));
    }
}
