package org.maskflip.modelcheck.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.program.Effect.Kind;
import org.maskflip.modelcheck.program.Effect.Naming;

/** Instructions as a sequence of effects, each answered by the test as a model would. */
class StepperTest {
    private static final long CODE = 0x4000;
    private static final long MASK = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;
    private static final long X = 0x4100;

    private static GuestProgram program(String source, Observation... observations) {
        return program(source, MASK, observations);
    }

    private static GuestProgram program(String source, long mask, Observation... observations) {
        try {
            Program assembled = new Assembler()
                    .assemble("test.s", ".org 0x4000\n" + source + "\nend: nop\n.org 0x4100\nx: .quad 7, 9\n");
            Registers registers = new Registers();
            registers.setInstructionAddress(CODE);
            registers.setPswMask(mask);
            registers.setGr(5, X);
            GuestProgram.Builder builder = GuestProgram.named("test")
                    .storage(assembled)
                    .storage(0, new byte[0x130]) // too short for new PSWs: an accident ends the CPU
                    .cpu(registers)
                    .end(assembled.symbol("end"));
            for (Observation each : observations) {
                builder.observe(each);
            }
            return builder.build();
        } catch (AssemblyException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Answers instruction fetches with the initial bytes until another effect is wanted. */
    private static CpuState beyondFetches(GuestProgram program, Stepper stepper, CpuState from) {
        CpuState state = from;
        while (state.effect().kind() == Kind.INSTRUCTION_FETCH) {
            state = stepper.advance(
                    state,
                    initial(program, state.effect().address(), state.effect().size()));
        }
        return state;
    }

    private static long initial(GuestProgram program, long address, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | program.contents()[program.index(address + i)] & 0xFF;
        }
        return value;
    }

    @Test
    void firstEffect_isTheFetchOfTheFirstHalfword_thenTheRest() {
        GuestProgram program = program("lg %r2,0(%r5)");
        Stepper stepper = new Stepper(program);

        CpuState state = stepper.initial(0);
        assertThat(state.isBetweenInstructions()).isTrue();
        assertThat(state.effect()).matches(effect -> effect.kind() == Kind.INSTRUCTION_FETCH && effect.size() == 2);
        assertThat(state.effect().address()).isEqualTo(CODE);

        state = stepper.advance(state, initial(program, CODE, 2));
        assertThat(state.isBetweenInstructions()).isFalse();
        assertThat(state.effect().address()).isEqualTo(CODE + 2);
        assertThat(state.effect().size()).isEqualTo(4);
    }

    @Test
    void answerOfAFetch_isWhatTheRegisterHolds_andTheEndIsAnEffect() {
        GuestProgram program = program("lg %r2,0(%r5)");
        Stepper stepper = new Stepper(program);

        CpuState fetch = beyondFetches(program, stepper, stepper.initial(0));
        assertThat(fetch.effect().kind()).isEqualTo(Kind.FETCH);
        assertThat(fetch.effect().address()).isEqualTo(X);
        assertThat(fetch.effect().size()).isEqualTo(8);

        CpuState end = stepper.advance(fetch, 0x1234);
        assertThat(end.gr(2)).isEqualTo(0x1234);
        assertThat(end.effect().kind()).isEqualTo(Kind.END);
        assertThat(Outcome.ending(end.effect().value())).isEmpty();
    }

    @Test
    void sameAnswers_giveEqualStates_othersDoNot() {
        GuestProgram program = program("lg %r2,0(%r5)\n lg %r3,8(%r5)");
        Stepper stepper = new Stepper(program);
        CpuState fetch = beyondFetches(program, stepper, stepper.initial(0));

        CpuState seven = stepper.advance(fetch, 7);
        assertThat(stepper.advance(fetch, 7)).isEqualTo(seven).hasSameHashCodeAs(seven);
        assertThat(stepper.advance(fetch, 8)).isNotEqualTo(seven);
    }

    @Test
    void storeByRealAddress_isNamedSo_andOneByLogicalAddressIsNot() {
        GuestProgram program = program("sturg %r2,%r5\n stg %r2,0(%r5)");
        Stepper stepper = new Stepper(program);

        CpuState sturg = beyondFetches(program, stepper, stepper.initial(0));
        assertThat(sturg.effect().kind()).isEqualTo(Kind.STORE);
        assertThat(sturg.effect().naming()).isEqualTo(Naming.BY_REAL);
        CpuState stg = beyondFetches(program, stepper, stepper.advance(sturg, 0));
        assertThat(stg.effect().kind()).isEqualTo(Kind.STORE);
        assertThat(stg.effect().naming()).isNotEqualTo(Naming.BY_REAL);
    }

    @Test
    void unalignedStore_isAStoreOfBytes() {
        GuestProgram program = program("stg %r2,1(%r5)");
        Stepper stepper = new Stepper(program);

        assertThat(beyondFetches(program, stepper, stepper.initial(0)).effect().kind())
                .isEqualTo(Kind.STORE_BYTES);
    }

    @Test
    void swap_serializesBeforeAndAfter_andIsOneEffect() {
        GuestProgram program = program("csg %r2,%r3,0(%r5)");
        Stepper stepper = new Stepper(program);
        List<Kind> kinds = new ArrayList<>();

        CpuState state = beyondFetches(program, stepper, stepper.initial(0));
        while (state.effect().kind() != Kind.END) {
            kinds.add(state.effect().kind());
            state = beyondFetches(program, stepper, stepper.advance(state, 7));
        }

        assertThat(kinds).containsExactly(Kind.SERIALIZE, Kind.COMPARE_AND_SWAP, Kind.SERIALIZE);
        assertThat(state.gr(2)).as("what was there").isEqualTo(7);
    }

    @Test
    void instructionFetched_decidesWhatIsDone() {
        GuestProgram program = program("site: lghi %r2,1", Observation.execution("site", 0, CODE, 1));
        Stepper stepper = new Stepper(program);

        CpuState state = stepper.advance(stepper.advance(stepper.initial(0), 0xa729), 0x0002);

        assertThat(state.gr(2)).isEqualTo(2);
        assertThat(program.observations().get(0).value(state, 0)).isEqualTo(0xa729_0002_0000_0000L);
    }

    @Test
    void accidents_endTheCpuInWords() {
        GuestProgram program = program(".short 0");
        Stepper stepper = new Stepper(program);

        CpuState state = stepper.advance(stepper.initial(0), 0);
        assertThat(state.effect().kind()).isEqualTo(Kind.END);
        assertThat(Outcome.ending(state.effect().value())).isEqualTo("program interruption 0001");
    }

    @Test
    void interruption_storesTheOldPswByRealAddress_betweenTwoSerializations() {
        GuestProgram program = program("nopr");
        Stepper stepper = new Stepper(program);
        Interruption restart = new Interruption(Interruption.Kind.RESTART, 0, 0);

        CpuState state = stepper.interrupt(stepper.initial(0), restart);
        assertThat(state.effect().kind()).isEqualTo(Kind.SERIALIZE_INTERRUPTION);
        state = stepper.advance(state, 0);
        assertThat(state.effect().kind()).isEqualTo(Kind.STORE);
        assertThat(state.effect().address()).isEqualTo(Interruption.Kind.RESTART.oldPsw());
        assertThat(state.effect().value()).isEqualTo(MASK);
        state = stepper.advance(state, 0);
        assertThat(state.effect().value()).as("instruction address").isEqualTo(CODE);
        CpuState underWay = state;
        assertThatThrownBy(() -> stepper.interrupt(underWay, restart)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressTranslation_isSaidNotToBeModeled() {
        Stepper stepper = new Stepper(program("nopr"));
        assertThat(stepper.initial(0).effect().kind()).isEqualTo(Kind.INSTRUCTION_FETCH);

        GuestProgram translated = program("nopr", MASK | Psw.DAT);
        assertThatThrownBy(() -> new Stepper(translated).initial(0))
                .isInstanceOf(NotModeledException.class)
                .hasMessageContaining("translation");
    }
}
