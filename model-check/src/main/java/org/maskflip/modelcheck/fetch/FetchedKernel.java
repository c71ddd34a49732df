package org.maskflip.modelcheck.fetch;

import java.nio.file.Path;

/**
 * A kernel in a cache.
 *
 * @param image the file
 * @param packageName what it came in
 * @param version of the package
 * @param sha256 of the file, in hexadecimal
 */
public record FetchedKernel(Path image, String packageName, String version, String sha256) {}
