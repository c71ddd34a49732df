package org.maskflip.emulator.cpu;

import java.util.function.LongPredicate;
import org.maskflip.emulator.trace.TraceSink;

/**
 * What looks at a CPU. Each part may be {@code null} and costs nothing then.
 *
 * @param listener is told of states and waits
 * @param watched decides, when an instruction is decoded, by its virtual address whether it is watched
 * @param executions sees each execution of a watched instruction; with {@code watched} or not at all
 * @param trace takes an event per instruction and interruption
 * @param programEnd is asked before each program interruption
 */
public record CpuHooks(
        CpuListener listener,
        LongPredicate watched,
        ExecutionListener executions,
        TraceSink trace,
        ProgramEnd programEnd) {
    /** Nobody looks. */
    public static final CpuHooks NONE = new CpuHooks(null, null, null, null, null);

    /** Program interruptions are all taken. */
    public CpuHooks(CpuListener listener, LongPredicate watched, ExecutionListener executions, TraceSink trace) {
        this(listener, watched, executions, trace, null);
    }
}
