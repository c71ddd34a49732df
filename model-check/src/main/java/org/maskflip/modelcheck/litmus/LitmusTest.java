package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * A litmus test: a guest program, a condition on its outcomes, and in how many of them it is expected to hold. The program observes
 * what {@code locations} names and then what the condition names, each once. Equal if the sources are.
 *
 * @param source as written, which the printer prints
 * @param program the guest program
 * @param condition the condition
 * @param versions by the bytes of its first instruction, left-aligned in a doubleword, the name of each version
 */
public record LitmusTest(LitmusSource source, GuestProgram program, Condition condition, Map<Long, String> versions) {
    private static final long SMALL = 1_000_000;

    public LitmusTest {
        versions = Map.copyOf(versions);
    }

    public String name() {
        return source.name();
    }

    /** One line or more about the test; may be empty. */
    public String comment() {
        return source.comment();
    }

    /** Why the expectation is what it is, with the names of rules; may be empty. */
    public String reason() {
        return source.reason();
    }

    public Quantifier quantifier() {
        return source.quantifier();
    }

    public Expectation expectation() {
        return source.expectation();
    }

    /** Whether a complete set of outcomes is as expected. */
    public boolean isAsExpected(Collection<Outcome> outcomes) {
        return Expectation.of(outcomes, condition) == expectation();
    }

    /** An outcome in words: each observed value by its name, then how CPUs ended that did not end normally. */
    public String describe(Outcome outcome) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < program.observations().size(); i++) {
            Observation observation = program.observations().get(i);
            words.add(observation.name() + "="
                    + describe(observation, outcome.values().get(i)));
        }
        for (int cpu = 0; cpu < outcome.endings().size(); cpu++) {
            if (!outcome.endings().get(cpu).isEmpty()) {
                words.add(cpu + ":ending=" + Endings.word(outcome.endings().get(cpu)));
            }
        }
        return String.join("; ", words);
    }

    private String describe(Observation observation, long value) {
        if (!observation.isExecution()) {
            return value > -SMALL && value < SMALL ? Long.toString(value) : "0x" + Long.toHexString(value);
        }
        if (value == 0) {
            return GuestLayout.NONE;
        }
        String version = versions.get(value);
        return version != null ? version : '"' + GuestLayout.disassemble(value, observation.address()) + '"';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LitmusTest that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
