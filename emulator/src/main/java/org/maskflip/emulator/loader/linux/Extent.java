package org.maskflip.emulator.loader.linux;

/**
 * Addresses from {@code begin} up to but not including {@code end}.
 *
 * @param begin the first address
 * @param end the address behind the last; never less than {@code begin}
 */
public record Extent(long begin, long end) {
    /** No address at all. */
    public static final Extent NONE = new Extent(0, 0);

    public Extent {
        if (Long.compareUnsigned(end, begin) < 0) {
            throw new IllegalArgumentException(String.format("extent %x..%x", begin, end));
        }
    }

    /** The number of bytes. */
    public long length() {
        return end - begin;
    }

    /** Whether the address is one of them. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, begin) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
