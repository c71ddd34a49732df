package org.maskflip.modelcheck.program;

import org.maskflip.emulator.arch.PrefixArea;

/**
 * An interruption that a CPU takes: whose PSWs are exchanged and what identifies it. Source: PoP chapter 6, "Interruption Action".
 *
 * @param kind which pair of PSWs
 * @param code the interruption code (external 1201, 1202; program and SVC codes)
 * @param detail external: the address of the sending CPU; program and SVC: the instruction length in bytes
 */
public record Interruption(Kind kind, int code, int detail) {
    /** The classes of interruption that the models know. */
    public enum Kind {
        EXTERNAL(PrefixArea.EXTERNAL_OLD_PSW, PrefixArea.EXTERNAL_NEW_PSW),
        SUPERVISOR_CALL(PrefixArea.SVC_OLD_PSW, PrefixArea.SVC_NEW_PSW),
        PROGRAM(PrefixArea.PROGRAM_OLD_PSW, PrefixArea.PROGRAM_NEW_PSW),
        RESTART(PrefixArea.RESTART_OLD_PSW, PrefixArea.RESTART_NEW_PSW);

        private final int oldPsw;
        private final int newPsw;

        Kind(int oldPsw, int newPsw) {
            this.oldPsw = oldPsw;
            this.newPsw = newPsw;
        }

        /** Offset of the old PSW in the prefix area. */
        public int oldPsw() {
            return oldPsw;
        }

        /** Offset of the new PSW in the prefix area. */
        public int newPsw() {
            return newPsw;
        }
    }

    /** The external-interruption code of an emergency signal. */
    public static final int EMERGENCY_SIGNAL = 0x1201;

    /** The external-interruption code of an external call. */
    public static final int EXTERNAL_CALL = 0x1202;
}
