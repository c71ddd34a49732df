package org.maskflip.modelcheck.trial;

import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.ChoiceKind;
import org.maskflip.emulator.storage.order.Chooser;

/**
 * Makes the choices of one CPU's weak order under a policy that is drawn anew for each run, so that over many runs stores linger not
 * at all, a little or very long, and copies are fresh, stale or mixed. Allocates nothing.
 */
final class Adversary implements Chooser {
    private static final int FRESH = 0;
    private static final int STALE = 1;
    private static final int MIXED = 2;

    private static final AdversaryPolicy[] POLICIES = {
        AdversaryPolicy.DEFAULT,
        AdversaryPolicy.STUBBORN,
        AdversaryPolicy.SHREDDER,
        AdversaryPolicy.GENTLE,
        mixing(2),
        mixing(8),
        mixing(32),
        mixing(512),
        new AdversaryPolicy(3, 1, 1, 1, 1, 0, 1),
        new AdversaryPolicy(24, 1, 1, 1, 1, 2, 2),
    };

    private final int stream;
    private final Randomness random = new Randomness();
    private AdversaryPolicy policy = AdversaryPolicy.DEFAULT;
    private int copyMode;
    private boolean isTired;

    Adversary(int stream) {
        this.stream = stream;
    }

    private static AdversaryPolicy mixing(int drainOneIn) {
        return new AdversaryPolicy(drainOneIn, 1, 1, 1, 1, 6, 1);
    }

    /** A run begins. */
    void start(long seed) {
        random.start(seed, stream);
        policy = POLICIES[random.below(POLICIES.length)];
        copyMode = drawCopyMode();
        isTired = false;
    }

    /** The run has lasted long: from now on stores reach storage soon, so that loops that wait for them end. */
    void tire() {
        isTired = true;
    }

    @Override
    public int choose(int n, ChoiceKind kind) {
        switch (kind) {
            case DRAIN:
                return random.isOneIn(isTired ? Math.min(2, policy.drainOneIn()) : policy.drainOneIn()) ? 1 : 0;
            case COPY_MODE:
                if (random.isOneIn(policy.stickyOneIn())) {
                    copyMode = drawCopyMode();
                }
                return copyMode;
            default:
                return random.below(n);
        }
    }

    private int drawCopyMode() {
        int draw = random.below(policy.freshWeight() + policy.staleWeight() + policy.mixedWeight());
        if (draw < policy.freshWeight()) {
            return FRESH;
        }
        return draw < policy.freshWeight() + policy.staleWeight() ? STALE : MIXED;
    }
}
