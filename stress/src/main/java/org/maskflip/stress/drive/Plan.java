package org.maskflip.stress.drive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The forks of a run, in the order in which they are run. The same for the same tests, mode, seed and shard.
 *
 * @param mode how long each runs
 * @param seed of the order, and of the compiler's random choices
 * @param forks what to run
 */
record Plan(Mode mode, long seed, List<Fork> forks) {
    Plan {
        forks = List.copyOf(forks);
    }

    /**
     * The forks for some tests, given with their numbers of actors. Where each gets one only, guest tests are compiled lightly: in a
     * second of running, the interpreter of guest code would not get through the other compiler.
     */
    static Plan of(Mode mode, long seed, SortedMap<String, Integer> tests) {
        List<Fork> forks = new ArrayList<>();
        tests.forEach((test, actors) -> {
            for (int number = 0; number < mode.forks(); number++) {
                boolean isShort = mode.ways() == Mode.Ways.ONE && Harness.isGuest(test);
                if (!isShort) {
                    forks.add(new Fork(test, actors, "neutral", List.of(), number));
                }
                if (isShort || mode.ways() == Mode.Ways.THREE) {
                    forks.add(new Fork(test, actors, "light", List.of("-XX:TieredStopAtLevel=1"), number));
                }
                if (mode.ways() == Mode.Ways.THREE) {
                    forks.add(new Fork(test, actors, "random", random(seed + number), number));
                }
            }
        });
        Collections.shuffle(forks, new Random(seed));
        return new Plan(mode, seed, forks);
    }

    private static List<String> random(long seed) {
        return List.of(
                "-XX:+StressLCM",
                "-XX:+StressGCM",
                "-XX:+StressIGVN",
                "-XX:+StressCCP",
                "-XX:StressSeed=" + (seed & Integer.MAX_VALUE));
    }

    /** The names of all tests. */
    SortedSet<String> tests() {
        SortedSet<String> tests = new TreeSet<>();
        forks.forEach(fork -> tests.add(fork.test()));
        return tests;
    }

    /** A number that differs for plans that differ: a run is resumed only with its own plan. */
    String fingerprint() {
        CRC32 crc = new CRC32();
        crc.update((mode + " " + seed).getBytes(StandardCharsets.UTF_8));
        for (Fork fork : forks) {
            crc.update((fork.key() + fork.jvmArguments()).getBytes(StandardCharsets.UTF_8));
        }
        return String.format("%08x", crc.getValue());
    }
}
