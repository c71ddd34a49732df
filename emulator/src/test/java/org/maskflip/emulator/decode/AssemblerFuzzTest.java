package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the source, an assembly ends, with a program or with an {@link AssemblyException}. */
class AssemblerFuzzTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);
    private static final int ROUNDS = Integer.getInteger("maskflip.cases", 500);
    private static final String CHARACTERS = " \t,;:()%\"'\\#/*.=+-<>|&^~$@0129xbfrac\u0001\u00e9\u0663";

    private static void assertEndsWell(String source, String name) {
        Throwable thrown =
                catchThrowable(() -> new Assembler().resolver(file -> source).assemble("fuzz.s", source));
        if (thrown != null) {
            assertThat(thrown).as(name).isInstanceOf(AssemblyException.class);
            assertThat(((AssemblyException) thrown).problems())
                    .as(name)
                    .hasSizeBetween(1, Assembler.MAX_PROBLEMS)
                    .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(600));
        }
    }

    @Test
    void assemble_mutatedSource_neverThrowsAnythingElse() throws IOException {
        System.out.println("assembler fuzz: seed " + SEED + ", " + ROUNDS + " sources");
        List<String> corpus = AssemblerTest.corpus().lines().toList();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            String source = String.join("\n", mutate(corpus, random));
            assertEndsWell(source, "maskflip.seed=" + (SEED + round) + "\n" + source);
        }
    }

    private static List<String> mutate(List<String> corpus, Random random) {
        List<String> lines = new ArrayList<>(corpus);
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            int cut = random.nextInt(line.length() + 1);
            switch (random.nextInt(7)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.set(at, line.substring(0, cut));
                case 4 -> lines.set(at, line.replaceFirst("[0-9]+", Long.toString(random.nextLong())));
                case 5 -> lines.set(at, line + " " + lines.get(random.nextInt(lines.size())));
                default ->
                    lines.set(
                            at,
                            line.substring(0, cut)
                                    + CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))
                                    + line.substring(cut));
            }
        }
        return lines;
    }

    static List<String> hostile() {
        return List.of(
                ".space 1<<60\n",
                " .byte 1\n.space 0x7fffffffffffffff\n",
                ".fill 0x4000000000000000, 8, 1\n",
                ".align 0x80000000\n .byte 1\n .align 0x80000000, 1\n",
                ".rept 1000000000\n nop\n.endr\n",
                ".rept 1000\n".repeat(50) + "nopr\n" + ".endr\n".repeat(50),
                ".rept 100\n.space 30000000, 1\n.endr\n",
                ".rept 400000\n.byte 1\n.space 5000\n.endr\n",
                ".rept 400000\n .section .s\\@\n .byte 1\n.endr\n",
                ".rept 100000\n.ascii \"" + "x".repeat(10_000) + "\"\n.endr\n",
                ".macro m\n m\n.endm\n m\n",
                ".macro m\n m\n m\n.endm\n m\n",
                ".macro m a\n m \\a\\a\n.endm\n m xxxxxxxx\n",
                ".macro m a\n.endm\n m " + "x ".repeat(50_000) + "\n",
                ".macro m\n .section .n\\@\n .byte 1\n.endm\n.rept 3000\n m\n.endr\n",
                ".include \"itself\"\n",
                " lg %r1," + "(".repeat(50_000) + "\n",
                " .quad " + "-".repeat(50_000) + "1\n",
                " .quad " + "1+".repeat(50_000) + "1\n",
                " .quad -9223372036854775808/-1, 1<<64, 1>>-1\n",
                "a:".repeat(50_000) + "\n",
                " .org " + "a".repeat(50_000) + "\n",
                " " + "\u0661".repeat(30) + ": .quad \u0661b\n",
                ".set a, b\n.set b, a\n .quad a\n",
                ".ifdef a\n.else\n.else\n.endif\n.elseif\n",
                ".irp\n.endr\n.irp x\n.endr\n.rept\n.endr\n.macro\n.endm\n",
                "/*",
                "\"",
                "'",
                " .ascii \"\\",
                "\\\\(\\@\\()",
                "");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void assemble_hostileSource_endsInBoundedStorage(String source) {
        assertEndsWell(source, source.substring(0, Math.min(80, source.length())));
    }
}
