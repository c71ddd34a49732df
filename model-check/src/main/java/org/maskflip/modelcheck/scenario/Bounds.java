package org.maskflip.modelcheck.scenario;

/**
 * How much of a protocol is looked at.
 *
 * @param cpus how many CPUs, 1 to {@link #MOST_CPUS}
 * @param calls how often each calls the patched function, 0 to {@link #MOST}
 * @param updates how many updates are made, 1 to {@link #MOST}
 */
public record Bounds(int cpus, int calls, int updates) {
    public static final int MOST_CPUS = 8;
    public static final int MOST = 8;

    public Bounds {
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw new IllegalArgumentException(cpus + " CPUs; expected 1 to " + MOST_CPUS);
        }
        if (calls < 0 || calls > MOST) {
            throw new IllegalArgumentException(calls + " calls; expected 0 to " + MOST);
        }
        if (updates < 1 || updates > MOST) {
            throw new IllegalArgumentException(updates + " updates; expected 1 to " + MOST);
        }
    }

    @Override
    public String toString() {
        return cpus + " CPUs, " + calls + " calls, " + updates + (updates == 1 ? " update" : " updates");
    }
}
