package org.maskflip.modelcheck.axiomatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.axiomatic.TwoModels.Verdict;
import org.maskflip.modelcheck.generate.CycleProblem;
import org.maskflip.modelcheck.generate.Generator;
import org.maskflip.modelcheck.generate.Sizes;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusPrinter;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * The operational and the axiomatic model on programs at random and on tests from cycles of relations: {@code
 * -Dmaskflip.agree.tests} of each, from the seed {@code -Dmaskflip.agree.seed} on.
 */
class ModelsAgreeTest {
    private static final long SEED = Long.getLong("maskflip.agree.seed", 1);
    private static final long TESTS = Long.getLong("maskflip.agree.tests", 2_000);

    /** So many in a thousand may hit a bound before they are compared. */
    private static final long UNDECIDED = 5;

    /** After so many programs the counts are printed. */
    private static final long REPORT = 1_000;

    private static boolean differ(GuestProgram program, Set<Variation> variations) {
        return TwoModels.compare(program, variations) == Verdict.DIFFERENT;
    }

    @Test
    void programsAtRandom_haveTheSameOutcomesInBothModels() {
        System.out.println("seeds " + SEED + " to " + (SEED + TESTS - 1));
        Set<Variation> none = EnumSet.noneOf(Variation.class);
        long undecided = 0;
        Map<String, Integer> kinds = new TreeMap<>();
        for (long seed = SEED; seed < SEED + TESTS; seed++) {
            RandomLitmus test = RandomLitmus.of(seed);
            test.kinds().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
            Verdict verdict = TwoModels.compare(test.test().program(), none);
            if (verdict == Verdict.DIFFERENT) {
                LitmusTest smallest = TwoModels.shrink(test.test(), each -> differ(each.program(), none));
                fail(
                        "seed %d: the models differ; the smallest such test:%n%s%s%nagain: mvn test -pl model-check"
                                + " -Dtest=ModelsAgreeTest -Dmaskflip.agree.seed=%d -Dmaskflip.agree.tests=1",
                        seed, LitmusPrinter.print(smallest), TwoModels.difference(smallest, none), seed);
            }
            undecided += verdict == Verdict.UNDECIDED ? 1 : 0;
            if ((seed - SEED + 1) % REPORT == 0) {
                System.out.printf(
                        "%,d programs compared, %d undecided, of them %s%n", seed - SEED + 1, undecided, kinds);
            }
        }
        assertThat(undecided).isLessThanOrEqualTo(UNDECIDED * (TESTS + 999) / 1000);
        if (TESTS >= 100) {
            assertThat(kinds.keySet()).containsExactlyInAnyOrderElementsOf(RandomLitmus.KINDS);
        }
    }

    @Test
    void testsFromCycles_haveTheSameOutcomesInBothModels() {
        System.out.println("seed " + SEED);
        long undecided = 0;
        int compared = 0;
        for (Sizes sizes : Sizes.values()) {
            int count = (int) (TESTS / Sizes.values().length);
            for (LitmusTest test : new Generator(SEED, sizes).tests(count)) {
                UnaryOperator<GuestProgram> machine =
                        compared++ % 2 == 0 ? UnaryOperator.identity() : ModelsAgreeTest::withFacility85;
                Verdict verdict = TwoModels.compare(machine.apply(test.program()), Set.of());
                if (verdict == Verdict.DIFFERENT) {
                    LitmusTest smallest =
                            TwoModels.shrink(test, each -> differ(machine.apply(each.program()), Set.of()));
                    fail(
                            "maskflip generate --size %s --cycle \"%s\": the models differ; the smallest such test:%n%s%s",
                            sizes.word(),
                            test.name(),
                            LitmusPrinter.print(smallest),
                            TwoModels.difference(smallest, Set.of()));
                }
                undecided += verdict == Verdict.UNDECIDED ? 1 : 0;
            }
        }
        System.out.println(compared + " tests from cycles compared, " + undecided + " undecided");
        assertThat(undecided).isLessThanOrEqualTo(UNDECIDED * (TESTS + 999) / 1000);
    }

    private static GuestProgram withFacility85(GuestProgram program) {
        return program.with(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
    }

    @Test
    void catalogue_withFacility85_hasTheSameOutcomesInBothModels_andSomeOtherThanWithout() {
        int compared = 0;
        List<String> changed = new ArrayList<>();
        for (LitmusTest test : Catalogue.tests()) {
            GuestProgram with = withFacility85(test.program());
            Verdict verdict = TwoModels.compare(with, Set.of());
            assertThat(verdict).as(test.name()).isNotEqualTo(Verdict.DIFFERENT);
            compared += verdict == Verdict.EQUAL ? 1 : 0;
            if (TwoModels.compare(with, EnumSet.of(Variation.WITHOUT_F_SEQ)) == Verdict.DIFFERENT) {
                changed.add(test.name());
            }
        }
        System.out.println(compared + " tests of the catalogue compared with facility 85; it matters to " + changed);
        assertThat(compared).isGreaterThan(Catalogue.tests().size() * 3 / 4);
        assertThat(changed).contains("FOW+sth", "FOW+sturg");
    }

    @Test
    void catalogue_hasTheSameOutcomesInBothModels_orIsNamedAsNotCovered() {
        int compared = 0;
        List<String> left = new ArrayList<>();
        for (LitmusTest test : Catalogue.tests()) {
            Verdict verdict = TwoModels.compare(test.program(), EnumSet.noneOf(Variation.class));
            assertThat(verdict)
                    .as(() -> test.name() + "\n" + TwoModels.difference(test, EnumSet.noneOf(Variation.class)))
                    .isNotEqualTo(Verdict.DIFFERENT);
            if (verdict == Verdict.EQUAL) {
                compared++;
            } else {
                left.add(test.name());
            }
        }
        System.out.println(compared + " tests of the catalogue compared; not compared: " + left);
        assertThat(compared).isGreaterThan(Catalogue.tests().size() * 3 / 4);
    }

    @Test
    void wrongAxioms_areFoundAtRandom_andTheTestShrinks() {
        Set<Variation> wrong = EnumSet.of(Variation.WITHOUT_W_R_SAME);
        LitmusTest test = RandomLitmus.of(1).test();
        for (long seed = 2; !differ(test.program(), wrong); seed++) {
            test = RandomLitmus.of(seed).test();
        }

        LitmusTest smallest = TwoModels.shrink(test, each -> differ(each.program(), wrong));

        assertThat(TwoModels.instructions(smallest)).isLessThanOrEqualTo(4);
        assertThat(TwoModels.difference(smallest, wrong)).contains("axiomatic only");
    }

    @Test
    void wrongAxioms_areFoundByATestFromACycle_andTheTestShrinks() throws CycleProblem {
        Set<Variation> wrong = EnumSet.of(Variation.WITHOUT_W_W);
        LitmusTest test = Generator.test("PodWW Rfe PodRR PodRR Fre", Sizes.WORD);

        LitmusTest smallest = TwoModels.shrink(test, each -> differ(each.program(), wrong));

        assertThat(TwoModels.instructions(smallest)).isLessThan(TwoModels.instructions(test));
        assertThat(differ(smallest.program(), wrong)).isTrue();
        assertThat(TwoModels.shrink(smallest, each -> differ(each.program(), wrong)))
                .isEqualTo(smallest);
        System.out.println(LitmusPrinter.print(smallest));
    }
}
