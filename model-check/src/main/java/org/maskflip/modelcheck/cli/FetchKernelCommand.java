package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.maskflip.modelcheck.fetch.FetchException;
import org.maskflip.modelcheck.fetch.FetchedKernel;
import org.maskflip.modelcheck.fetch.KernelCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskflip fetch-kernel}: Debian's kernel for s390x into a cache. */
@Command(
        name = "fetch-kernel",
        header = "Get Debian's s390x kernel with apt.",
        description = {
            "Get the package linux-image-s390x of this machine's release with apt and take the kernel image out of it.",
            "No foreign architecture is configured, nothing is installed; what is left is a cache folder."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the kernel is in the cache", "2:it cannot be had; the message says why"})
final class FetchKernelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where to keep it (maskflip/kernel in XDG_CACHE_HOME or ~/.cache).")
    private Path folder;

    @Option(names = "--again", description = "Fetch even if there is one already.")
    private boolean isAgain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        KernelCache cache = folder == null ? KernelCache.ofUser(System.getenv()) : new KernelCache(folder);
        try {
            Optional<FetchedKernel> present = isAgain ? Optional.empty() : cache.kernel();
            FetchedKernel kernel = present.isPresent() ? present.get() : cache.fetch();
            PrintWriter out = spec.commandLine().getOut();
            out.println(kernel.image());
            out.printf("%s %s, SHA-256 %s%n", kernel.packageName(), kernel.version(), kernel.sha256());
            out.flush();
            return ExitCode.AS_EXPECTED.number();
        } catch (FetchException e) {
            throw new BadInput("maskflip: fetch-kernel: " + e.getMessage(), e);
        }
    }
}
