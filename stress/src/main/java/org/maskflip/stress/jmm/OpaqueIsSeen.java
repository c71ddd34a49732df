package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A loop with opaque fetches ends some time after another thread has stored: the run loop sees its attention word. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "the loop saw the store")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "the fetch was moved out of the loop")
@State
public class OpaqueIsSeen {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] word = new int[1];

    @Actor
    public void loop() {
        // ORDER opaque: as PendingInterruptions.attentionOpaque(); pairs with raise(). Without it (plain): STALE.
        while ((int) ELEMENTS.getOpaque(word, 0) == 0) {
            Thread.onSpinWait();
        }
    }

    @Signal
    public void raise() {
        // ORDER volatile or: as PendingInterruptions.raise; pairs with loop().
        ELEMENTS.getAndBitwiseOr(word, 0, 1);
    }
}
