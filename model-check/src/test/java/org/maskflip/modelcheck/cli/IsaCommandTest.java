package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.decode.Evidence;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.decode.RowEvidence;
import picocli.CommandLine;

class IsaCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void isa_allRows_areTestedAndDisagreeForKnownReasonsOnly() {
        assertThat(run("isa")).isZero();
        int rows = InstructionSet.all().rows().size();
        assertThat(out.toString())
                .contains("\nag ", "\nlpswe ", rows + " rows: ", ", 0 never tested;", " 0 for none)")
                .doesNotContain("NEVER TESTED", "UNEXPLAINED");
    }

    @Test
    void isa_mnemonics_areShownAlone() {
        assertThat(run("isa", "AR", "lochi*", "jne")).isZero();
        assertThat(out.toString())
                .contains("\nar       1A      RR               -   1000   1000      -   24  ")
                .contains("\nlochi ", "\nbrc ")
                .contains("3 rows: 3 compared with QEMU ");
    }

    @Test
    void isa_facilityAndLevel_chooseRows() {
        assertThat(run("isa", "--facility", "53")).isZero();
        assertThat(out.toString()).contains("\nlochi ").doesNotContain("\nar ");
        out.getBuffer().setLength(0);
        assertThat(run("isa", "--level", "z10")).isZero();
        assertThat(out.toString()).contains("\nar ").doesNotContain("\nlochi ");
    }

    @Test
    void isa_differing_showsTheReasonInWords() {
        assertThat(run("isa", "--differing")).isZero();
        assertThat(out.toString())
                .contains("rotate-then-test: the test-only forms")
                .doesNotContain("\nar ");
    }

    @Test
    void isa_json_saysTheSame() throws IOException {
        assertThat(run("isa", "--json", "lpsw", "adbr")).isZero();
        JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
        assertThat(rows).hasSize(2);
        JsonNode adbr = rows.get(0);
        assertThat(adbr.get("agreements").asInt()
                        + adbr.at("/disagreements/trap-details").asInt())
                .isEqualTo(adbr.get("cases").asInt());
        assertThat(rows.get(1).get("leftOut").asText()).isEqualTo("supervisor");
        assertThat(rows.get(1).get("writtenTests")).isNotEmpty();
    }

    @Test
    void isa_unknownMnemonic_isRefused() {
        assertThat(run("isa", "frobnicate")).isEqualTo(2);
        assertThat(err.toString()).contains("maskflip isa: frobnicate: no such instruction");
    }

    @Test
    void report_rowNeverTestedOrUnexplained_isNotAsExpected() {
        Evidence evidence = new Evidence();
        IsaReport never = new IsaReport(List.of(InstructionSet.all().row("ar")), evidence);
        StringWriter text = new StringWriter();
        never.print(new PrintWriter(text, true));
        assertThat(text.toString()).contains("NEVER TESTED", "1 never tested");
        assertThat(never.isProven()).isFalse();
        evidence.put(RowEvidence.none("ar").withCases(10, 9, Map.of(), ""));
        assertThat(never.isProven()).isFalse();
        evidence.put(RowEvidence.none("ar").withCases(10, 9, Map.of("known", 1), ""));
        assertThat(never.isProven()).isTrue();
    }
}
