package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Decoded;

/** Texts written down from objdump of binutils 2.40, and what must hold without it; see {@link GnuComparisonTest}. */
class DisassemblerTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);
    private static final long ADDRESS = 0x1000;
    private static final Disassembler DISASSEMBLER =
            new Disassembler(InstructionSet.all().decoder(Facilities.of(Facility.values())));

    private static long left(String hex) {
        return Long.parseUnsignedLong((hex + "0000000000000000").substring(0, 16), 16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    07f0         | br %r0
                    07fe         | br %r14
                    07e0         | bnor %r0
                    0700         | nopr
                    0707         | nopr %r7
                    0aff         | svc 255
                    0101         | pr
                    b20d0000     | ptlb
                    b2b20000     | lpswe 0
                    47000000     | nop 0
                    47012008     | nop 8(%r1,%r2)
                    47f10008     | b 8(%r1,%r0)
                    58110008     | l %r1,8(%r1,%r0)
                    58102008     | l %r1,8(%r2)
                    58100008     | l %r1,8
                    a7040004     | jnop 0x1008
                    a7f4fffe     | j 0xffc
                    a711ffff     | tmll %r1,65535
                    95ff3008     | cli 8(%r3),255
                    89100002     | sll %r1,2
                    89103002     | sll %r1,2(%r3)
                    9a123008     | lam %a1,%a2,8(%r3)
                    b9f83012     | ark %r1,%r2,%r3
                    b2210012     | ipte %r1,%r2
                    b2213012     | ipte %r1,%r2,%r3
                    b2213112     | ipte %r1,%r2,%r3,1
                    b2210112     | ipte %r1,%r2,%r0,1
                    b22b0012     | sske %r1,%r2
                    b22b3012     | sske %r1,%r2,3
                    c00400000004 | jgnop 0x1008
                    c0f400000004 | jg 0x1008
                    c0f480000000 | jg 0xffffffff00001000
                    d20f00000000 | mvc 0(16,%r0),0
                    d707f138f138 | xc 312(8,%r15),312(%r15)
                    d93500001004 | mvck 0(%r3,%r0),4(%r1),%r5
                    e3130ff8ff04 | lg %r1,-8(%r3,%r0)
                    e34010000004 | lg %r4,0(%r1)
                    e54c3008ffff | mvhi 8(%r3),-1
                    eb0110020004 | lmg %r0,%r1,2(%r1)
                    eb123008002f | lctlg %c1,%c2,8(%r3)
                    ec1200048076 | crje %r1,%r2,0x1008
                    ec1200040076 | crj %r1,%r2,0,0x1008
                    ec120304ff55 | risbg %r1,%r2,3,4,255
                    ec1203bc0055 | risbgz %r1,%r2,3,60,0
                    0000         | .short 0x0000
                    b2fe0102     | .long 0xb2fe0102
                    e300010203ff | .long 0xe3000102; .short 0x03ff
                    """)
    void text_isWhatObjdumpWrites(String hex, String text) {
        assertThat(DISASSEMBLER.text(left(hex), ADDRESS)).isEqualTo(text);
    }

    @Test
    void text_bytesBehindTheInstruction_areNotLookedAt() {
        assertThat(DISASSEMBLER.text(0x07FE_FFFF_FFFF_FFFFL, 0)).isEqualTo("br %r14");
    }

    @Test
    void text_facilityOff_isData() {
        Disassembler base = new Disassembler(InstructionSet.all().decoder(Facilities.of()));

        assertThat(base.text(left("b9f83012"), 0)).isEqualTo(".long 0xb9f83012");
    }

    @Test
    void listing_dataAndATornInstructionAtTheEnd_coversEveryByteOnce() {
        byte[] bytes = HexFormat.of().parseHex("c00400000004" + "00000001" + "07fe" + "c0f40000" + "00");

        assertThat(DISASSEMBLER.listing(bytes, ADDRESS))
                .containsExactly(
                        new Disassembler.Line(0x1000, 6, "jgnop 0x1008"),
                        new Disassembler.Line(0x1006, 4, ".long 0x00000001"),
                        new Disassembler.Line(0x100A, 2, "br %r14"),
                        new Disassembler.Line(0x100C, 4, ".long 0xc0f40000"),
                        new Disassembler.Line(0x1010, 1, ".byte 0x00"));
        assertThat(DISASSEMBLER.listing(new byte[0], ADDRESS)).isEmpty();
    }

    @Test
    void text_everyRowAndAlias_assemblesBackToItsBytes() {
        RandomInstructions random = new RandomInstructions(SEED);
        List<String> wrong = new ArrayList<>();
        for (Decoded insn : random.of(InstructionSet.all().rows(), 50)) {
            check(insn, Disassembler.text(insn), wrong);
        }
        random.aliases(InstructionSet.all().rows())
                .forEach((insn, alias) -> check(insn, Disassembler.text(insn, alias), wrong));

        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    @Test
    void everyAlias_isFixedToAValueOfItsField() {
        InstructionSet.all()
                .rows()
                .forEach(row -> assertThat(row.aliases()).allSatisfy(alias -> {
                    int most = row.format().placement(alias.field()).extract(-1);
                    assertThat(alias.value()).as(alias.mnemonic()).isBetween(0, most);
                    assertThat(alias.value() & ~alias.bits())
                            .as(alias.mnemonic())
                            .isZero();
                    assertThat(alias.isWholeField()).as(alias.mnemonic()).isEqualTo(alias.bits() == Alias.ALL);
                }));
    }

    private static void check(Decoded insn, String text, List<String> wrong) {
        String[] parts = text.split(" ", 2);
        InstructionEncoder encoder = new InstructionEncoder(name -> null, InstructionEncoder.Unknown.IS_AN_ERROR);
        String found;
        try {
            byte[] bytes = encoder.encode(
                    InstructionSet.all().find(parts[0]), parts.length == 1 ? "" : parts[1], insn.address());
            found = HexFormat.of().formatHex(bytes);
        } catch (BadSource bad) {
            found = bad.getMessage();
        }
        if (!found.equals(hex(insn))) {
            wrong.add(insn + ": " + text + " is " + found);
        }
    }

    private static String hex(Decoded insn) {
        return HexFormat.of().toHexDigits(insn.bytes()).substring(0, 2 * insn.length());
    }
}
