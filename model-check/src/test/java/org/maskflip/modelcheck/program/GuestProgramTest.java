package org.maskflip.modelcheck.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Registers;

/** Regions of storage and initial states of a guest program; outcomes in order. */
class GuestProgramTest {
    @Test
    void regions_areLaidOutByAddress_whateverTheOrderTheyCameIn() {
        GuestProgram program = GuestProgram.named("two")
                .storage(0x2000, new byte[] {3, 4})
                .storage(0x1000, new byte[] {1, 2})
                .build();

        assertThat(program.contents()).containsExactly(1, 2, 3, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(program.index(program.address(i))).isEqualTo(i);
        }
        assertThat(program.index(0x1002)).isEqualTo(-1);
        assertThat(program.isInstalled(0x1000, 2)).isTrue();
        assertThat(program.isInstalled(0x1001, 2)).isFalse();
        assertThat(program.isInstalled(0xfff, 1)).isFalse();
        assertThatThrownBy(() -> program.address(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void overlappingRegions_areRefusedWithTheAddress() {
        GuestProgram.Builder builder =
                GuestProgram.named("overlap").storage(0x1000, new byte[8]).storage(0x1007, new byte[8]);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap")
                .hasMessageContaining("1007");
    }

    @Test
    void initialState_doesNotChangeWithWhatItWasMadeFrom() {
        Registers registers = new Registers();
        registers.setGr(2, 5);
        GuestProgram program = GuestProgram.named("copy").cpu(registers).build();
        registers.setGr(2, 6);
        program.contents();

        assertThat(program.cpus().get(0).registers().gr(2)).isEqualTo(5);
    }

    @Test
    void outcomes_areOrderedBySignedValues_thenByEndings() {
        Outcome small = new Outcome(List.of(-1L), List.of(""));
        Outcome large = new Outcome(List.of(1L), List.of(""));
        Outcome stopped = new Outcome(List.of(1L), List.of(Outcome.STOPPED));
        List<Outcome> outcomes = new ArrayList<>(List.of(stopped, large, small));

        outcomes.sort(Outcome.ORDER);

        assertThat(outcomes).containsExactly(small, large, stopped);
        assertThat(large.isOrderly()).isTrue();
        assertThat(stopped.isOrderly()).isFalse();
    }

    @Test
    void executions_areCountedFromOne() {
        assertThatThrownBy(() -> Observation.execution("site", 0, 0x4000, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
