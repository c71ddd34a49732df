package org.maskflip.modelcheck.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.Outcome;

/** Litmus files from text to outcomes, and back. */
class LitmusFileTest {
    private static final String SB = """
            S390X SB
            "Store buffering (* not a comment *)"
            Cycle=PodWR Fre PodWR Fre
            { 0:r1=x; 0:r2=y; (* a comment; (* nested *) *)
              x=0; 1:r1=y;
              1:r2 = x
            }
             P0              | P1              ;
             mvghi 0(%r1),1  | mvghi 0(%r1),1  ;
             lg %r3,0(%r2)   | lg %r3,0(%r2)   ;
            locations [x; y;]
            exists (0:r3=0 /\\ 1:r3=0)
            Expect: sometimes

            A store need not precede a later fetch
              from another location (W-R).
            """;

    static Set<Outcome> outcomes(LitmusTest test) {
        return new Search<>(new ModelZ(test.program()), Budget.DEFAULT)
                .run()
                .outcomes()
                .keySet();
    }

    static Set<String> described(LitmusTest test) {
        Set<String> words = new TreeSet<>();
        outcomes(test).forEach(outcome -> words.add(test.describe(outcome)));
        return words;
    }

    @Test
    void read_storeBuffering_hasItsOutcomes() throws LitmusProblem {
        LitmusTest test = LitmusFile.read("SB.litmus", SB);
        assertThat(described(test))
                .containsExactly(
                        "x=1; y=1; 0:r3=0; 1:r3=0",
                        "x=1; y=1; 0:r3=0; 1:r3=1",
                        "x=1; y=1; 0:r3=1; 1:r3=0",
                        "x=1; y=1; 0:r3=1; 1:r3=1");
        assertThat(test.isAsExpected(outcomes(test))).isTrue();
        assertThat(test.reason()).isEqualTo("A store need not precede a later fetch\nfrom another location (W-R).");
    }

    @Test
    void print_whatWasRead_readsEqual() throws LitmusProblem {
        LitmusTest test = LitmusFile.read("SB.litmus", SB);
        assertThat(LitmusFile.read("again", LitmusPrinter.print(test))).isEqualTo(test);
    }

    @Test
    void ran_changedCode_tellsVersionsApart() throws LitmusProblem {
        LitmusTest test = LitmusFile.read("SM.litmus", """
                S390X SM+sturg
                "A CPU stores to code by real address and runs it"
                { version old="lghi %r3,1"; version new="lghi %r3,2"; 0:r2="lghi %r3,2; nopr; nopr"; 0:r4=here }
                 P0                     ;
                 sturg %r2,%r4          ;
                       .balign 8        ;
                 here: lghi %r3,1       ;
                 nopr                   ;
                 nopr                   ;
                exists (0:ran(here)=old)
                """);
        assertThat(described(test)).containsExactly("0:ran(here)=new", "0:ran(here)=old");
        assertThat(Expectation.of(outcomes(test), test.condition())).isEqualTo(Expectation.SOMETIMES);
    }
}
