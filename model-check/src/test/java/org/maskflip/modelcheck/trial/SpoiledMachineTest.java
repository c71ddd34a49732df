package org.maskflip.modelcheck.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/** Power: a weak machine that breaks one rule shows, in trials, what the model forbids. */
class SpoiledMachineTest {
    private static final TrialPlan PLAN = TrialPlan.weak(20_000);

    private static final String SB = "cpu%1$d: lghi %%r1,1\n stgrl %%r1,%2$s\n%4$s lgrl %%r2,%3$s\nend%1$d: nop\n";

    private static GuestProgram storeBuffering(String between) {
        return Programs.of(
                2,
                SB.formatted(0, "x", "y", between.formatted("x"))
                        + SB.formatted(1, "y", "x", between.formatted("y"))
                        + Programs.DATA);
    }

    private static GuestProgram messagePassing() {
        return Programs.of(
                2,
                "cpu0: lghi %r1,1\n stgrl %r1,x\n stgrl %r1,y\nend0: nop\n"
                        + "cpu1: lgrl %r2,y\n sllg %r2,%r2,1\n larl %r4,x\n ag %r2,0(%r4)\nend1: nop" + Programs.DATA);
    }

    static Stream<Arguments> spoiled() {
        GuestProgram counters = Programs.of(
                2,
                "cpu0: larl %r4,x\n lghi %r1,1\n laag %r5,%r1,0(%r4)\n bcr 15,0\n lgrl %r2,x\nend0: nop\n"
                        + "cpu1: larl %r4,x\n lghi %r1,2\n laag %r5,%r1,0(%r4)\n bcr 15,0\n lgrl %r2,x\nend1: nop"
                        + Programs.DATA);
        GuestProgram patched = Programs.of(
                2,
                "cpu0: larl %r4,f\n mvi 3(%r4),1\n lghi %r1,1\n stgrl %r1,x\nend0: nop\n .balign 8\n"
                        + "cpu1: lgrl %r3,x\n cghi %r3,0\n je end1\n bcr 15,0\nf: lghi %r2,0\n aghi %r2,5\nend1: nop"
                        + Programs.DATA);
        GuestProgram own =
                Programs.of(1, "cpu0: larl %r4,f\n mvi 3(%r4),1\n .balign 8\nf: lghi %r2,0\nend0: nop" + Programs.DATA);
        GuestProgram doubleword = Programs.of(
                2, "cpu0: lghi %r1,-1\n stgrl %r1,x\nend0: nop\ncpu1: lgrl %r2,x\nend1: nop" + Programs.DATA);
        return Stream.of(
                arguments(
                        "serialization keeps stores",
                        storeBuffering(" bcr 15,0\n"),
                        SpoiledOrder.SerializationKeepsStores::new),
                arguments("serialization keeps copies", patched, SpoiledOrder.SerializationKeepsCopies::new),
                arguments("own stores forwarded", storeBuffering(" lgrl %%r3,%s\n"), SpoiledOrder.Forwarding::new),
                arguments("stores reordered", messagePassing(), SpoiledOrder.Reordering::new),
                arguments("own store unseen", own, SpoiledOrder.OwnStoreUnseen::new),
                arguments("no interlock", counters, SpoiledOrder.NoInterlock::new),
                arguments("torn fetch", doubleword, SpoiledOrder.TornFetch::new));
    }

    private static Arguments arguments(
            String name, GuestProgram program, Function<StorageOrder, StorageOrder> spoiled) {
        return Arguments.of(name, program, spoiled);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiled")
    void spoiledMachine_isCaught_andTheMachineAsItIsIsNot(
            String name, GuestProgram program, Function<StorageOrder, StorageOrder> spoiled) {
        Set<Outcome> allowed = Programs.allowed(program);

        TrialResult caught =
                Trial.spoiled(program, PLAN, (runs, outcomes) -> true, (cpu, order) -> spoiled.apply(order));
        TrialResult sound = Trial.run(program, PLAN);

        assertThat(caught.without(allowed)).as(name).isNotEmpty();
        assertThat(sound.without(allowed)).as(name).isEmpty();
    }
}
