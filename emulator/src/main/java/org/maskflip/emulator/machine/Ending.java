package org.maskflip.emulator.machine;

/**
 * How a run of a machine ended.
 *
 * @param kind what it was
 * @param cpu the address of the CPU that it is about
 * @param pswMask bits 0-63 of that CPU's PSW
 * @param instructionAddress bits 64-127 of it
 * @param reason in words; empty if the kind says all
 * @param instructions executed by all CPUs; late by some thousands per CPU that is still running
 */
public record Ending(Kind kind, int cpu, long pswMask, long instructionAddress, String reason, long instructions) {
    /** What ends a run. */
    public enum Kind {
        /** No CPU can go on, and at least one waits disabled: the usual end of a program. */
        DISABLED_WAIT("disabled wait"),
        /** All CPUs are stopped: the guest's power-off. */
        ALL_STOPPED("all CPUs stopped"),
        /** A CPU entered the check-stop state; among others for program interruptions that lead to each other for ever. */
        CHECK_STOP("check stop"),
        /** CPUs wait for interruptions that nothing can make pending. */
        DEADLOCK("deadlock: CPUs wait, and nothing is pending that could wake them"),
        INSTRUCTION_LIMIT("instruction limit reached"),
        TIMEOUT("time limit reached"),
        /** {@link Machine#stop} was called. */
        STOPPED_BY_HOST("stopped by the host"),
        /** The emulator itself failed. */
        DEFECT("defect of the emulator");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind in words. */
        public String words() {
            return words;
        }
    }

    /** Whether the guest came to an end by itself that a program can choose: disabled wait or all stopped. */
    public boolean isNormal() {
        return kind == Kind.DISABLED_WAIT || kind == Kind.ALL_STOPPED;
    }

    @Override
    public String toString() {
        return String.format(
                "%s, CPU %d, PSW %016x %016x%s",
                kind.words(), cpu, pswMask, instructionAddress, reason.isEmpty() ? "" : ": " + reason);
    }
}
