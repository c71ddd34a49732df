package org.maskflip.emulator.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What each access mode costs on one doubleword of a {@code long[]}: the floor under every guest fetch and store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OrderedAccessBenchmark {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] storage = new long[512];

    @Benchmark
    public long fetchPlain() {
        return (long) ELEMENTS.get(storage, 8);
    }

    @Benchmark
    public long fetchAcquire() {
        return (long) ELEMENTS.getAcquire(storage, 8);
    }

    @Benchmark
    public void storeRelease() {
        ELEMENTS.setRelease(storage, 8, 1L);
    }

    @Benchmark
    public void storeVolatile() {
        ELEMENTS.setVolatile(storage, 8, 1L);
    }
}
