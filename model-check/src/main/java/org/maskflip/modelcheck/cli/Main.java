package org.maskflip.modelcheck.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. A new command is a class of its own, added to the list below. */
@Command(
        name = "maskflip",
        description = "When code is patched under running s390x CPUs, what can every CPU still execute?",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            BootCommand.class,
            ClaimsCommand.class,
            AuditCommand.class,
            FetchKernelCommand.class,
            VerifyCommand.class,
            AgreeCommand.class,
            ExploreCommand.class,
            ReplayCommand.class,
            GenerateCommand.class,
            AxiomsCommand.class,
            LitmusCommand.class,
            ScenariosCommand.class,
            IsaCommand.class,
            VersionCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every verdict is as expected",
            "1:a verdict is not as expected",
            "2:the input was refused; nothing was decided",
            "3:UNKNOWN: a bound was hit before a verdict was reached",
            "70:a defect of maskflip itself",
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show stack traces with errors (or set MASKFLIP_DEBUG=1).")
    private boolean debug;

    /** Runs the command line and leaves with its exit status. */
    public static void main(String[] arguments) {
        int status = run(commandLine(System.getenv()), arguments);
        System.out.flush();
        System.err.flush();
        // Not a plain return: a worker thread still running must not keep a finished command alive.
        System.exit(status);
    }

    /** A full heap is a bound that was hit, not a defect. */
    static int run(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError full) {
            line.getErr()
                    .println("maskflip: UNKNOWN: the Java heap is full; MASKFLIP_JAVA_OPTS=-Xmx8g makes it larger, "
                            + "--max-states and --max-memory bound a search");
            return ExitCode.UNKNOWN.number();
        }
    }

    /** The root command with its error handling, as tests and {@link #main} use it. */
    static CommandLine commandLine(Map<String, String> environment) {
        Main root = new Main();
        CommandLine line = new CommandLine(root);
        Failures failures = new Failures(() -> root.debug || isSet(environment.get("MASKFLIP_DEBUG")));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(failures::refusedArguments);
        line.setExecutionExceptionHandler(failures::failedCommand);
        return line;
    }

    private static boolean isSet(String value) {
        return value != null && !value.isEmpty() && !value.equals("0");
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
