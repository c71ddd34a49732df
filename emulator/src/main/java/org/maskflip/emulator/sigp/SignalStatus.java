package org.maskflip.emulator.sigp;

/** Status bits that condition code 1 of SIGNAL PROCESSOR stores. Source: PoP chapter 4, "Status Bits". */
public final class SignalStatus {
    public static final int NOT_RUNNING = 0x400;
    public static final int INCORRECT_STATE = 0x200;
    public static final int INVALID_PARAMETER = 0x100;
    public static final int EXTERNAL_CALL_PENDING = 0x80;
    public static final int STOPPED = 0x40;
    public static final int OPERATOR_INTERVENING = 0x20;
    public static final int CHECK_STOP = 0x10;
    public static final int INOPERATIVE = 0x04;
    public static final int INVALID_ORDER = 0x02;
    public static final int RECEIVER_CHECK = 0x01;

    private SignalStatus() {}
}
