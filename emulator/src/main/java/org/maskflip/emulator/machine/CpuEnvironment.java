package org.maskflip.emulator.machine;

import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.device.CpuClocks;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.emulator.trace.Event;

/** What the control instructions of one CPU reach outside it, on that CPU's thread. */
final class CpuEnvironment implements Environment {
    /** The page-invalid bit of a page-table entry. */
    private static final long PAGE_INVALID = 0x400;

    private final Cpu cpu;
    private final Surroundings around;
    private final CpuClocks clocks;

    /** The environment of a CPU that need not be complete yet. */
    CpuEnvironment(Cpu cpu, Surroundings around, CpuClocks clocks) {
        this.cpu = cpu;
        this.around = around;
        this.clocks = clocks;
    }

    @Override
    public Facilities facilities() {
        return around.facilities();
    }

    @Override
    public int cpuAddress() {
        return cpu.address();
    }

    @Override
    public long cpuId() {
        return around.information().cpuId();
    }

    // ------------------------------------------------------------------------------------------------ clocks

    @Override
    public long uniqueTod() {
        return around.tod().unique();
    }

    @Override
    public long fastTod() {
        return around.tod().now();
    }

    @Override
    public int setTod(long value) {
        around.tod().set(value);
        around.alarm().todChanged();
        return 0;
    }

    @Override
    public int todProgrammable() {
        return clocks.programmable();
    }

    @Override
    public void setTodProgrammable(int value) {
        clocks.setProgrammable(value);
    }

    @Override
    public long clockComparator() {
        return clocks.clockComparator();
    }

    @Override
    public void setClockComparator(long value) {
        clocks.setClockComparator(value);
    }

    @Override
    public long cpuTimer() {
        return clocks.cpuTimer();
    }

    @Override
    public void setCpuTimer(long value) {
        clocks.setCpuTimer(value);
    }

    // ------------------------------------------------------------------------------------------------ the
    // configuration

    @Override
    public long signalProcessor(int order, int cpuAddress, long parameter) {
        long answer = around.signals().signal(cpu, order, cpuAddress, parameter);
        if (around.trace() != null) {
            int code = (int) (answer >>> 32);
            around.trace()
                    .accept(new Event.SignalSent(cpu.address(), order, cpuAddress, parameter, code, (int) answer));
        }
        return answer;
    }

    @Override
    public void supervisorCall(int code) {
        cpu.supervisorCall(code);
    }

    @Override
    public int serviceCall(int command, long blockAbsolute) {
        return around.service().call(cpu.address(), command, blockAbsolute);
    }

    /** No function code is known. */
    @Override
    public void diagnose(int code, int r1, int r3) {
        throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
    }

    @Override
    public byte[] systemInformation(int functionCode, int selector1, int selector2) {
        return around.information().block(functionCode, selector1, selector2, cpu.address());
    }

    @Override
    public int systemInformationLevel() {
        return around.information().level();
    }

    // ------------------------------------------------------------------------------------------------ translation

    @Override
    public void purgeTlb() {
        cpu.purgeTlb();
    }

    @Override
    public void purgeAllTlbs() {
        cpu.order().drain();
        cpu.purgeTlb();
        around.rendezvous().onOthers(cpu, Cpu::purgeTlb);
    }

    @Override
    public void invalidatePage(long entryReal, long virtual, boolean localOnly) {
        long entry = cpu.access().realToAbsolute(entryReal);
        cpu.order()
                .update(
                        StorageOrder.BY_REAL,
                        entry,
                        Long.BYTES,
                        Update.PLAIN,
                        (old, second, third) -> old | second,
                        PAGE_INVALID,
                        0);
        cpu.order().drain();
        cpu.purgePageEntry(entry);
        if (!localOnly) {
            around.rendezvous().onOthers(cpu, other -> other.purgePageEntry(entry));
        }
    }

    @Override
    public void purgeAsce(long asce, boolean localOnly) {
        cpu.order().drain();
        cpu.purgeAsce(asce);
        if (!localOnly) {
            around.rendezvous().onOthers(cpu, other -> other.purgeAsce(asce));
        }
    }

    /** The TLB's entries were formed with the former prefix. */
    @Override
    public void prefixChanged() {
        cpu.purgeTlb();
    }

    // ------------------------------------------------------------------------------------------------ program locks

    /** The holder takes part in no rendezvous and waits for nobody, so the lock is held for a bounded time. */
    @Override
    public void underProgramLock(long token, Runnable part) {
        around.programLocks().hold(token, () -> {
            try {
                part.run();
            } finally {
                // The serialization that ends the instruction comes after the release: the next holder must not wait
                // for it.
                cpu.order().drain();
            }
        });
    }
}
