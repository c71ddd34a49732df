package org.maskflip.emulator.trace;

/** Something that one CPU of a machine did. */
public sealed interface Event {
    /** The address of the CPU that it happened on. */
    int cpu();

    /**
     * An instruction was executed.
     *
     * @param address its logical address
     * @param bytes the executed copy, left-aligned
     * @param length 2, 4 or 6
     * @param next the address of the instruction to execute next
     */
    record InstructionExecuted(int cpu, long address, long bytes, int length, String mnemonic, long next)
            implements Event {}

    /** The class of an interruption. */
    enum InterruptionClass {
        MACHINE_CHECK,
        SUPERVISOR_CALL,
        PROGRAM,
        EXTERNAL,
        IO,
        RESTART
    }

    /**
     * An interruption was taken.
     *
     * @param code the interruption code of the class, 0 where it has none
     * @param oldAddress the instruction address in the old PSW
     * @param newAddress the instruction address in the new PSW
     */
    record InterruptionTaken(int cpu, InterruptionClass kind, long code, long oldAddress, long newAddress)
            implements Event {}

    /**
     * SIGNAL PROCESSOR was executed.
     *
     * @param conditionCode its condition code
     * @param status the status stored with condition code 1, else 0
     */
    record SignalSent(int cpu, int order, int target, long parameter, int conditionCode, int status) implements Event {}

    /** A store of the CPU reached storage. */
    record StoreDrained(int cpu, long virtual, long absolute, int size, long value) implements Event {}

    /**
     * The CPU changed its state.
     *
     * @param reason why, in words; empty if it was asked to
     */
    record StateChanged(int cpu, String from, String to, String reason) implements Event {}

    /**
     * The guest wrote to a console of the service processor.
     *
     * @param console the console's name
     */
    record ConsoleWritten(int cpu, String console, String text) implements Event {}
}
