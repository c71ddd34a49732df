package org.maskflip.emulator.storage.order;

/** A chooser that draws from a seed under an {@link AdversaryPolicy}. It allocates nothing after its construction. */
public final class SeededChooser implements Chooser {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int FRESH = 0;
    private static final int STALE = 1;
    private static final int MIXED = 2;

    private final AdversaryPolicy policy;
    private long state;
    private int copyMode;

    /** A single stream, for the deterministic scheduler. */
    public SeededChooser(long seed, AdversaryPolicy policy) {
        this(seed, 0, policy);
    }

    /** The stream of one CPU among those split from a machine's seed. */
    public SeededChooser(long seed, int stream, AdversaryPolicy policy) {
        this.policy = policy;
        this.state = mix(seed + mix(GOLDEN * (stream + 1L)));
        this.copyMode = drawCopyMode();
    }

    @Override
    public int choose(int n, ChoiceKind kind) {
        switch (kind) {
            case DRAIN:
                return below(policy.drainOneIn()) == 0 ? 1 : 0;
            case STALL:
                return below(policy.stallOneIn()) == 0 ? 1 : 0;
            case COPY_MODE:
                if (below(policy.stickyOneIn()) == 0) {
                    copyMode = drawCopyMode();
                }
                return copyMode;
            default:
                return below(n);
        }
    }

    private int drawCopyMode() {
        int draw = below(policy.totalWeight());
        if (draw < policy.freshWeight()) {
            return FRESH;
        }
        return draw < policy.freshWeight() + policy.staleWeight() ? STALE : MIXED;
    }

    /** A number from 0 to n - 1; its bias is below 2 to the power of -32 times n. */
    private int below(int n) {
        state += GOLDEN;
        return (int) (((mix(state) >>> 32) * n) >>> 32);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
