package org.maskflip.emulator.loader;

import java.util.Arrays;

/**
 * Bytes to be put at an absolute address; what {@code length} has beyond the bytes given is zero.
 *
 * @param address the first absolute address
 * @param bytes the contents, copied; at most {@code length} of them
 * @param length the length in storage, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Segment(long address, byte[] bytes, long length) {
    public Segment {
        bytes = bytes.clone();
        if (address < 0 || length < bytes.length || address + length < address) {
            throw new IllegalArgumentException(
                    String.format("segment at %x of length %x with %x bytes", address, length, bytes.length));
        }
    }

    /** A segment that is given whole. */
    public static Segment of(long address, byte[] bytes) {
        return new Segment(address, bytes, bytes.length);
    }

    /** The address behind the last byte. */
    public long end() {
        return address + length;
    }

    /** Whether two segments share a byte. */
    public boolean overlaps(Segment other) {
        return address < other.end() && other.address < end();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Copies the bytes given into storage-like target: for callers that must not copy twice. */
    void forEachChunk(int chunk, ChunkSink sink) {
        for (int offset = 0; offset < bytes.length; offset += chunk) {
            sink.accept(address + offset, bytes, offset, Math.min(chunk, bytes.length - offset));
        }
    }

    /** Takes a piece of a segment: {@code count} bytes of {@code source} from {@code offset} belong at {@code address}. */
    interface ChunkSink {
        void accept(long address, byte[] source, int offset, int count);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Segment other
                && address == other.address
                && length == other.length
                && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address) * 31 + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return String.format("%x..%x", address, end());
    }
}
