package org.maskflip.emulator.hygiene.sample.upper;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.maskflip.emulator.hygiene.sample.lower.Lower;

/** Breaks every rule that byte code shows: it imports {@link Lower}, which imports it, and shows a VarHandle. */
public final class Upper {
    static final VarHandle SHOWN = MethodHandles.arrayElementVarHandle(long[].class);

    /** An array, so that the check must look at the component. */
    Lower[] below() {
        return new Lower[0];
    }
}
