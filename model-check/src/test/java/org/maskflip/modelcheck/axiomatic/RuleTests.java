package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** For each rule the smallest tests that tell whether it is there. */
final class RuleTests {
    private static final String X = "8(%r12)";
    private static final String Y = "0(%r12)";
    private static final String EXECUTE = "brasl %r14,fun; lgr %r2,%r1";

    private RuleTests() {}

    private static RandomLitmus test(String name, String... cpus) {
        List<List<String>> columns = new ArrayList<>();
        for (String cpu : cpus) {
            columns.add(Arrays.stream(cpu.split(";", -1)).map(String::strip).toList());
        }
        return new RandomLitmus(name, columns);
    }

    private static String load(int register, String place) {
        return "lg %r" + register + "," + place;
    }

    private static String store(String place) {
        return "stg %r8," + place;
    }

    private static String both(String... instructions) {
        return String.join("; ", instructions);
    }

    /** All of them; r8 and r11 hold values, r6 the address of the patchable function, r7 its new contents. */
    static List<RandomLitmus> all() {
        String writeCode = "mvi 3(%r6),1";
        return List.of(
                test("CoRR", store(X), both(load(2, X), load(3, X))),
                test("MP", both(store(X), store(Y)), both(load(2, Y), load(3, X))),
                test("LB", both(load(2, X), store(Y)), both(load(2, Y), store(X))),
                test("SB", both(store(X), load(2, Y)), both(store(Y), load(2, X))),
                test("SB+rfi", both(store(X), load(2, X), load(3, Y)), both(store(Y), load(2, Y), load(3, X))),
                test("SB+bcr", both(store(X), "bcr 15,0", load(2, Y)), both(store(Y), "bcr 15,0", load(2, X))),
                test("SB+oi", both("oi " + X + ",128", load(2, Y)), both("oi " + Y + ",128", load(2, X))),
                test(
                        "SB+laa",
                        both(store(X), "laa %r3,%r11,4(%r12)", "llgc %r2," + Y),
                        both("stc %r8," + Y, "bcr 15,0", load(2, X))),
                test(
                        "SB+laa+cs-fails",
                        both("laag %r3,%r11," + X, load(2, Y)),
                        both("lgr %r2,%r9", store(Y), "csg %r2,%r9," + X)),
                test("2CS", "csg %r2,%r9," + X, "csg %r2,%r9," + X),
                test("2LAA", "laag %r2,%r11," + X, "laag %r2,%r11," + X),
                test(
                        "unaligned+own",
                        both("st %r8,9(%r12)", "llgc %r2,9(%r12)", load(3, Y)),
                        both(store(Y), "bcr 15,0", "llgc %r2,12(%r12)")),
                test("block", "stg %r9," + X, load(2, X)),
                test("F-early", both(writeCode, store(X)), both(load(3, X), EXECUTE)),
                test("F-early+bcr", both(writeCode, store(X)), both(load(3, X), "bcr 15,0", EXECUTE)),
                test("F-before-later", both(store(X), writeCode), both(EXECUTE, load(3, X))),
                test("F-unordered", writeCode, both(EXECUTE, "lgr %r3,%r2", EXECUTE)),
                test("F-piecemeal", "mvi 2(%r6),1; mvi 3(%r6),1", EXECUTE),
                test("halves", "sth %r8,2(%r6)", EXECUTE),
                test("halves+F-seq", "sth %r8,2(%r6)", EXECUTE),
                test("F-own", both(writeCode, EXECUTE)),
                test("F-own-later", both(EXECUTE, writeCode, store(Y)), both(load(3, Y), writeCode)),
                test("F-own-real", both("sturg %r7,%r6", EXECUTE)),
                test(
                        "F-own-real+later",
                        both("sturg %r7,%r6", EXECUTE, load(3, Y)),
                        both(store(Y), "bcr 15,0", "llgc %r3,3(%r6)")));
    }
}
