package org.maskflip.emulator.hygiene.sample.lower;

import org.maskflip.emulator.hygiene.sample.upper.Upper;

/** The other half of a cycle. */
public final class Lower {
    Upper above() {
        return new Upper();
    }
}
