package org.maskflip.modelcheck.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.agreement.OutcomeSetTest.Operation;

/** A test of an outcome-set file. */
class OutcomeSetTestTest {
    private static final OutcomeSetTest TEST = new OutcomeSetTest(
            "two",
            List.of(List.of(new Operation("exec", "f", 0, "r0", null), new Operation("store", "x", 1, null, null))),
            List.of("f", "x"),
            List.of("0:r0", "[x]"),
            Set.of(List.of(0L, 1L)));

    @Test
    void isCode_ofWhatIsExecuted_notOfWhatIsOnlyStored() {
        assertThat(TEST.isCode("f")).isTrue();
        assertThat(TEST.isCode("x")).isFalse();
    }

    @Test
    void describe_namesEachVariable() {
        assertThat(TEST.describe(List.of(0L, 1L))).isEqualTo("0:r0=0 [x]=1");
    }
}
