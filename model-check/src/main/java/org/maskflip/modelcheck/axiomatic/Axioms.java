package org.maskflip.modelcheck.axiomatic;

import java.util.Set;
import org.maskflip.modelcheck.axiomatic.Event.Kind;

/** The rules between a store and a fetch that takes it or must not miss it: what section 5 of Model Z says of rf, irf and F-own. */
final class Axioms {
    private Axioms() {}

    /** The rule by which a fetch that takes a store's value follows it; {@code null} if it may come first. */
    static Rule follows(Event store, Event fetch, Set<Variation> variations) {
        boolean isOwn = store.cpu() == fetch.cpu();
        if (fetch.is(Kind.R)) {
            boolean isForwarded = isOwn && variations.contains(Variation.FORWARDING);
            return isForwarded || variations.contains(Variation.WITHOUT_RF) ? null : Rule.RF;
        }
        if (!isOwn) {
            return Rule.IRF;
        }
        boolean isReal = !store.isOwnSeen()
                && !variations.contains(Variation.WITHOUT_F_REAL)
                && !variations.contains(Variation.REAL_IS_VIRTUAL);
        return isReal ? Rule.F_REAL : null;
    }

    /** Whether a fetch must not take anything older than a store: rule F-own. */
    static boolean mustSee(Event store, Event fetch, Set<Variation> variations) {
        if (store.cpu() != fetch.cpu() || store.effect() >= fetch.effect()) {
            return false;
        }
        if (fetch.is(Kind.R)) {
            return variations.contains(Variation.FORWARDING);
        }
        return (store.isOwnSeen() || variations.contains(Variation.REAL_IS_VIRTUAL))
                && !variations.contains(Variation.WITHOUT_F_OWN);
    }
}
