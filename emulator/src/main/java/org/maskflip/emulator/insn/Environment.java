package org.maskflip.emulator.insn;

import org.maskflip.emulator.arch.Facilities;

/**
 * What a control instruction can reach outside its CPU besides storage: the clocks, the other CPUs, the configuration and the
 * service processor. All nondeterminism of these comes through here.
 */
public interface Environment {
    Facilities facilities();

    /** This CPU's address, 0-65535. */
    int cpuAddress();

    /** What STORE CPU ID stores. */
    long cpuId();

    /** The TOD clock, bits 0-63, different from every value given to any CPU before and not less than it (STCK, STCKE). */
    long uniqueTod();

    /** The TOD clock without the promise of uniqueness (STCKF). */
    long fastTod();

    /** Sets the TOD clock; returns the condition code of SET CLOCK. */
    int setTod(long value);

    int todProgrammable();

    void setTodProgrammable(int value);

    long clockComparator();

    void setClockComparator(long value);

    /** The CPU timer, signed, in TOD units. */
    long cpuTimer();

    void setCpuTimer(long value);

    /**
     * SIGNAL PROCESSOR.
     *
     * @return the condition code in bits 0-31 and the status in bits 32-63
     */
    long signalProcessor(int order, int cpuAddress, long parameter);

    /** Makes a supervisor-call interruption follow the current instruction. */
    void supervisorCall(int code);

    /** SERVICE CALL; returns its condition code. The block's absolute address is checked by the routine. */
    int serviceCall(int command, long blockAbsolute);

    /** DIAGNOSE with the given function code; a code that the machine does not know is a specification exception. */
    void diagnose(int code, int r1, int r3);

    /**
     * STORE SYSTEM INFORMATION.
     *
     * @return 4,096 bytes; or {@code null} for condition code 3
     */
    byte[] systemInformation(int functionCode, int selector1, int selector2);

    /** The highest function code of STSI that is answered: 0-3. */
    int systemInformationLevel();

    /** Purges this CPU's TLB (PTLB). */
    void purgeTlb();

    /**
     * Purges the TLBs of all CPUs and waits until none uses an entry formed before (CSP, CSPG, IDTE). All earlier stores of this
     * CPU, those of the calling instruction included, are in storage before the first entry goes.
     */
    void purgeAllTlbs();

    /**
     * Invalidates a page-table entry in storage and in the TLBs of all CPUs, or of this one, and waits until none uses it
     * (IPTE).
     *
     * @param entryReal the real address of the entry
     * @param virtual a virtual address that the entry translates
     */
    void invalidatePage(long entryReal, long virtual, boolean localOnly);

    /** Clears TLB entries formed with an address-space-control element on all CPUs, or on this one (IDTE). */
    void purgeAsce(long asce, boolean localOnly);

    /** Moves this CPU's prefix; takes what SPX does beyond the register. */
    void prefixChanged();

    /**
     * Runs a part of PERFORM LOCKED OPERATION while no other CPU runs one with the same program lock token. All stores that it makes
     * are in storage when the lock is released, which is so too if it throws. It must wait for no other CPU.
     *
     * <p>As it stands here it serves an environment of one CPU.
     *
     * @param token the program lock token; different tokens may share a lock
     */
    default void underProgramLock(long token, Runnable part) {
        part.run();
    }
}
