package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;

/** The values that an initial CPU reset gives. Source: PoP chapter 4, "Initial CPU Reset". */
final class InitialValues {
    private static final long CR0 = 0xE0L;
    private static final long CR14 = 0xC200_0000L;

    private InitialValues() {}

    /** General, access and floating-point registers stay. */
    static void apply(Registers registers, Environment environment) {
        for (int i = 0; i < 16; i++) {
            registers.setCr(i, 0);
        }
        registers.setCr(0, CR0);
        registers.setCr(14, CR14);
        registers.setPswMask(0);
        registers.setInstructionAddress(0);
        registers.setNextAddress(0);
        registers.setBreakingEventAddress(1);
        registers.setFpc(0);
        registers.setPrefix(0);
        environment.setCpuTimer(0);
        environment.setClockComparator(0);
        environment.setTodProgrammable(0);
    }
}
