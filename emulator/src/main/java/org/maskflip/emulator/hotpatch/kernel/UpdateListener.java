package org.maskflip.emulator.hotpatch.kernel;

/**
 * Is told by a {@link KernelMonitor} what a kernel that patches itself is about to do, on the thread of the CPU that does it and before
 * it does. Taking long holds that CPU up.
 */
public interface UpdateListener {
    /** A first stage is about to be stored, at a virtual address; the monitor holds the site for in flux already. */
    void storingFirstStage(int cpu, long site);

    /** The interceptor of a site is about to be stored. */
    void storingInterceptor(int cpu, long site);

    /** The update is over: its sites are settled, and no CPU may execute an old copy any more. */
    void ended();
}
