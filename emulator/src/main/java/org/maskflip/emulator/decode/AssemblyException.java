package org.maskflip.emulator.decode;

import java.util.List;
import java.util.stream.Collectors;

/** A source cannot be assembled. Its message has one line per problem. */
public final class AssemblyException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<Problem> problems;

    AssemblyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In order of their discovery; at least one, at most {@link Assembler#MAX_PROBLEMS}. */
    public List<Problem> problems() {
        return problems;
    }
}
