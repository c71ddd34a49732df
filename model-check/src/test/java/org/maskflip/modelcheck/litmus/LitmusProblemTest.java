package org.maskflip.modelcheck.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader is told of a file that is wrong: where, what was found, what was meant. */
class LitmusProblemTest {
    private static final String GOOD = """
            S390X T
            "comment"
            {
            word x=1; doubleword y; version new at site="lghi %r3,2";
            0:r1=x; 1:enabled=emergency-signal; level=zec12; facilities=-interlocked-access-2;
            }
             P0            | P1            | handler       ;
             mvhi 0(%r1),1 | site: lghi %r3,1 | lpswe 0x130  ;
             bcr 15,0      | lgrl %r2,y    |               ;
            locations [x; 1:r3]
            exists (1:ran(site)=new /\\ (y=0 \\/ ~1:ending=waits))
            Expect: never

            Because of W-R.
            """;

    @Test
    void good_isRead() throws LitmusProblem {
        assertThat(LitmusFile.read("T", GOOD).expectation()).isEqualTo(Expectation.NEVER);
    }

    /** Each line: what of the good file is replaced, by what, and the message after the file's name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "S390X T ! X86 T ! 1:1: found architecture \"X86\"; expected S390X",
                "S390X T ! S390X ! 1:6: found nothing behind S390X; expected the name of the test, without blanks",
                "word x=1 ! wrd x=1 ! 4:1: unknown size \"wrd\"; did you mean \"word\"?",
                "word x=1; ! word x=1 ! 4:10: found \"doubleword\"; expected \";\" behind a setting of the initial state",
                "word x=1 ! word x=one+ ! 4:12: found \";\"; expected an offset, a decimal number or a hexadecimal one with 0x, of at most 64 bits",
                "0:r1 ! 0:r16 ! 5:3: found register \"r16\"; expected a number up to 15",
                "0:r1 ! 7:r1 ! 5:1: found CPU 7; expected 0 to 1, as there are columns",
                "0:r1=x ! 0:r1=sitt ! 5:6: unknown location or label \"sitt\"; did you mean \"site\"?",
                "emergency-signal ! emergency-signl ! 5:19: unknown interruption \"emergency-signl\"; did you mean \"emergency-signal\"?",
                "level=zec12 ! level=zec13 ! 5:43: unknown level \"zec13\"; did you mean \"zec12\"?",
                "interlocked-access-2 ! interlock-access-2 ! 5:62: unknown facility \"interlock-access-2\"; did you mean \"interlocked-access-2\"?",
                "version new at site ! version new at sit ! 4:25: unknown label \"sit\"; did you mean \"site\"?",
                "version new at ! version x at ! 4:25: found version \"x\", a name that means something else already; expected another one",
                "bcr 15,0 ! bcr15 ! 9:2: unknown instruction \"bcr15\"; did you mean \"bcr 15,0\"?",
                "bcr 15,0      | lgrl ! bcr 15,0        lgrl ! 9:2: found a row of 2 cells; expected 3, as many as in the first row: is a \"|\" missing?",
                "%r1),1 | site: ! %r1),1 | site: | ! 8:2: found a row of 4 cells; expected 3, as many as in the first row: is there a \"|\" too many?",
                "lpswe 0x130  ; ! lpswe 0x130 ! 8:48: found the end of the line in the table of code; expected \";\" behind the row",
                "lgrl %r2,y ! lgrl %r2,z ! 9:18: \"z\" has no value: undefined label or symbol \"z\"",
                "P1            | ! P2            | ! 7:18: found \"P2\"; expected P1: CPUs are numbered from 0 on, from left to right",
                "locations [ ! location [ ! 10:1: found \"location\"; did you mean \"locations\"?",
                "exists ( ! exist ( ! 11:1: unknown quantifier \"exist\"; did you mean \"exists\"?",
                "1:ran(site) ! 1:ran(sites) ! 11:9: unknown label \"sites\"; did you mean \"site\"?",
                "1:ran(site)=new ! 1:ran(site)=neww ! 11:21: unknown version \"neww\"; did you mean \"new\"?",
                "1:ran(site)=new ! 1:run(site)=new ! 11:11: unknown general register or item of a CPU \"run\"; did you mean \"ran\"?",
                "ending=waits ! ending=wait ! 11:46: unknown ending \"wait\"; did you mean \"waits\"?",
                "waits)) ! waits) ! 12:1: found \"Expect\"; expected \")\" behind a condition in parentheses, or \"/\\\", \"\\/\"",
                "Expect: never ! Expect: nver ! 12:9: unknown expectation \"nver\"; did you mean \"never\"?",
                "Expect: ! Expct: ! 12:1: found \"Expct\"; did you mean \"Expect:\"?",
                "y=0 ! [y+6:4]=0 ! 11:29: found 4 bytes at [y+6:4]; expected them inside of y, which has 8",
                "y=0 ! site=0 ! 11:29: found \"site\" without a size of 1 to 8 bytes; expected [site:4], for instance",
                "\"comment\" ! (* comment ! 2:1: found a comment \"(*\" without an end; expected \"*)\"",
                "} ! ; ! 7:16: found \"|\"; expected \";\" behind a setting",
            })
    void mistake_isNamedWithItsPlace(String good, String bad, String message) {
        String text = GOOD.replace(good, bad);
        assertThat(text).as("the mistake is made").isNotEqualTo(GOOD);
        assertThatThrownBy(() -> LitmusFile.read("T.litmus", text))
                .isInstanceOf(LitmusProblem.class)
                .hasMessageStartingWith("T.litmus:" + message);
    }

    /** Damaged files are read or refused with a place inside of them, and in one line; nothing else happens. */
    @Test
    void damaged_isReadOrRefusedInOneLine() {
        long seed = Long.getLong("maskflip.seed", 4);
        Random random = new Random(seed);
        List<String> texts = List.of(
                GOOD,
                Catalogue.text("SIGP+wait"),
                Catalogue.text("MVC"),
                Catalogue.text("SIGP+MP.RF"),
                Catalogue.text("PAGE+FOW"),
                Catalogue.text("SB+svc"));
        int refused = 0;
        int rounds = Integer.getInteger("maskflip.damaged", 3_000);
        for (int round = 0; round < rounds; round++) {
            String text = damaged(texts.get(random.nextInt(texts.size())), random);
            String where = "seed " + seed + ", round " + round;
            try {
                LitmusTest test = LitmusFile.read("T", text);
                assertThat(LitmusFile.read("T", LitmusPrinter.print(test)))
                        .as(where)
                        .isEqualTo(test);
            } catch (LitmusProblem e) {
                refused++;
                assertThat(e.getMessage()).as(where).doesNotContain("\n").matches("T:\\d+:\\d+: .*");
                assertThat((long) e.line()).as(where).isBetween(1L, text.lines().count() + 1);
            } catch (RuntimeException e) {
                throw new AssertionError(where + "\n" + text, e);
            }
        }
        assertThat(refused).isGreaterThan(rounds / 4).isLessThan(rounds);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && damaged.length() > 1; i++) {
            int at = random.nextInt(damaged.length());
            int to = Math.min(damaged.length(), at + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> damaged.delete(at, to);
                case 1 -> damaged.setCharAt(at, (char) (random.nextInt(95) + 32));
                case 2 -> damaged.insert(at, "{}()[]|;:=~\"%\\/,.+-\n09@é\t".charAt(random.nextInt(25)));
                case 3 -> damaged.insert(at, damaged.substring(at, to));
                case 4 -> damaged.insert(at, Long.toString(random.nextLong()));
                default -> damaged.setLength(Math.max(1, at));
            }
        }
        return damaged.toString();
    }
}
