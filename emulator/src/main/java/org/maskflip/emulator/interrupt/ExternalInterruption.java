package org.maskflip.emulator.interrupt;

/** What an external interruption stores. One reusable object per CPU, so that taking an interruption allocates nothing. */
public final class ExternalInterruption {
    public static final int INTERRUPT_KEY = 0x0040;
    public static final int CLOCK_COMPARATOR = 0x1004;
    public static final int CPU_TIMER = 0x1005;
    public static final int MALFUNCTION_ALERT = 0x1200;
    public static final int EMERGENCY_SIGNAL = 0x1201;
    public static final int EXTERNAL_CALL = 0x1202;
    public static final int SERVICE_SIGNAL = 0x2401;

    private int code;
    private int cpuAddress;
    private int parameter;

    void set(int newCode, int newCpuAddress, int newParameter) {
        code = newCode;
        cpuAddress = newCpuAddress;
        parameter = newParameter;
    }

    /** The external-interruption code. */
    public int code() {
        return code;
    }

    /** The address of the CPU that caused it; 0 if the condition has none. */
    public int cpuAddress() {
        return cpuAddress;
    }

    /** The external-interruption parameter of a service signal; 0 for all others, which store none. */
    public int parameter() {
        return parameter;
    }

    /** Whether the condition stores its parameter. */
    public boolean hasParameter() {
        return code == SERVICE_SIGNAL;
    }
}
