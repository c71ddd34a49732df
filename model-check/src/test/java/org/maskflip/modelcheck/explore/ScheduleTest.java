package org.maskflip.modelcheck.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules as strings and as executions, and the search for the shortest. */
class ScheduleTest {
    @Test
    void string_countsRepetitions_andIsReadBack() {
        Schedule schedule = new Schedule(List.of(0, 0, 0, 35, 36, 36));

        assertThat(schedule).hasToString("3:0.z.2:10");
        assertThat(Schedule.parse("3:0.z.2:10")).isEqualTo(schedule);
        assertThat(Schedule.parse("")).isEqualTo(new Schedule(List.of()));
    }

    @Test
    void randomSchedules_areReadBack() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            Schedule schedule = new Schedule(random.ints(random.nextInt(50), 0, 1 + random.nextInt(3) * 1000)
                    .boxed()
                    .toList());
            assertThat(Schedule.parse(schedule.toString()))
                    .as("seed 4, number " + i)
                    .isEqualTo(schedule);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "0.", "0..1", "-1", "+1", "0 1", "2:", ":1", "2:3:4", "zzzzzzzzz", "é"})
    void string_thatIsNone_isRefusedByItsPart(String text) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a step of a schedule: \"");
    }

    @Test
    void string_ofTooManySteps_isRefused() {
        assertThatThrownBy(() -> Schedule.parse("zzzzz:0")).hasMessageContaining("more than 10000000 steps");
    }

    @Test
    void replay_goesThroughItsStates() {
        Schedule.Execution<List<Integer>> execution = Schedule.parse("2:0.1").replay(new Grid(5, 5, -1));

        assertThat(execution.last()).containsExactly(2, 1);
        assertThat(execution.states()).hasSize(4);
        assertThat(execution.steps()).containsExactly("[0, 0] 0", "[1, 0] 0", "[2, 0] 1");
    }

    @Test
    void replay_ofAStepThatIsNotPossible_namesIt() {
        assertThatThrownBy(() -> Schedule.parse("0.1.2").replay(new Grid(5, 5, -1)))
                .hasMessage("step 3 of the schedule, 2, is not possible there");
    }

    @Test
    void shortest_hasTheLengthOfTheWay() {
        Schedule schedule = Witness.shortest(new Grid(9, 7, 3), outcome -> outcome == 8006, 1000)
                .orElseThrow();

        assertThat(schedule.labels()).hasSize(14).doesNotContain(Grid.BACK);
        assertThat(Witness.shortest(new Grid(9, 7, 3), outcome -> outcome == 1, 1000))
                .isEmpty();
    }

    @Test
    void shortest_ofTooManyStates_isNotFound() {
        assertThat(Witness.shortest(new Grid(100, 100, -1), outcome -> true, 500))
                .isEmpty();
    }

    @Test
    void random_endsInAFinalState_orAfterItsSteps() {
        Grid grid = new Grid(10, 10, -1);

        Schedule walk = Witness.random(grid, new Random(1), 1000);

        assertThat(grid.outcome(walk.replay(grid).last())).isEqualTo(9009);
        assertThat(Witness.random(grid, new Random(1), 5).labels()).hasSize(5);
    }
}
