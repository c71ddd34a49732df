package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on stderr and an exit status. Stack traces appear only when asked for. */
final class Failures {
    /** What a shell reports for a process ended by SIGINT. */
    static final int INTERRUPTED = 130;

    private final BooleanSupplier debug;

    Failures(BooleanSupplier debug) {
        this.debug = debug;
    }

    /** The arguments do not parse, or a command refused one of them. */
    int refusedArguments(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        String command = line.getCommandSpec().qualifiedName();
        err.println(command + ": " + describe(failure));
        List<String> near =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!near.isEmpty()) {
            err.println("Did you mean " + String.join(" or ", near.subList(0, Math.min(3, near.size()))) + "?");
        }
        err.println("Try '" + command + " --help'.");
        trace(failure, err);
        err.flush();
        return ExitCode.BAD_INPUT.number();
    }

    /** A command ended with an exception. */
    int failedCommand(Exception failure, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        int status;
        if (failure instanceof InterruptedException || failure instanceof CancellationException) {
            err.println("maskflip: interrupted");
            status = INTERRUPTED;
        } else if (failure instanceof BadInput) {
            failure.getMessage().strip().lines().forEach(err::println);
            status = ExitCode.BAD_INPUT.number();
        } else if (failure instanceof IOException io) {
            err.println("maskflip: " + describe(io));
            status = ExitCode.BAD_INPUT.number();
        } else {
            err.println("maskflip: defect: " + oneLine(failure.toString()));
            err.println("This is not your input's fault. Run again with --debug for the stack trace to report.");
            status = ExitCode.DEFECT.number();
        }
        trace(failure, err);
        err.flush();
        return status;
    }

    private static String describe(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "unknown command or argument '" + unmatched.getUnmatched().get(0) + "'";
        }
        return oneLine(failure.getMessage() + expected(failure));
    }

    /** What the option's help says of its values. */
    private static String expected(ParameterException failure) {
        boolean isOption = failure.getArgSpec() != null && failure.getArgSpec().isOption();
        String[] description = isOption ? failure.getArgSpec().description() : new String[0];
        return description.length == 0
                ? ""
                : "; " + failure.getArgSpec().paramLabel() + ": " + String.join(" ", description);
    }

    private static String describe(IOException failure) {
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        return oneLine(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            Path folder = Path.of(failure.getFile()).toAbsolutePath().getParent();
            return folder == null || Files.isDirectory(folder)
                    ? "no such file"
                    : "the folder " + folder + " does not exist; make it first, or name another one";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "already exists";
        }
        return failure.getReason() == null ? "cannot be read or written" : failure.getReason();
    }

    private static String oneLine(String message) {
        return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void trace(Exception failure, PrintWriter err) {
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
    }
}
