package org.maskflip.modelcheck.explore;

import java.util.Arrays;

/** A state's encoding as a key. */
final class Code {
    private final int[] code;

    private Code(int[] code) {
        this.code = code;
    }

    static <S> Code of(TransitionSystem<S, ?> system, S state) {
        int[] code = new int[system.width()];
        system.encode(state, code);
        return new Code(code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Code that && Arrays.equals(code, that.code);
    }

    @Override
    public int hashCode() {
        return StateSet.hash(code, 0, code.length);
    }
}
