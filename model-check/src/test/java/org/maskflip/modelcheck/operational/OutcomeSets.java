package org.maskflip.modelcheck.operational;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.maskflip.modelcheck.agreement.Agreement;
import org.maskflip.modelcheck.agreement.OutcomeSetFile;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.agreement.Translation;
import org.maskflip.modelcheck.explore.Budget;

/** The outcome sets among the project's resources, and their comparison with variants of the model. */
final class OutcomeSets {
    static final Budget BUDGET = Budget.DEFAULT.withStates(1_000_000);

    private OutcomeSets() {}

    static List<OutcomeSetTest> read(String name) {
        try (InputStream file = OutcomeSets.class.getResourceAsStream("/oracle/" + name)) {
            return OutcomeSetFile.read(name, Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OutcomeSetFile.Unreadable e) {
            throw new IllegalStateException(e);
        }
    }

    static OutcomeSetTest find(String file, String name) {
        return read(file).stream()
                .filter(test -> test.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Agreement compare(OutcomeSetTest test, Set<Reduction> reductions, Deviation... deviations) {
        Set<Deviation> set = EnumSet.noneOf(Deviation.class);
        set.addAll(List.of(deviations));
        return Agreement.of(test, new ModelZ(Translation.of(test), reductions, set), BUDGET);
    }

    static Set<Reduction> all() {
        return EnumSet.allOf(Reduction.class);
    }
}
