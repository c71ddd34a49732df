package org.maskflip.emulator.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuHooks;
import org.maskflip.emulator.cpu.CpuListener;
import org.maskflip.emulator.cpu.CpuRig;
import org.maskflip.emulator.loader.ElfImage;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.Threading;

/**
 * Runs bare-metal programs to their disabled wait and prints instructions per second, the checksum at 0x810 and the bytes that the
 * CPU's thread allocated: {@code InterpreterSpeed ORDER MILLIONS FILE...}. MILLIONS limits the
 * instructions, 0 for all. Seconds are of the thread's CPU time.
 */
public final class InterpreterSpeed {
    private static final long RESTART_NEW_PSW = 0x1A0;

    private InterpreterSpeed() {}

    public static void main(String[] arguments) throws Exception {
        OrderKind kind = OrderKind.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        long limit = Long.parseLong(arguments[1]) * 1_000_000;
        for (int i = 2; i < arguments.length; i++) {
            measure(kind, limit, Path.of(arguments[i]));
        }
    }

    private static void measure(OrderKind kind, long limit, Path file) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CpuListener listener = new CpuListener() {
            @Override
            public void waitBegun(Cpu cpu, Waiting how) {
                waiting.countDown();
            }
        };
        CpuRig rig = new CpuRig(kind, Threading.FREE, 1, new CpuHooks(listener, null, null, null));
        ElfImage.read(file.toString(), Files.readAllBytes(file)).store(rig.storage());
        Cpu cpu = rig.cpu(0);
        // ORDER volatile: the loader's stores, by this thread.
        long mask = rig.storage().getVolatile(RESTART_NEW_PSW, 8);
        // ORDER volatile: as above.
        long address = rig.storage().getVolatile(RESTART_NEW_PSW + 8, 8);
        rig.start(0, mask, address);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Thread runner = new Thread(cpu::run);
        long begin = System.nanoTime();
        double seconds = 0;
        runner.start();
        long allocatedAtWarmth = 0;
        long allocated = 0;
        while (!waiting.await(20, TimeUnit.MILLISECONDS) && (limit == 0 || cpu.instructionCount() < limit)) {
            long now = threads.getThreadAllocatedBytes(runner.getId());
            if (System.nanoTime() - begin < 2_000_000_000L) {
                allocatedAtWarmth = now;
            }
            allocated = now;
            seconds = threads.getThreadCpuTime(runner.getId()) / 1e9;
        }
        cpu.terminate();
        runner.join();
        // ORDER volatile: the guest's result, after its thread has ended.
        long checksum = rig.storage().getVolatile(0x810, 8);
        // ORDER volatile: as above.
        long old = rig.storage().getVolatile(0x158, 8);
        if (old != 0) {
            // ORDER volatile: as above.
            System.out.printf(
                    "program check %08x, old PSW at %x%n", rig.storage().getVolatile(0x8C, 4), old);
        }
        System.out.printf(
                "%-14s %-10s %,15d instructions %7.2f s %8.1f MIPS  checksum %016x  wait at %x  allocated %,d then %,d%n",
                file.getFileName(),
                kind,
                cpu.instructionCount(),
                seconds,
                cpu.instructionCount() / seconds / 1e6,
                checksum,
                cpu.registers().instructionAddress(),
                allocatedAtWarmth,
                allocated - allocatedAtWarmth);
    }
}
