package org.maskflip.emulator.arch;

/** Program-interruption codes. Source: PoP chapter 6, "Program-Interruption Conditions". */
public final class ProgramCode {
    public static final int OPERATION = 0x01;
    public static final int PRIVILEGED_OPERATION = 0x02;
    public static final int EXECUTE = 0x03;
    public static final int PROTECTION = 0x04;
    public static final int ADDRESSING = 0x05;
    public static final int SPECIFICATION = 0x06;
    public static final int DATA = 0x07;
    public static final int FIXED_POINT_OVERFLOW = 0x08;
    public static final int FIXED_POINT_DIVIDE = 0x09;
    public static final int DECIMAL_OVERFLOW = 0x0A;
    public static final int DECIMAL_DIVIDE = 0x0B;
    public static final int SEGMENT_TRANSLATION = 0x10;
    public static final int PAGE_TRANSLATION = 0x11;
    public static final int TRANSLATION_SPECIFICATION = 0x12;
    public static final int SPECIAL_OPERATION = 0x13;
    public static final int OPERAND = 0x15;
    public static final int TRACE_TABLE = 0x16;
    public static final int SPACE_SWITCH_EVENT = 0x1C;
    public static final int MONITOR_EVENT = 0x40;
    public static final int PROGRAM_EVENT = 0x80;
    public static final int ASCE_TYPE = 0x38;
    public static final int REGION_FIRST_TRANSLATION = 0x39;
    public static final int REGION_SECOND_TRANSLATION = 0x3A;
    public static final int REGION_THIRD_TRANSLATION = 0x3B;

    private ProgramCode() {}

    /** The PoP's name of a program-interruption code, for messages and traces. */
    public static String name(int code) {
        return switch (code) {
            case OPERATION -> "operation";
            case PRIVILEGED_OPERATION -> "privileged operation";
            case EXECUTE -> "execute";
            case PROTECTION -> "protection";
            case ADDRESSING -> "addressing";
            case SPECIFICATION -> "specification";
            case DATA -> "data";
            case FIXED_POINT_OVERFLOW -> "fixed-point overflow";
            case FIXED_POINT_DIVIDE -> "fixed-point divide";
            case DECIMAL_OVERFLOW -> "decimal overflow";
            case DECIMAL_DIVIDE -> "decimal divide";
            case SEGMENT_TRANSLATION -> "segment translation";
            case PAGE_TRANSLATION -> "page translation";
            case TRANSLATION_SPECIFICATION -> "translation specification";
            case SPECIAL_OPERATION -> "special operation";
            case OPERAND -> "operand";
            case TRACE_TABLE -> "trace table";
            case SPACE_SWITCH_EVENT -> "space-switch event";
            case MONITOR_EVENT -> "monitor event";
            case PROGRAM_EVENT -> "program event (PER)";
            case ASCE_TYPE -> "ASCE type";
            case REGION_FIRST_TRANSLATION -> "region-first translation";
            case REGION_SECOND_TRANSLATION -> "region-second translation";
            case REGION_THIRD_TRANSLATION -> "region-third translation";
            default -> String.format("program code %04x", code);
        };
    }
}
