package org.maskflip.modelcheck.operational;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/** Model Z on guest code that the outcome-set files do not have. Register 2 of each CPU is its outcome. */
class ModelZTest {
    private static final Set<Reduction> NONE = EnumSet.noneOf(Reduction.class);
    private static final long ENABLED = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING | Psw.EXTERNAL;
    private static final String DATA = "\n .balign 8\nx: .quad 0\ny: .quad 0\n";
    private static final String SB = "cpu0: lghi %r1,1\n stgrl %r1,x\n lgrl %r2,y\nend0: nop\n"
            + "cpu1: lghi %r1,1\n stgrl %r1,y\n lgrl %r2,x\nend1: nop" + DATA;

    private static GuestProgram program(int cpus, String source, Facilities facilities) {
        Program program;
        try {
            program = new Assembler().assemble("test.s", " .org 0x4000\n" + source);
        } catch (AssemblyException e) {
            throw new IllegalArgumentException(e);
        }
        GuestProgram.Builder builder =
                GuestProgram.named("test").facilities(facilities).storage(program);
        for (int cpu = 0; cpu < cpus; cpu++) {
            Registers registers = new Registers();
            registers.setInstructionAddress(program.symbol("cpu" + cpu));
            registers.setPswMask(ENABLED);
            registers.setCr(0, ControlBits.CR0_EMERGENCY_SIGNAL | ControlBits.CR0_EXTERNAL_CALL);
            builder.cpu(registers).end(program.symbol("end" + cpu));
            builder.observe(Observation.register(cpu + ":r2", cpu, 2, 8));
        }
        if (program.symbols().containsKey("handler")) {
            byte[] area = new byte[0x200];
            java.nio.ByteBuffer.wrap(area)
                    .putLong(0x1B0, ENABLED & ~Psw.EXTERNAL)
                    .putLong(0x1B8, program.symbol("handler"));
            builder.storage(0, area);
        }
        return builder.build();
    }

    private static GuestProgram program(int cpus, String source) {
        return program(cpus, source, Level.ZEC12.facilities());
    }

    private static Exploration<Outcome> explore(ModelZ model) {
        return new Search<>(model, OutcomeSets.BUDGET).run();
    }

    private static Set<String> outcomes(Exploration<Outcome> found) {
        assertThat(found.isComplete()).isTrue();
        return found.outcomes().keySet().stream()
                .map(outcome -> outcome.values().toString() + (outcome.isOrderly() ? "" : outcome.endings()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The outcomes with all reductions, after showing that they are the same with none. */
    private static Set<String> outcomes(GuestProgram program) {
        Set<String> found = outcomes(explore(new ModelZ(program)));
        assertThat(outcomes(explore(new ModelZ(program, NONE)))).isEqualTo(found);
        return found;
    }

    @Test
    void storeBuffering_hasAllFourOutcomes_inExactlySoManyStates() {
        Exploration<Outcome> found = explore(new ModelZ(program(2, SB)));

        assertThat(outcomes(found)).containsExactly("[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]");
        assertThat(List.of(found.states(), found.transitions())).isEqualTo(SB_COUNTS);
    }

    private static final List<Long> SB_COUNTS = List.of(7L, 6L);

    @Test
    void search_onTwoThreads_findsTheSame() {
        GuestProgram program = program(2, SB);

        Exploration<Outcome> one = new Search<>(new ModelZ(program, NONE), OutcomeSets.BUDGET).run();
        Exploration<Outcome> two = new Search<>(new ModelZ(program, NONE), OutcomeSets.BUDGET.withThreads(2)).run();

        assertThat(two).isEqualTo(one);
    }

    @Test
    void bound_isNamedWithWhatWasFoundSoFar() {
        Exploration<Outcome> found =
                new Search<>(new ModelZ(program(2, SB), NONE), Budget.DEFAULT.withStates(20)).run();

        assertThat(found.bound()).isEqualTo("20 states");
        assertThat(found.states()).isGreaterThan(20);
    }

    @Test
    void shortestWitness_replaysToItsOutcome() {
        GuestProgram program = program(2, SB);
        List<Long> wanted = List.of(0L, 0L);

        Schedule schedule = Witness.shortest(
                        new ModelZ(program), outcome -> outcome.values().equals(wanted), 1000)
                .orElseThrow();

        ModelZ again = new ModelZ(program);
        Schedule.Execution<MachineState> execution =
                Schedule.parse(schedule.toString()).replay(again);
        assertThat(again.outcome(execution.last()).values()).isEqualTo(wanted);
        assertThat(execution.steps()).anyMatch(step -> step.contains("W-R"));
    }

    @Test
    void randomWalks_findOnlyOutcomesOfTheSearch() {
        ModelZ model = new ModelZ(program(2, SB));
        Set<Outcome> allowed = explore(model).outcomes().keySet();

        for (int seed = 0; seed < 50; seed++) {
            Schedule walk = Witness.random(model, new Random(seed), 1000);
            assertThat(allowed)
                    .as("seed " + seed)
                    .contains(model.outcome(walk.replay(model).last()));
        }
    }

    @Test
    void spinLoop_closesAndEndsWithTheMessage() {
        GuestProgram program = program(
                2,
                "cpu0: lghi %r1,7\n stgrl %r1,x\n lghi %r1,1\n stgrl %r1,y\nend0: nop\n"
                        + "cpu1: lgrl %r3,y\n cghi %r3,0\n je cpu1\n lgrl %r2,x\nend1: nop" + DATA);

        assertThat(outcomes(program)).containsExactly("[0, 7]");
    }

    @Test
    void loadAndAdd_mayBePassedByLaterFetches_butCompareAndSwapMayNot() {
        String half = "cpu%1$d: larl %%r4,%2$s\n lghi %%r1,1\n %4$s\n lgrl %%r2,%3$s\nend%1$d: nop\n";
        String add = "laag %r5,%r1,0(%r4)";
        String swap = "lghi %r5,0\n csg %r5,%r1,0(%r4)";

        assertThat(outcomes(program(2, half.formatted(0, "x", "y", add) + half.formatted(1, "y", "x", add) + DATA)))
                .contains("[0, 0]");
        assertThat(outcomes(program(2, half.formatted(0, "x", "y", swap) + half.formatted(1, "y", "x", swap) + DATA)))
                .containsExactly("[0, 1]", "[1, 0]", "[1, 1]");
    }

    @Test
    void interlockedUpdates_loseNothing_plainOnesDo() {
        String both = "cpu%1$d: larl %%r4,x\n oi 7(%%r4),%2$d\n bcr 15,0\n lgrl %%r2,x\nend%1$d: nop\n";
        String source = both.formatted(0, 1) + both.formatted(1, 2) + DATA;

        assertThat(outcomes(program(2, source, Level.ZEC12.facilities())))
                .doesNotContain("[1, 1]", "[2, 2]")
                .contains("[3, 3]");
        assertThat(outcomes(program(2, source, Level.Z196.facilities()))).contains("[1, 1]", "[2, 2]", "[3, 3]");
    }

    @Test
    void unalignedStore_tears_alignedOneDoesNot() {
        String source = "cpu0: larl %%r4,x\n lhi %%r1,-1\n st %%r1,%1$d(%%r4)\nend0: nop\n"
                + "cpu1: larl %%r4,x\n llgf %%r2,%1$d(%%r4)\nend1: nop" + DATA;

        assertThat(outcomes(program(2, source.formatted(0)))).containsExactly("[0, 0]", "[0, 4294967295]");
        assertThat(outcomes(program(2, source.formatted(1)))).hasSize(16);
    }

    @Test
    void twoBytesOfOneInstruction_mixAsTheyLike() {
        GuestProgram program = program(
                2,
                "cpu0: larl %r4,f\n mvi 2(%r4),1\n mvi 3(%r4),2\nend0: nop\n.balign 8\n"
                        + "cpu1:\nf: lghi %r2,0\nend1: nop" + DATA);

        assertThat(outcomes(program)).containsExactlyInAnyOrder("[0, 0]", "[0, 2]", "[0, 256]", "[0, 258]");
    }

    /** The handler returns by a plain branch: LPSWE would discard the copies itself. */
    private static final String PATCH = "cpu0: larl %r4,f\n mvi 3(%r4),1\n lghi %r6,0\n lghi %r7,1\n sigp %r6,%r7,3\n"
            + "wait0: lgrl %r2,x\n cghi %r2,0\n je wait0\n lghi %r2,5\n stgrl %r2,y\nend0: nop\n"
            + "cpu1: lgrl %r5,y\n cghi %r5,5\n jne cpu1\nf: lghi %r2,0\nend1: nop\n"
            + "handler: lghi %r9,1\n stgrl %r9,x\n lg %r8,0x138\n br %r8\n" + DATA;

    @Test
    void interruption_discardsCopies() {
        assertThat(outcomes(program(2, PATCH))).containsExactly("[5, 1]");
    }

    @Test
    void modelWhoseInterruptionKeepsCopies_isCaught() {
        ModelZ wrong = new ModelZ(program(2, PATCH), NONE, EnumSet.of(Deviation.INTERRUPTION_KEEPS_COPIES));

        assertThat(outcomes(explore(wrong))).contains("[5, 0]");
    }

    @Test
    void enabledWait_endsWithTheSignal() {
        GuestProgram program = program(
                2,
                "cpu0: lghi %r6,0\n lghi %r7,1\n sigp %r6,%r7,2\nend0: nop\n"
                        + "cpu1: larl %r4,w\n lpswe 0(%r4)\nend1: nop\n"
                        + "handler: lghi %r2,3\n j end1\n .balign 8\nw: .quad 0x0102000180000000\n .quad end1");

        assertThat(outcomes(program)).containsExactly("[0, 3]");
    }

    /** One store of a doubleword that changes two bytes of an instruction. */
    private static final String TWO_BYTES =
            "cpu0: larl %%r4,f\n lg %%r5,0(%%r4)\n lgrl %%r5,g\n stg %%r5,0(%%r4)\nend0: nop\n"
                    + " .balign 8\n%s\ncpu1:\nf: lghi %%r2,0\nend1: nop\n .balign 8\ng: lghi %%r2,0x0102\n nop\n"
                    + DATA;

    private static Facilities facility85() {
        return Level.ZEC12.facilities().with(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
    }

    @Test
    void facility85_showsAStoreOfADoublewordWhole() {
        assertThat(outcomes(program(2, TWO_BYTES.formatted(""))))
                .containsExactlyInAnyOrder("[0, 0]", "[0, 2]", "[0, 256]", "[0, 258]");
        assertThat(outcomes(program(2, TWO_BYTES.formatted(""), facility85())))
                .containsExactlyInAnyOrder("[0, 0]", "[0, 258]");
    }

    @Test
    void facility85_doesNotOrderTwoStores() {
        GuestProgram program = program(
                2,
                "cpu0: larl %r4,f\n mvi 2(%r4),1\n mvi 3(%r4),2\nend0: nop\n.balign 8\n"
                        + "cpu1:\nf: lghi %r2,0\nend1: nop" + DATA,
                facility85());

        assertThat(outcomes(program)).containsExactlyInAnyOrder("[0, 0]", "[0, 2]", "[0, 256]", "[0, 258]");
    }
}
