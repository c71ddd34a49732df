package org.maskflip.emulator.loader;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A file whose bytes are storage contents as they stand. */
public final class RawImage {
    private RawImage() {}

    /**
     * The bytes at an absolute address.
     *
     * @param entry where to start; empty: from the restart new PSW
     * @throws ImageException if there are no bytes or the address is negative
     */
    public static LoadedImage of(String name, byte[] bytes, long address, OptionalLong entry) throws ImageException {
        if (bytes.length == 0) {
            throw ImageException.of(name, "the file is empty", "the bytes of a program");
        }
        if (address < 0 || address + bytes.length < 0) {
            throw ImageException.of(name, "load address " + address, "an address from 0 on");
        }
        return LoadedImage.of(name, List.of(Segment.of(address, bytes)), Map.of(), entry);
    }
}
