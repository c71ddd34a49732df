package org.maskflip.emulator.device;

import java.nio.ByteBuffer;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * A service-call control block, copied out of storage: length in bytes 0-1, response code in bytes 6-7, the rest by command. Only what
 * an answer changes is written back. Offsets count from the beginning of the block.
 */
final class ControlBlock {
    static final int HEADER = 8;
    private static final int PAGE = 4096;
    private static final int RESPONSE = 6;

    private final AbsoluteStorage storage;
    private final long address;
    private final byte[] copy;
    private final ByteBuffer bytes;

    private ControlBlock(AbsoluteStorage storage, long address, byte[] copy) {
        this.storage = storage;
        this.address = address;
        this.copy = copy;
        bytes = ByteBuffer.wrap(copy);
    }

    /**
     * The block at an absolute doubleword address whose first 8 bytes are installed. A length that is too small or leads out of the
     * page answers itself: {@code null}.
     */
    static ControlBlock read(AbsoluteStorage storage, long address) {
        byte[] header = new byte[HEADER];
        storage.read(address, header, 0, HEADER);
        int length = ByteBuffer.wrap(header).getShort(0) & 0xFFFF;
        ControlBlock block = new ControlBlock(storage, address, header);
        if (length < HEADER) {
            block.respond(Response.INSUFFICIENT_LENGTH);
            return null;
        }
        if (address % PAGE + length > PAGE) {
            block.respond(Response.BOUNDARY_VIOLATION);
            return null;
        }
        byte[] copy = new byte[length];
        storage.read(address, copy, 0, length);
        return new ControlBlock(storage, address, copy);
    }

    int length() {
        return copy.length;
    }

    int byteAt(int offset) {
        return copy[offset] & 0xFF;
    }

    int halfwordAt(int offset) {
        return bytes.getShort(offset) & 0xFFFF;
    }

    /** A piece of the copy. */
    ByteBuffer slice(int offset, int length) {
        return bytes.slice(offset, length);
    }

    /** Writes into storage, and into the copy. */
    void put(int offset, byte[] source) {
        bytes.put(offset, source);
        storage.write(address + offset, source, 0, source.length);
    }

    void respond(Response response) {
        byte[] code = {(byte) (response.code() >> 8), (byte) response.code()};
        storage.write(address + RESPONSE, code, 0, code.length);
    }
}
