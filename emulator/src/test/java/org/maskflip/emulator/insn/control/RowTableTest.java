package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Privilege;
import org.maskflip.emulator.insn.Serialization;

/** The columns of the control, I/O and floating-point rows: encoding, syntax, privilege, serialization. */
class RowTableTest {
    /** Not known to GNU as. */
    private static final Set<String> NOT_IN_BINUTILS = Set.of("servc", "chsc");

    static List<String> encodings() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RowTableTest.class.getResourceAsStream("encodings.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void row_encodingOfGnuAs_readsAsItsText(String line) {
        String[] parts = line.split(" ", 3);
        Instruction row = RowMachine.ROWS.get(parts[1]);
        assertThat(row).as(parts[1]).isNotNull();
        assertThat(row.format().length()).isEqualTo(parts[0].length() / 2);
        long bytes = Long.parseUnsignedLong((parts[0] + "0000000000000000").substring(0, 16), 16);
        assertThat(row.format().opcode().extract(bytes)).isEqualTo(row.opcode());
        assertThat(text(row, bytes)).isEqualTo(parts.length == 3 ? parts[2] : "");
    }

    @Test
    void rows_all_areInTheListOfEncodings() throws IOException {
        Set<String> listed =
                encodings().stream().map(line -> line.split(" ", 3)[1]).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(RowMachine.ROWS.keySet());
        missing.removeAll(listed);
        assertThat(missing).containsExactlyInAnyOrderElementsOf(NOT_IN_BINUTILS);
    }

    @Test
    void servcAndChsc_opcodes_areThoseOfTheKernel() {
        assertThat(RowMachine.encode(RowMachine.ROWS.get("servc"), Field.R1, 1, Field.R2, 2) >>> 32)
                .isEqualTo(0xB220_0012L);
        assertThat(RowMachine.encode(RowMachine.ROWS.get("chsc"), Field.R1, 3) >>> 32)
                .isEqualTo(0xB25F_0030L);
    }

    private static String text(Instruction row, long bytes) {
        List<String> written = new ArrayList<>();
        int mandatory = row.operands().size() - row.optionalOperands();
        int last = 0;
        for (Operand operand : row.operands()) {
            written.add(text(row, operand, bytes));
            boolean isZero = operand.fields().stream().allMatch(field -> value(row, field, bytes) == 0);
            if (written.size() <= mandatory || !isZero) {
                last = written.size();
            }
        }
        return String.join(",", written.subList(0, last));
    }

    private static int value(Instruction row, Field field, long bytes) {
        return row.format().placement(field).extract(bytes);
    }

    private static String text(Instruction row, Operand operand, long bytes) {
        int first = value(row, operand.fields().get(0), bytes);
        return switch (operand.kind()) {
            case GENERAL -> "%r" + first;
            case ACCESS -> "%a" + first;
            case CONTROL -> "%c" + first;
            case FLOATING -> "%f" + first;
            case MASK, IMMEDIATE -> Integer.toString(first);
            case RELATIVE -> throw new AssertionError(row + " has no relative operand");
            case ADDRESS -> first + registers(row, operand, bytes);
        };
    }

    private static String registers(Instruction row, Operand operand, long bytes) {
        List<String> inner = new ArrayList<>();
        for (Field field : operand.fields().subList(1, operand.fields().size())) {
            int number = value(row, field, bytes);
            if (number != 0) {
                inner.add("%r" + number);
            }
        }
        return inner.isEmpty() ? "" : "(" + String.join(",", inner) + ")";
    }

    private static Set<String> where(Predicate<Instruction> condition) {
        return RowMachine.ROWS.values().stream()
                .filter(condition)
                .map(Instruction::mnemonic)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(String words) {
        return Stream.of(words.split(" ")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void privilege_column_isTheManuals() {
        assertThat(where(row -> row.privilege() == Privilege.PRIVILEGED))
                .isEqualTo(words(
                        "lpsw lpswe ssm stnsm stosm lctl lctlg stctl stctg spx stpx esea lra lray lrag strag ptlb palb"
                                + " csp cspg ipte idte lura lurag stura sturg tprot tb iske sske rrbe stckc sckc stpt spt sck sckpf pfmf"
                                + " sigp stap stidp stsi stfl diag servc lpp trace tracg lasp"
                                + " xsch csch hsch rsch msch ssch stsch tsch tpi stcrw stcps rchp schm sal chsc"));
        assertThat(where(row -> row.privilege() == Privilege.SEMIPRIVILEGED))
                .isEqualTo(words("spka ipk iac sac sacf epar esar epair esair mvcp mvcs mvck mvcsk mvcdk mvcos ivsk"
                        + " pc pt pti ssar ssair"));
    }

    @Test
    void serialization_column_isModelZs() {
        assertThat(where(row -> row.serialization() != Serialization.NONE))
                .isEqualTo(words(
                        "lpsw lpswe spx ptlb palb csp cspg ipte idte sigp sske pfmf sac sacf mvcp mvcs trace tracg servc"
                                + " pc pt pti ssar ssair"
                                + " xsch csch hsch rsch msch ssch stsch tsch tpi stcrw stcps rchp schm sal chsc"));
        assertThat(where(row -> row.serialization() == Serialization.SERIALIZATION))
                .isEqualTo(words("spx ptlb palb csp cspg ipte idte sigp"));
    }

    @Test
    void facility_column_isTheManuals() {
        assertThat(where(row -> row.facility() != null))
                .isEqualTo(words("lray pfmf cspg idte mvcos ectg lpp epair esair pti ssair ldy ley stdy stey ldgr lgdr"
                        + " lpdfr lndfr lcdfr cpsdr lfas sfasr srnmb srnmt celfbr cdlfbr cxlfbr celgbr cdlgbr cxlgbr"
                        + " clfebr clfdbr clfxbr clgebr clgdbr clgxbr"));
    }
}
