package org.maskflip.emulator.device;

/** Response codes of the service processor. */
enum Response {
    /** Something was read. */
    NORMAL_READ(0x0010),
    NORMAL(0x0020),
    BOUNDARY_VIOLATION(0x0100),
    INVALID_COMMAND(0x01F0),
    INSUFFICIENT_LENGTH(0x0300),
    /** An event of a type that the machine does not take. */
    INVALID_FUNCTION(0x40F0),
    NO_EVENT_STORED(0x60F0),
    INCONSISTENT_LENGTHS(0x72F0),
    EVENT_SYNTAX(0x73F0),
    INVALID_MASK_LENGTH(0x74F0);

    private final int code;

    Response(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
