package org.maskflip.emulator.arch;

/**
 * A facility of the architecture that a machine may or may not offer, with its bit in the list stored by STORE FACILITY LIST
 * EXTENDED. Source: PoP chapter 4, "Facility Indications".
 */
public enum Facility {
    N3(0, "N3 instructions"),
    ZARCH_INSTALLED(1, "z/Architecture installed"),
    ZARCH_ACTIVE(2, "z/Architecture active"),
    DAT_ENHANCEMENT_1(3, "DAT enhancement 1 (IDTE, CSPG)"),
    ASN_AND_LX_REUSE(6, "ASN and LX reuse"),
    STFLE(7, "store facility list extended"),
    ENHANCED_DAT_1(8, "enhanced DAT 1"),
    SENSE_RUNNING_STATUS(9, "sense running status"),
    CONDITIONAL_SSKE(10, "conditional SSKE"),
    EXTENDED_TRANSLATION_2(16, "extended translation 2"),
    LONG_DISPLACEMENT(18, "long displacement"),
    EXTENDED_IMMEDIATE(21, "extended immediate"),
    EXTENDED_TRANSLATION_3(22, "extended translation 3"),
    EXTENDED_TRANSLATION_2_ENHANCEMENT(24, "ETF2 enhancement"),
    STORE_CLOCK_FAST(25, "store clock fast"),
    PARSING_ENHANCEMENT(26, "parsing enhancement"),
    MOVE_WITH_OPTIONAL_SPECIFICATIONS(27, "move with optional specifications"),
    EXTENDED_TRANSLATION_3_ENHANCEMENT(30, "ETF3 enhancement"),
    EXTRACT_CPU_TIME(31, "extract CPU time"),
    COMPARE_AND_SWAP_AND_STORE(32, "compare and swap and store"),
    COMPARE_AND_SWAP_AND_STORE_2(33, "compare and swap and store 2"),
    GENERAL_INSTRUCTIONS_EXTENSION(34, "general instructions extension"),
    EXECUTE_EXTENSIONS(35, "execute extensions"),
    FLOATING_POINT_EXTENSION(37, "floating-point extension"),
    LOAD_PROGRAM_PARAMETER(40, "load program parameter"),
    FLOATING_POINT_SUPPORT_ENHANCEMENT(41, "floating-point-support enhancement"),
    /** Bit 45 stands for six facilities at once; fast BCR serialization and interlocked access 1 are two of them. */
    Z196_GROUP(
            45,
            "distinct operands, fast BCR serialization, high word, interlocked access 1, load/store on condition 1"),
    Z_EC12_GROUP(49, "execution hint, load and trap, miscellaneous instruction extensions 1, processor assist"),
    INTERLOCKED_ACCESS_2(52, "interlocked access 2"),
    /** Bit 53 stands for two facilities. */
    LOAD_STORE_ON_CONDITION_2(53, "load/store on condition 2, load and zero rightmost byte"),
    SEQUENTIAL_INSTRUCTION_FETCHING(85, "sequential instruction fetching");

    private final int bit;
    private final String title;

    Facility(int bit, String title) {
        this.bit = bit;
        this.title = title;
    }

    /** The bit number in the facility list, 0 being the leftmost bit of its first doubleword. */
    public int bit() {
        return bit;
    }

    /** A short English name for messages and tables. */
    public String title() {
        return title;
    }
}
