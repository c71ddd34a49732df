package org.maskflip.emulator.bench;

import java.util.concurrent.TimeUnit;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.machine.Ending;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.storage.order.OrderKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Guest instructions per microsecond (MIPS) of the row interpreter. An operation is one instruction of each CPU: with two CPUs the
 * machine's speed is twice the score. With {@code -prof gc} the allocation per instruction shows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MachineSpeed {
    private static final int ITERATIONS = 2_000_000;
    private static final int INSTRUCTIONS = 10 * ITERATIONS;

    /** Every CPU but the first is started by SIGP; each has its own page; all end in a disabled wait. */
    private static final String FRAME = """
                    .org    0x1a0
                    .quad   0x0000000180000000, other
                    .org    0x10000
            _start: lghi    %r9,CPUS-1
            1:      cgije   %r9,0,other
                    lgr     %r1,%r9
                    sllg    %r3,%r9,13
                    agfi    %r3,0x20000
                    mvc     0x1a0(16,%r3),0x1a0
                    sigp    %r3,%r1,0x0d
                    sigp    %r4,%r1,0x06
                    aghi    %r9,-1
                    j       1b
            other:  stap    0x800
                    llgh    %r10,0x800
                    sllg    %r10,%r10,16
                    agfi    %r10,0x100000
                    lgfi    %r1,ITERATIONS
                    lghi    %r2,1
                    lgfi    %r3,0x12345678
                    .align  256
            """;

    private static final String END = """
                    larl    %r1,done
                    lpswe   0(%r1)
                    .align  8
            done:   .quad   0x0002000180000000, 0
            """;

    private static final String INTEGER = """
            loop:   agr     %r2,%r3
                    xgr     %r3,%r2
                    sllg    %r4,%r2,7
                    srlg    %r5,%r3,11
                    ogr     %r4,%r5
                    sgr     %r3,%r4
                    aghi    %r2,13
                    lgr     %r5,%r4
                    xgr     %r2,%r5
                    brctg   %r1,loop
            """;

    private static final String STORAGE = """
            loop:   lg      %r4,0(%r10)
                    ag      %r4,8(%r10)
                    stg     %r4,16(%r10)
                    agr     %r2,%r4
                    l       %r5,24(%r10)
                    ahi     %r5,1
                    st      %r5,24(%r10)
                    llgc    %r6,31(%r10)
                    agr     %r2,%r6
                    brctg   %r1,loop
            """;

    /** The entry of a traced function: its first stage, not taken. */
    private static final String CALL = """
            loop:   brasl   %r14,1f
                    brasl   %r14,1f
                    brctg   %r1,loop
                    j       2f
                    .align  8
            1:      brcl    0,0x40000
                    aghi    %r2,1
                    br      %r14
            2:
            """;

    @Param({"HOST", "WEAK"})
    public OrderKind order;

    @Param({"integer", "storage", "call"})
    public String loop;

    @Param({"1", "2"})
    public int cpus;

    private Program program;

    /** Assembles the guest. */
    @Setup(Level.Trial)
    public void assemble() throws Exception {
        String body = switch (loop) {
            case "integer" -> INTEGER;
            case "storage" -> STORAGE;
            default -> CALL;
        };
        // The call loop has nine instructions: it runs one ninth more often.
        long iterations = "call".equals(loop) ? INSTRUCTIONS / 9 : ITERATIONS;
        program = new Assembler()
                .define("CPUS", cpus)
                .define("ITERATIONS", iterations)
                .assemble(loop + ".s", FRAME + body + END);
    }

    /** One run of the guest on a fresh machine. */
    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public long mips() throws Exception {
        try (Machine machine =
                Machine.builder().cpus(cpus).storage("8 MiB").order(order).build()) {
            machine.load(program);
            machine.start(program.symbol("_start"));
            Ending ending = machine.await();
            long instructions = machine.instructionCount();
            if (!ending.isNormal() || instructions < (long) INSTRUCTIONS * cpus * 99 / 100) {
                throw new IllegalStateException(ending.toString());
            }
            return instructions;
        }
    }
}
