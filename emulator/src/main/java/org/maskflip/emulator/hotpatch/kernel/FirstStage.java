package org.maskflip.emulator.hotpatch.kernel;

import java.nio.ByteBuffer;
import org.maskflip.emulator.loader.linux.KernelCode;

/** What stands at a patch site. */
enum FirstStage {
    /** Branch never, to itself: as the compiler leaves it. */
    AS_COMPILED,
    /** Branch never, to some other place. */
    OFF,
    /** Branch always, to some other place. */
    ON,
    /** Something else, or nothing. */
    OTHER;

    /** The bytes of a first stage. */
    static final int LENGTH = 6;

    private static final int BRANCH_NEVER = 0xC004;
    private static final int BRANCH_ALWAYS = 0xC0F4;

    static FirstStage of(KernelCode code, long site) {
        ByteBuffer bytes = code.bytes(site, LENGTH);
        if (!bytes.hasRemaining()) {
            return OTHER;
        }
        int opcode = bytes.getShort(0) & 0xFFFF;
        int displacement = bytes.getInt(2);
        if (opcode == BRANCH_NEVER) {
            return displacement == 0 ? AS_COMPILED : OFF;
        }
        return opcode == BRANCH_ALWAYS && displacement != 0 ? ON : OTHER;
    }

    /** Where the branch goes. */
    static long target(KernelCode code, long site) {
        return site + 2L * code.bytes(site, LENGTH).getInt(2);
    }
}
