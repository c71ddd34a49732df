package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.emulator.hygiene.GeneratedDocs;
import org.maskflip.emulator.insn.Instruction;

class InstructionTableTest {
    private static final InstructionSet ALL = InstructionSet.all();

    private static GeneratedDocs committed(InstructionTable table) {
        Path module = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
        return new GeneratedDocs(
                module.toAbsolutePath().getParent().resolve("docs/instructions.md"),
                table::render,
                InstructionTable.COMMAND);
    }

    @Test
    void committedTable_isWhatTheRowsSay() {
        assertThat(committed(InstructionTable.all()).stale()).isEmpty();
    }

    @Test
    void committedTable_rowWithoutItsVerification_isStale() {
        InstructionTable other = new InstructionTable(ALL, new Evidence());

        assertThat(committed(other).stale())
                .hasValueSatisfying(message -> assertThat(message).contains("is stale", InstructionTable.COMMAND));
    }

    @Test
    void render_rowThatNobodyVerified_saysSo() {
        InstructionSet one = InstructionSet.of(List.of(ALL.row("lg")));

        assertThat(new InstructionTable(one, new Evidence()).render())
                .contains("1 instructions, 0 of them with a routine, and 0 extended mnemonics.")
                .contains("\n| none | 1 |\n")
                .endsWith("\n| lg | LOAD | RXY-A | E3..04 |  |  | fetch 8 |  |  | none |\n");
    }

    @Test
    void verificationStates_areThoseOfAllRowsAndOfTheEvidence() {
        TreeSet<String> mnemonics = new TreeSet<>();
        for (Instruction row : ALL.rows()) {
            mnemonics.add(row.mnemonic());
        }

        assertThat(InstructionTable.verificationStates().keySet()).isEqualTo(mnemonics);
        assertThat(InstructionTable.verificationStates()).allSatisfy((mnemonic, state) -> {
            RowEvidence found = Evidence.recorded().of(mnemonic);
            assertThat(state).as(mnemonic).isEqualTo(found.cases() > 0 ? "qemu" : "written");
            assertThat(found.isNeverTested()).as(mnemonic + " was never tested").isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ar   | ''
                    lg   | fetch 8
                    sth  | store 2
                    ni   | update 1 interlocked (facility 52)
                    agsi | update 8 interlocked (facility 45)
                    laag | update 8 interlocked, specific-operand serialization
                    ex   | the target instruction
                    """)
    void storage_followsFromTheColumns(String mnemonic, String expected) {
        assertThat(InstructionTable.storage(ALL.row(mnemonic))).isEqualTo(expected);
    }
}
