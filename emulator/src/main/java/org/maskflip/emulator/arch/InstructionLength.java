package org.maskflip.emulator.arch;

/** The length of an instruction, which its first two bits tell. Source: PoP chapter 5, "Instruction Formats". */
public final class InstructionLength {
    private InstructionLength() {}

    /** The length in bytes, 2, 4 or 6, by the first byte; other bits of the argument than its low eight do not count. */
    public static int of(int firstByte) {
        return ((firstByte & 0xFF) + 64 >> 7) + 1 << 1;
    }
}
