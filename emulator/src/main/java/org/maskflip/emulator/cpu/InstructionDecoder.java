package org.maskflip.emulator.cpu;

import org.maskflip.emulator.insn.Decoded;

/** How a CPU makes instructions of bytes. */
@FunctionalInterface
public interface InstructionDecoder {
    /**
     * Decodes the instruction of 2, 4 or 6 bytes that stands left-aligned in {@code bytes}.
     *
     * @param address its logical address
     * @return {@code null} if the machine has no such instruction: an operation exception
     */
    Decoded decode(long bytes, long address);
}
