package org.maskflip.emulator.arch;

/**
 * A program-interruption condition recognized while an instruction executes. It carries no stack trace: it is part of the
 * machine's normal work. Source: PoP chapter 6, "Program Interruption" and "Access Exceptions".
 */
public final class ProgramInterruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How the instruction ends. */
    public enum Ending {
        /** Nothing has changed and the old PSW designates the instruction itself, so that it can be done again. */
        NULLIFIED,
        /** Nothing has changed and the old PSW designates the next instruction. */
        SUPPRESSED,
        /** All results are in place and the old PSW designates the next instruction. */
        COMPLETED
    }

    private final int code;
    private final Ending ending;
    private final long translationExceptionId;
    private final int exceptionAccessId;
    private final int dataExceptionCode;

    private ProgramInterruption(int code, Ending ending, long tei, int accessId, int dxc) {
        super(ProgramCode.name(code), null, false, false);
        this.code = code;
        this.ending = ending;
        this.translationExceptionId = tei;
        this.exceptionAccessId = accessId;
        this.dataExceptionCode = dxc;
    }

    /** A condition that suppresses the instruction and has no identification. */
    public static ProgramInterruption of(int code) {
        return new ProgramInterruption(code, Ending.SUPPRESSED, 0, 0, 0);
    }

    /** A condition that nullifies the instruction and has no identification. */
    public static ProgramInterruption nullified(int code) {
        return new ProgramInterruption(code, Ending.NULLIFIED, 0, 0, 0);
    }

    /** Fixed-point or decimal overflow: the operation is completed first. */
    public static ProgramInterruption completed(int code) {
        return new ProgramInterruption(code, Ending.COMPLETED, 0, 0, 0);
    }

    /** An access exception with its translation-exception identification (doubleword at real 0xA8). */
    public static ProgramInterruption access(
            int code, Ending ending, long translationExceptionId, int exceptionAccessId) {
        return new ProgramInterruption(code, ending, translationExceptionId, exceptionAccessId, 0);
    }

    /** A data exception with its data-exception code. */
    public static ProgramInterruption data(int dataExceptionCode, Ending ending) {
        return new ProgramInterruption(ProgramCode.DATA, ending, 0, 0, dataExceptionCode);
    }

    /**
     * A monitor event: the monitor code goes where other conditions have their translation-exception identification, the
     * class number where they have the access identification.
     */
    public static ProgramInterruption monitor(long monitorCode, int monitorClass) {
        return new ProgramInterruption(ProgramCode.MONITOR_EVENT, Ending.COMPLETED, monitorCode, monitorClass, 0);
    }

    /**
     * A program event: its address goes where other conditions have their translation-exception identification, PER code and
     * addressing-and-translation-mode identification where they have the access identification.
     */
    public static ProgramInterruption programEvent(long address, int codeAndMode) {
        return new ProgramInterruption(ProgramCode.PROGRAM_EVENT, Ending.COMPLETED, address, codeAndMode, 0);
    }

    public int code() {
        return code;
    }

    public Ending ending() {
        return ending;
    }

    /** The translation-exception identification; for a monitor event the monitor code; for a program event its address; else 0. */
    public long translationExceptionId() {
        return translationExceptionId;
    }

    /** The exception access identification; for a monitor event the class number; for a program event what stands in the halfword at 96; else 0. */
    public int exceptionAccessId() {
        return exceptionAccessId;
    }

    public int dataExceptionCode() {
        return dataExceptionCode;
    }
}
