package org.maskflip.emulator.cpu;

/** The host thread of one CPU: a daemon, so that a program that forgets to terminate its machine can still end. */
public final class CpuThread extends Thread {
    private final Cpu cpu;

    /** A thread that will run the CPU once it is started. */
    public CpuThread(Cpu cpu) {
        super("cpu-" + cpu.address());
        this.cpu = cpu;
        setDaemon(true);
    }

    @Override
    public void run() {
        cpu.run();
    }
}
