package org.maskflip.modelcheck.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maskflip version}: the same lines as {@code --version}. */
@Command(name = "version", description = "Print the versions of maskflip, the JDK and the host.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.root().commandLine().printVersionHelp(spec.commandLine().getOut());
        return ExitCode.AS_EXPECTED.number();
    }
}
