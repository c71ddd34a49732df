package org.maskflip.modelcheck.program;

import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.modelcheck.program.Effect.Kind;

/** What a replayed instruction can reach outside its CPU besides storage: other CPUs by SIGP, and its own address. */
final class ReplayEnvironment implements Environment {
    private final GuestProgram program;
    private final ReplayAccess access;
    private int supervisorCall = -1;

    ReplayEnvironment(GuestProgram program, ReplayAccess access) {
        this.program = program;
        this.access = access;
    }

    /** The code of the supervisor call made, or -1. */
    int supervisorCall() {
        return supervisorCall;
    }

    private static NotModeledException notModeled(String what) {
        return new NotModeledException(what + " is not modeled");
    }

    @Override
    public Facilities facilities() {
        return program.facilities();
    }

    @Override
    public int cpuAddress() {
        return (int) access.perform(Effect.of(Kind.CPU_ADDRESS));
    }

    @Override
    public long cpuId() {
        throw notModeled("STORE CPU ID");
    }

    @Override
    public long signalProcessor(int order, int cpuAddress, long parameter) {
        return access.perform(Effect.signal(order, cpuAddress, parameter));
    }

    @Override
    public void supervisorCall(int code) {
        supervisorCall = code;
    }

    @Override
    public void purgeTlb() {}

    @Override
    public void purgeAllTlbs() {}

    @Override
    public void prefixChanged() {}

    @Override
    public long uniqueTod() {
        throw notModeled("a clock");
    }

    @Override
    public long fastTod() {
        throw notModeled("a clock");
    }

    @Override
    public int setTod(long value) {
        throw notModeled("a clock");
    }

    @Override
    public int todProgrammable() {
        throw notModeled("a clock");
    }

    @Override
    public void setTodProgrammable(int value) {
        throw notModeled("a clock");
    }

    @Override
    public long clockComparator() {
        throw notModeled("a clock");
    }

    @Override
    public void setClockComparator(long value) {
        throw notModeled("a clock");
    }

    @Override
    public long cpuTimer() {
        throw notModeled("a clock");
    }

    @Override
    public void setCpuTimer(long value) {
        throw notModeled("a clock");
    }

    @Override
    public int serviceCall(int command, long blockAbsolute) {
        throw notModeled("SERVICE CALL");
    }

    @Override
    public void diagnose(int code, int r1, int r3) {
        throw notModeled("DIAGNOSE");
    }

    @Override
    public byte[] systemInformation(int functionCode, int selector1, int selector2) {
        throw notModeled("STORE SYSTEM INFORMATION");
    }

    @Override
    public int systemInformationLevel() {
        throw notModeled("STORE SYSTEM INFORMATION");
    }

    @Override
    public void invalidatePage(long entryReal, long virtual, boolean localOnly) {
        throw notModeled("INVALIDATE PAGE TABLE ENTRY");
    }

    @Override
    public void purgeAsce(long asce, boolean localOnly) {
        throw notModeled("INVALIDATE DAT TABLE ENTRY");
    }

    /** The lock would have to be a part of the states. */
    @Override
    public void underProgramLock(long token, Runnable part) {
        throw notModeled("PERFORM LOCKED OPERATION");
    }
}
