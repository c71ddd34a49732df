package org.maskflip.emulator.arch;

/** Assigned storage locations: real addresses in the prefix area. Source: PoP chapter 3, "Assigned Storage Locations". */
public final class PrefixArea {
    /** Length in bytes; the prefix is a multiple of it. */
    public static final int LENGTH = 0x2000;

    public static final int EXTERNAL_PARAMETER = 0x80;
    public static final int EXTERNAL_CPU_ADDRESS = 0x84;
    public static final int EXTERNAL_CODE = 0x86;
    public static final int SVC_LENGTH = 0x88;
    public static final int SVC_CODE = 0x8A;
    public static final int PROGRAM_LENGTH = 0x8C;
    public static final int PROGRAM_CODE = 0x8E;
    public static final int DATA_EXCEPTION_CODE = 0x90;
    public static final int MONITOR_CLASS = 0x94;
    public static final int PROGRAM_EVENT_CODE = 0x96;
    public static final int PROGRAM_EVENT_ADDRESS = 0x98;
    public static final int EXCEPTION_ACCESS_ID = 0xA0;
    public static final int OPERAND_ACCESS_ID = 0xA2;
    public static final int TRANSLATION_EXCEPTION_ID = 0xA8;
    public static final int MONITOR_CODE = 0xB0;
    public static final int IO_SUBCHANNEL_ID = 0xB8;
    public static final int IO_PARAMETER = 0xBC;
    public static final int FACILITY_LIST = 0xC8;
    public static final int MACHINE_CHECK_CODE = 0xE8;
    public static final int BREAKING_EVENT_ADDRESS = 0x110;
    public static final int RESTART_OLD_PSW = 0x120;
    public static final int EXTERNAL_OLD_PSW = 0x130;
    public static final int SVC_OLD_PSW = 0x140;
    public static final int PROGRAM_OLD_PSW = 0x150;
    public static final int MACHINE_CHECK_OLD_PSW = 0x160;
    public static final int IO_OLD_PSW = 0x170;
    public static final int RESTART_NEW_PSW = 0x1A0;
    public static final int EXTERNAL_NEW_PSW = 0x1B0;
    public static final int SVC_NEW_PSW = 0x1C0;
    public static final int PROGRAM_NEW_PSW = 0x1D0;
    public static final int MACHINE_CHECK_NEW_PSW = 0x1E0;
    public static final int IO_NEW_PSW = 0x1F0;
    public static final int STORE_STATUS_FPRS = 0x1200;
    public static final int STORE_STATUS_GRS = 0x1280;
    public static final int STORE_STATUS_PSW = 0x1300;
    public static final int STORE_STATUS_PREFIX = 0x1318;
    public static final int STORE_STATUS_FPC = 0x131C;
    public static final int STORE_STATUS_TOD_PROGRAMMABLE = 0x1324;
    public static final int STORE_STATUS_CPU_TIMER = 0x1328;
    public static final int STORE_STATUS_CLOCK_COMPARATOR = 0x1331;
    public static final int STORE_STATUS_ARS = 0x1340;
    public static final int STORE_STATUS_CRS = 0x1380;

    private PrefixArea() {}
}
