package org.maskflip.emulator.sigp;

/** The order codes of SIGNAL PROCESSOR. Source: PoP chapter 4, "Signal-Processor Orders". */
public enum SignalOrder {
    SENSE(0x01),
    EXTERNAL_CALL(0x02),
    EMERGENCY_SIGNAL(0x03),
    START(0x04),
    STOP(0x05),
    RESTART(0x06),
    STOP_AND_STORE_STATUS(0x09),
    INITIAL_CPU_RESET(0x0B),
    CPU_RESET(0x0C),
    SET_PREFIX(0x0D),
    STORE_STATUS_AT_ADDRESS(0x0E),
    SET_ARCHITECTURE(0x12),
    CONDITIONAL_EMERGENCY_SIGNAL(0x13),
    SENSE_RUNNING_STATUS(0x15),
    /** Needs multithreading, which no level of this machine has. */
    SET_MULTITHREADING(0x16),
    /** Needs the vector facility, which no level of this machine has. */
    STORE_ADDITIONAL_STATUS(0x17);

    private final int code;

    SignalOrder(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The order with the given code, or {@code null} if it is not assigned. */
    public static SignalOrder of(int code) {
        for (SignalOrder order : values()) {
            if (order.code == code) {
                return order;
            }
        }
        return null;
    }
}
