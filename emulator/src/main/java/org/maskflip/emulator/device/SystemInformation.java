package org.maskflip.emulator.device;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;

/** The blocks of STORE SYSTEM INFORMATION, and what STORE CPU ID gives. Source: PoP chapter 10, under these instructions. */
public final class SystemInformation {
    private static final int LENGTH = 4096;
    private static final int IDENTIFICATION = 0x01_2345;
    private static final String MANUFACTURER = "MASKFLIP";
    private static final String SEQUENCE = "0000000000012345";
    private static final String PLANT = "00";
    private static final int CAPABILITY = 1000;
    private static final int NAME_LENGTH = 8;
    private static final byte BLANK = 0x40;

    /** Block 3.2.2: the description of the one virtual machine begins here. */
    private static final int VIRTUAL_MACHINE = 64;

    private final Configuration configuration;

    public SystemInformation(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The highest function code that is answered. */
    public int level() {
        return configuration.informationLevel();
    }

    /** What STORE CPU ID stores: version 0, the identification number, the machine type in hexadecimal digits. */
    public long cpuId() {
        return (long) IDENTIFICATION << 32 | Long.parseLong(configuration.machineType(), 16) << 16;
    }

    /**
     * A block of 4,096 bytes, or {@code null} if there is none for the selectors.
     *
     * @param cpuAddress of the CPU that asks
     */
    public byte[] block(int functionCode, int selector1, int selector2, int cpuAddress) {
        if (functionCode > level()) {
            return null;
        }
        ByteBuffer block = ByteBuffer.allocate(LENGTH);
        boolean isThere = switch (functionCode << 16 | selector1 << 8 | selector2) {
            case 0x1_01_01 -> basicMachine(block);
            case 0x1_02_01, 0x2_02_01 -> cpu(block, cpuAddress);
            case 0x1_02_02 -> cpus(block);
            case 0x2_02_02 -> partition(block);
            case 0x3_02_02 -> virtualMachine(block);
            default -> false;
        };
        return isThere ? block.array() : null;
    }

    private boolean basicMachine(ByteBuffer block) {
        text(block, 32, 16, MANUFACTURER);
        text(block, 48, 4, configuration.machineType());
        text(block, 64, 16, "001");
        text(block, 80, 16, SEQUENCE);
        text(block, 96, 4, PLANT);
        text(block, 100, 16, "001");
        return true;
    }

    private static boolean cpu(ByteBuffer block, int cpuAddress) {
        text(block, 80, 16, SEQUENCE);
        text(block, 96, 4, PLANT);
        block.putShort(100, (short) cpuAddress);
        return true;
    }

    private boolean cpus(ByteBuffer block) {
        block.putInt(32, CAPABILITY);
        counts(block, 36);
        return true;
    }

    private boolean partition(ByteBuffer block) {
        block.putShort(32, (short) 1);
        counts(block, 36);
        text(block, 44, NAME_LENGTH, MANUFACTURER);
        block.putInt(52, CAPABILITY);
        block.putShort(72, (short) configuration.cpus());
        return true;
    }

    private boolean virtualMachine(ByteBuffer block) {
        block.put(31, (byte) 1);
        counts(block, VIRTUAL_MACHINE + 4);
        text(block, VIRTUAL_MACHINE + 12, NAME_LENGTH, MANUFACTURER);
        block.putInt(VIRTUAL_MACHINE + 20, CAPABILITY);
        text(block, VIRTUAL_MACHINE + 24, 16, MANUFACTURER);
        return true;
    }

    /** Total, configured, standby and reserved CPUs. */
    private void counts(ByteBuffer block, int offset) {
        block.putShort(offset, (short) configuration.cpus());
        block.putShort(offset + 2, (short) configuration.cpus());
    }

    private static void text(ByteBuffer block, int offset, int length, String text) {
        byte[] characters = Arrays.copyOf(text.getBytes(Ebcdic.CHARSET), length);
        Arrays.fill(characters, Math.min(length, text.length()), length, BLANK);
        block.put(offset, characters);
    }

    /** The code page of everything that a guest reads as text. */
    static final class Ebcdic {
        static final Charset CHARSET = Charset.forName("IBM037");

        private Ebcdic() {}
    }
}
