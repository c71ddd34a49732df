package org.maskflip.emulator.cpu;

import java.util.Map;
import java.util.TreeMap;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.insn.Environment;

/** The environment of one CPU in a test: plain numbers for the clocks, and nobody to talk to. */
final class TestEnvironment implements Environment {
    private final Cpu cpu;
    private final Facilities facilities;
    long tod = 1000;
    long clockComparator = -1L;
    long cpuTimer = Long.MAX_VALUE;
    int todProgrammable;
    /** Virtual addresses by the real addresses of the entries that were invalidated. */
    final Map<Long, Long> invalidated = new TreeMap<>();

    TestEnvironment(Cpu cpu, Facilities facilities) {
        this.cpu = cpu;
        this.facilities = facilities;
    }

    @Override
    public Facilities facilities() {
        return facilities;
    }

    @Override
    public int cpuAddress() {
        return cpu.address();
    }

    @Override
    public long cpuId() {
        return 0x1234;
    }

    @Override
    public long uniqueTod() {
        return ++tod;
    }

    @Override
    public long fastTod() {
        return tod;
    }

    @Override
    public int setTod(long value) {
        tod = value;
        return 0;
    }

    @Override
    public int todProgrammable() {
        return todProgrammable;
    }

    @Override
    public void setTodProgrammable(int value) {
        todProgrammable = value;
    }

    @Override
    public long clockComparator() {
        return clockComparator;
    }

    @Override
    public void setClockComparator(long value) {
        clockComparator = value;
    }

    @Override
    public long cpuTimer() {
        return cpuTimer;
    }

    @Override
    public void setCpuTimer(long value) {
        cpuTimer = value;
    }

    @Override
    public long signalProcessor(int order, int cpuAddress, long parameter) {
        return 3L << 32;
    }

    @Override
    public void supervisorCall(int code) {
        cpu.supervisorCall(code);
    }

    @Override
    public int serviceCall(int command, long blockAbsolute) {
        return 3;
    }

    @Override
    public void diagnose(int code, int r1, int r3) {
        throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
    }

    @Override
    public byte[] systemInformation(int functionCode, int selector1, int selector2) {
        return functionCode == 1 ? new byte[4096] : null;
    }

    @Override
    public int systemInformationLevel() {
        return 1;
    }

    @Override
    public void purgeTlb() {
        cpu.purgeTlb();
    }

    @Override
    public void purgeAllTlbs() {
        cpu.purgeTlb();
    }

    @Override
    public void invalidatePage(long entryReal, long virtual, boolean localOnly) {
        invalidated.put(entryReal, virtual);
        cpu.purgeTlb();
    }

    @Override
    public void purgeAsce(long asce, boolean localOnly) {
        cpu.purgeAsce(asce);
    }

    @Override
    public void prefixChanged() {
        cpu.purgeTlb();
    }
}
