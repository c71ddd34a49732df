package org.maskflip.emulator.arch;

/** Bits of the control registers that the machine tests. Source: PoP chapter 4, "Control Registers". */
public final class ControlBits {
    // Control register 0.
    public static final long CR0_SSM_SUPPRESSION = 0x4000_0000L;
    public static final long CR0_LOW_ADDRESS_PROTECTION = 0x1000_0000L;
    public static final long CR0_EXTRACTION_AUTHORITY = 0x0800_0000L;
    public static final long CR0_SECONDARY_SPACE = 0x0400_0000L;
    public static final long CR0_FETCH_PROTECTION_OVERRIDE = 0x0200_0000L;
    public static final long CR0_STORAGE_PROTECTION_OVERRIDE = 0x0100_0000L;
    public static final long CR0_ENHANCED_DAT = 0x0080_0000L;
    public static final long CR0_AFP_REGISTERS = 0x0004_0000L;
    public static final long CR0_VECTOR = 0x0002_0000L;
    public static final long CR0_MALFUNCTION_ALERT = 0x8000L;
    public static final long CR0_EMERGENCY_SIGNAL = 0x4000L;
    public static final long CR0_EXTERNAL_CALL = 0x2000L;
    public static final long CR0_CLOCK_COMPARATOR = 0x0800L;
    public static final long CR0_CPU_TIMER = 0x0400L;
    public static final long CR0_SERVICE_SIGNAL = 0x0200L;
    public static final long CR0_INTERRUPT_KEY = 0x0040L;

    // Control register 9: which events program-event recording looks for; 10 and 11 bound the area.
    public static final long CR9_INSTRUCTION_FETCHING = 0x4000_0000L;

    // Control register 12.
    public static final long CR12_EXPLICIT_TRACE = 0x1L;
    public static final long CR12_TRACE_ENTRY = 0x3FFF_FFFF_FFFF_FFFCL;

    // Address-space-control elements (CR1 primary, CR7 secondary, CR13 home).
    public static final long ASCE_ORIGIN = 0xFFFF_FFFF_FFFF_F000L;
    public static final long ASCE_SUBSPACE = 0x200L;
    public static final long ASCE_PRIVATE = 0x100L;
    public static final long ASCE_STORAGE_ALTERATION = 0x80L;
    public static final long ASCE_SPACE_SWITCH = 0x40L;
    public static final long ASCE_REAL_SPACE = 0x20L;
    public static final long ASCE_TYPE = 0x0CL;
    public static final long ASCE_TABLE_LENGTH = 0x03L;

    private ControlBits() {}
}
