package org.maskflip.modelcheck.axiomatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.axiomatic.TwoModels.Verdict;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusTest;

/**
 * The operational and the axiomatic model on programs at random: {@code -Dmaskflip.agree.tests} of them, from the seed
 * {@code -Dmaskflip.agree.seed} on.
 */
class ModelsAgreeTest {
    private static final long SEED = Long.getLong("maskflip.agree.seed", 1);
    private static final long TESTS = Long.getLong("maskflip.agree.tests", 2_000);

    /** So many in a thousand may hit a bound before they are compared. */
    private static final long UNDECIDED = 5;

    private static boolean differ(RandomLitmus test, Set<Variation> variations) {
        return TwoModels.compare(test.test().program(), variations) == Verdict.DIFFERENT;
    }

    @Test
    void programsAtRandom_haveTheSameOutcomesInBothModels() {
        System.out.println("seeds " + SEED + " to " + (SEED + TESTS - 1));
        Set<Variation> none = EnumSet.noneOf(Variation.class);
        long undecided = 0;
        for (long seed = SEED; seed < SEED + TESTS; seed++) {
            RandomLitmus test = RandomLitmus.of(seed);
            Verdict verdict = TwoModels.compare(test.test().program(), none);
            if (verdict == Verdict.DIFFERENT) {
                RandomLitmus smallest = TwoModels.shrink(test, each -> differ(each, none));
                fail(
                        "seed %d: the models differ; the smallest such test:%n%s%s%nagain: mvn test -pl model-check"
                                + " -Dtest=ModelsAgreeTest -Dmaskflip.agree.seed=%d -Dmaskflip.agree.tests=1",
                        seed, smallest.text(), TwoModels.difference(smallest.test(), none), seed);
            }
            undecided += verdict == Verdict.UNDECIDED ? 1 : 0;
        }
        assertThat(undecided).isLessThanOrEqualTo(UNDECIDED * (TESTS + 999) / 1000);
    }

    @Test
    void catalogue_hasTheSameOutcomesInBothModels_orIsNamedAsNotCovered() {
        int compared = 0;
        for (LitmusTest test : Catalogue.tests()) {
            Verdict verdict = TwoModels.compare(test.program(), EnumSet.noneOf(Variation.class));
            assertThat(verdict)
                    .as(() -> test.name() + "\n" + TwoModels.difference(test, EnumSet.noneOf(Variation.class)))
                    .isNotEqualTo(Verdict.DIFFERENT);
            compared += verdict == Verdict.EQUAL ? 1 : 0;
        }
        System.out.println(compared + " tests of the catalogue compared");
        assertThat(compared).isGreaterThan(Catalogue.tests().size() * 3 / 4);
    }

    @Test
    void wrongAxioms_areFoundAtRandom_andTheTestShrinks() {
        Set<Variation> wrong = EnumSet.of(Variation.WITHOUT_W_R_SAME);
        RandomLitmus test = RandomLitmus.of(1);
        for (long seed = 2; !differ(test, wrong); seed++) {
            test = RandomLitmus.of(seed);
        }

        RandomLitmus smallest = TwoModels.shrink(test, each -> differ(each, wrong));

        assertThat(smallest.cpus().stream().mapToInt(each -> each.size()).sum()).isLessThanOrEqualTo(4);
        assertThat(TwoModels.difference(smallest.test(), wrong)).contains("axiomatic only");
    }
}
