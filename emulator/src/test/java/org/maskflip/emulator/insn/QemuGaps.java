package org.maskflip.emulator.insn;

import java.util.Set;

/** Cases that QEMU 7 computes wrongly, so that a comparison says nothing. Each is shown by a written test instead. */
public final class QemuGaps {
    private static final Set<String> ROTATE_THEN_TEST = Set.of("rnsbg", "rosbg", "rxsbg");
    private static final long TEST = 0x80;

    private QemuGaps() {}

    /** Whether QEMU is known to be wrong about this case. */
    public static boolean covers(TestCase testCase) {
        Decoded decoded = new Decoded(
                testCase.row(),
                testCase.bytes(),
                testCase.address(),
                DullEnvironment.highest().facilities());
        // The test-only forms take their condition code from an uninitialized value (mended in QEMU 8).
        return ROTATE_THEN_TEST.contains(testCase.row().mnemonic()) && (decoded.rotation() >> 16 & TEST) != 0;
    }
}
