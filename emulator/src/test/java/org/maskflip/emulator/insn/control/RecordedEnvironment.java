package org.maskflip.emulator.insn.control;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.insn.Environment;

/** An environment that notes what it is asked and answers from its fields. */
public final class RecordedEnvironment implements Environment {
    final List<String> calls = new ArrayList<>();
    public Facilities facilities = Level.Z10.facilities();
    long clockComparator;
    long cpuTimer;
    int todProgrammable;
    long unique;
    int clockCondition;
    long signalAnswer;
    int serviceCondition;
    byte[] information;

    private void note(String format, Object... arguments) {
        calls.add(String.format(format, arguments));
    }

    @Override
    public Facilities facilities() {
        return facilities;
    }

    @Override
    public int cpuAddress() {
        return 0x1234;
    }

    @Override
    public long cpuId() {
        return 0x0011_2233_2097_0000L;
    }

    @Override
    public long uniqueTod() {
        return unique;
    }

    @Override
    public long fastTod() {
        throw new AssertionError("not for control instructions");
    }

    @Override
    public int setTod(long value) {
        note("setTod %x", value);
        return clockCondition;
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
        note("sigp %x %x %x", order, cpuAddress, parameter);
        return signalAnswer;
    }

    @Override
    public void supervisorCall(int code) {
        throw new AssertionError("not for control instructions");
    }

    @Override
    public int serviceCall(int command, long blockAbsolute) {
        note("servc %x %x", command, blockAbsolute);
        return serviceCondition;
    }

    @Override
    public void diagnose(int code, int r1, int r3) {
        note("diag %x %d %d", code, r1, r3);
    }

    @Override
    public byte[] systemInformation(int functionCode, int selector1, int selector2) {
        note("stsi %d %d %d", functionCode, selector1, selector2);
        return information;
    }

    @Override
    public int systemInformationLevel() {
        return 2;
    }

    @Override
    public void purgeTlb() {
        note("purgeTlb");
    }

    @Override
    public void purgeAllTlbs() {
        note("purgeAllTlbs");
    }

    @Override
    public void invalidatePage(long entryReal, long virtual, boolean localOnly) {
        note("invalidatePage %x %x %s", entryReal, virtual, localOnly);
    }

    @Override
    public void purgeAsce(long asce, boolean localOnly) {
        note("purgeAsce %x %s", asce, localOnly);
    }

    @Override
    public void prefixChanged() {
        note("prefixChanged");
    }
}
