package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssemblerTest {
    static String corpus() throws IOException {
        try (InputStream resource = AssemblerTest.class.getResourceAsStream("corpus.s")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Program assemble(String source) throws AssemblyException {
        return new Assembler().assemble("guest.s", source);
    }

    private static String hex(Program program) {
        long end = program.pieces().stream().mapToLong(Program.Piece::end).max().orElse(0);
        return HexFormat.of().formatHex(program.bytes(0, (int) end));
    }

    private static String failure(String source) {
        return catchThrowableOfType(AssemblyException.class, () -> assemble(source))
                .getMessage();
    }

    @Test
    void corpus_assembledByGnu_hasTheSameBytes() throws Exception {
        String missing = GnuTools.missing();
        assumeTrue(missing.isEmpty(), missing);

        assertThat(hex(assemble(corpus()))).isEqualTo(HexFormat.of().formatHex(GnuTools.assemble(corpus(), 0)));
    }

    @Test
    void corpus_hasItsSymbolsLinesAndEntry() throws Exception {
        Program program = assemble(corpus());

        assertThat(program.entry()).hasValue(0);
        assertThat(program.symbol("last")).isEqualTo(0x400);
        assertThat(program.symbol("counter")).isEqualTo(3);
        assertThat(program.lineOf(0x400)).isEqualTo("guest.s:" + lineOf("last:"));
        assertThat(program.lineOf(0)).isEqualTo("guest.s:" + lineOf("_start:"));
    }

    private static int lineOf(String start) throws IOException {
        return 1
                + corpus().lines()
                        .toList()
                        .indexOf(corpus().lines()
                                .filter(line -> line.startsWith(start))
                                .findFirst()
                                .orElseThrow());
    }

    @Test
    void assemble_sections_standOneAfterTheOther() throws Exception {
        Program program = assemble("""
                        br   %r14
                        .data
                value:  .quad value
                        .section .more
                        .byte 1
                        .text
                        nopr
                """);

        assertThat(program.symbol("value")).isEqualTo(8);
        assertThat(hex(program)).isEqualTo("07fe0700" + "00000000" + "0000000000000008" + "01");
    }

    @Test
    void assemble_definedSymbol_choosesTheVariant() throws Exception {
        String source = ".ifdef TWIN\n lghi %r1,TWIN\n.else\n lghi %r1,-1\n.endif\n";

        assertThat(hex(assemble(source))).isEqualTo("a719ffff");
        assertThat(hex(new Assembler().define("TWIN", 7).assemble("guest.s", source)))
                .isEqualTo("a7190007");
    }

    @Test
    void assemble_include_isReadByTheResolver() throws Exception {
        Program program = new Assembler()
                .resolver(name -> "part.s".equals(name) ? "nopr\nhere: br %r14\n" : null)
                .assemble("guest.s", " .include \"part.s\"\n j here\n");

        assertThat(hex(program)).isEqualTo("070007fea7f4ffff");
        assertThat(program.lineOf(2)).isEqualTo("part.s:2");
        assertThat(program.lineOf(4)).isEqualTo("guest.s:2");
    }

    @Test
    void assemble_ifdefOfALaterLabel_isFalse() throws Exception {
        assertThat(hex(assemble(".ifndef later\n nopr\n.endif\nlater: br %r14\n")))
                .isEqualTo("070007fe");
    }

    @Test
    void assemble_macroBehindALabel_isExpanded() throws Exception {
        assertThat(hex(assemble(".macro leave\n br %r14\n.endm\nstart: leave\n j start\n")))
                .isEqualTo("07fea7f4ffff");
    }

    @Test
    void assemble_holes_areNotStored() throws Exception {
        Program program = assemble(" .byte 1\n .org 0x40000000\n .byte 2\n");

        assertThat(program.pieces()).hasSize(2);
        assertThat(program.pieces().get(1).address()).isEqualTo(0x4000_0000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    BCR15            | unknown instruction "BCR15"; did you mean "bcr 15,0"?
                    lgg %r1,0        | unknown instruction "lgg"; did you mean "lg"?
                    lgr %r1          | found 1 operands for lgr; expected 2: r1,r2
                    lgr %r1,%r16     | found "%r16"; expected a register from %r0 to %r15
                    lgr %r1,%f2      | found "%f2"; expected a register from %r0 to %r15
                    lghi %r1,32768   | immediate operand "32768" is 32768; expected from -32768 to 32767
                    l %r1,4096(%r2)  | displacement "4096" is 4096; expected from 0 to 4095
                    bc 16,0          | mask "16" is 16; expected from 0 to 15
                    mvc 0(257,%r1),0 | length "257" is 257; expected from 1 to 256
                    j main           | "main" has no value: undefined label or symbol "main"
                    jg . + 1         | ". + 1" is the odd address 1; expected an even one
                    brc 15,.+65536   | ".+65536" is 65536 bytes away; expected from -65536 to 65534
                    .quad 1+         | expression "1+" ends too early
                    .byte 256        | "256" is 256; expected a value of 1 bytes, from -128 to 255
                    .align 3         | alignment 3; expected a power of two up to 2^31
                    .if 1            | .if without .endif
                    .endif           | .endif without .if
                    .macro m         | .macro without .endm
                    .include "x.s"   | cannot read "x.s"; expected a file beside the source
                    .quad 1/0        | division by zero in "1/0"
                    """)
    void assemble_badStatement_saysWhereWhatAndWhatWasExpected(String statement, String message) {
        assertThat(failure("\n " + statement + "\n")).isEqualTo("guest.s:2: " + message);
    }

    @Test
    void assemble_misspelledLabel_suggestsTheNearest() {
        assertThat(failure("patcher: br %r14\n jg pacher\n")).endsWith("\"pacher\"; did you mean \"patcher\"?");
    }

    @Test
    void assemble_severalProblems_namesThemInOrderUpToALimit() {
        assertThat(failure(" lgg %r1\n br %r14\n lgr %r1\n").lines()).hasSize(2);
        assertThat(failure(" lgr %r1\n".repeat(100)).lines()).hasSize(Assembler.MAX_PROBLEMS);
    }

    @Test
    void assemble_labelTwice_namesTheFirstPlace() {
        assertThat(failure("a: nopr\na: nopr\n")).isEqualTo("guest.s:2: label \"a\" is already defined at guest.s:1");
    }

    @Test
    void assemble_spaceThatOverflowsTheCounter_isRefused() {
        assertThat(failure(" .byte 1\n .space 0x7fffffffffffffff\n"))
                .isEqualTo("guest.s:2: a space of 9223372036854775807 bytes; expected from 0 to 4294967295");
    }

    @Test
    void assemble_macroThatDoublesItsArgument_isRefused() {
        assertThat(failure(".macro m a\n m \\a\\a\n.endm\n m xxxxxxxx\n"))
                .contains("is a macro doubling its argument?");
    }

    @Test
    void assemble_macroThatCallsItself_isRefused() {
        assertThat(failure(".macro m\n m\n.endm\n m\n")).contains("is one calling itself?");
    }

    @Test
    void assemble_hugeRepetition_isRefused() {
        assertThat(failure(".rept 1000000000\n nop\n.endr\n")).contains("expected at most 500000 in all");
    }
}
