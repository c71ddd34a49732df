package org.maskflip.modelcheck.axiomatic;

import java.util.Set;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.axiomatic.Event.Role;

/** Which events of one CPU come before which, by which rule: {@code ppo} of Model Z, section 5, with what section 1 adds. */
final class ProgramOrder {
    private final Set<Variation> variations;

    ProgramOrder(Set<Variation> variations) {
        this.variations = variations;
    }

    /** The rule that puts an event before another of the same CPU; {@code null} if there is none. */
    Rule rule(Event first, Event second) {
        if (first.updates(second)) {
            return Rule.R_W;
        }
        if (first.effect() >= second.effect()) {
            return null;
        }
        if (first.is(Kind.S) || second.is(Kind.S)) {
            boolean isFetch = first.is(Kind.F) || second.is(Kind.F);
            return isFetch
                    ? unless(Variation.WITHOUT_SER_DISCARD, Rule.SER_DISCARD)
                    : unless(Variation.WITHOUT_SER, Rule.SER);
        }
        if (first.is(Kind.F)) {
            return second.is(Kind.F)
                    ? only(Variation.F_IN_ORDER, Rule.R_R)
                    : unless(Variation.WITHOUT_F_BEFORE_LATER, Rule.F_BEFORE_LATER);
        }
        if (second.is(Kind.F)) {
            return first.is(Kind.R) ? only(Variation.F_NOT_EARLY, Rule.R_R) : null;
        }
        return first.is(Kind.R) ? afterFetch(second) : afterStore(first, second);
    }

    private Rule afterFetch(Event second) {
        return second.is(Kind.R) ? unless(Variation.WITHOUT_R_R, Rule.R_R) : unless(Variation.WITHOUT_R_W, Rule.R_W);
    }

    private Rule afterStore(Event first, Event second) {
        if (second.is(Kind.W)) {
            return unless(Variation.WITHOUT_W_W, Rule.W_W);
        }
        if (first.overlaps(second)
                && !variations.contains(Variation.WITHOUT_W_R_SAME)
                && !variations.contains(Variation.FORWARDING)) {
            return Rule.W_R_SAME;
        }
        if (second.role() == Role.SPECIFIC && !variations.contains(Variation.WITHOUT_SPECIFIC)) {
            return Rule.SPECIFIC;
        }
        return only(Variation.SEQUENTIAL, Rule.W_R_SAME);
    }

    private Rule unless(Variation left, Rule rule) {
        return variations.contains(left) ? null : rule;
    }

    private Rule only(Variation added, Rule rule) {
        return variations.contains(added) ? rule : null;
    }
}
