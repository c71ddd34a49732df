package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.maskflip.modelcheck.fetch.FetchException;
import org.maskflip.modelcheck.fetch.KernelCache;

/** The kernel that {@code fetch-kernel} got, for commands that were given none. */
final class FetchedImage {
    private FetchedImage() {}

    /**
     * Its file.
     *
     * @param command whose message it is
     * @throws BadInput if there is none
     */
    static Path path(String command) throws IOException {
        try {
            return KernelCache.ofUser(System.getenv())
                    .kernel()
                    .orElseThrow(() -> new BadInput("maskflip: " + command
                            + ": no kernel; get one with maskflip fetch-kernel, or give --kernel FILE"))
                    .image();
        } catch (FetchException e) {
            throw new BadInput("maskflip: " + command + ": " + e.getMessage(), e);
        }
    }
}
