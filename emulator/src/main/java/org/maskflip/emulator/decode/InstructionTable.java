package org.maskflip.emulator.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Update;

/** Writes {@code docs/instructions.md}: one line per row, derived from its columns, with totals on top. */
public final class InstructionTable {
    /** The verification state of a row that the resource does not name. */
    public static final String UNVERIFIED = "none";

    private static final String RESOURCE = "verification.properties";
    /** The command that writes the table anew, after a build. */
    public static final String COMMAND =
            "java -cp emulator/target/classes org.maskflip.emulator.decode.InstructionTable docs/instructions.md";

    private static final String HEAD = """
            # Instructions

            Written from the rows by `COMMAND` after a build; do not edit. A test holds this file to the rows.

            How to read it:

            - **code**: the operation code; a blank or `..` stands for the fields between its two parts.
            - **facility**: the bit of the facility list without which the row is an operation exception; none for the base architecture.
            - **privilege**: *privileged*, or *semi* where the routine decides.
            - **storage**: the storage operand as the columns say, sizes in bytes. An *update* fetches and stores one operand. Rows with a routine say it in words. The fetch of the instruction itself is not listed.
            - **serializes**: *yes*; *checkpoint* if checkpoint synchronization comes with it; *15,0 14,0* if only these fields do (14,0 with facility 45).
            - **cc**: *set*; empty if the condition code stays; *routine* where the routine decides.
            - **verified**: how the row's results were checked: *qemu*, compared with QEMU on random cases: so many agree, and so many do not for a reason below; else *written*, the classes with tests whose expected values were worked out from the manual.

            """;

    private final List<Instruction> rows;
    private final Evidence evidence;

    /**
     * A table.
     *
     * @param evidence how each row was verified; rows that it does not know are {@link #UNVERIFIED}
     */
    public InstructionTable(InstructionSet instructions, Evidence evidence) {
        rows = instructions.rows();
        this.evidence = evidence;
    }

    /** The table of all rows of all chapters with the recorded evidence. */
    public static InstructionTable all() {
        return new InstructionTable(InstructionSet.all(), Evidence.recorded());
    }

    /** The resource {@code verification.properties}: by mnemonic, how a row was verified. */
    public static Map<String, String> verificationStates() {
        Properties properties = new Properties();
        try (InputStream resource = Objects.requireNonNull(
                InstructionTable.class.getResourceAsStream(RESOURCE), RESOURCE + " is missing")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> states = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> states.put(name, properties.getProperty(name)));
        return states;
    }

    /** The document; its lines end in {@code \n}. */
    public String render() {
        StringBuilder text = new StringBuilder(HEAD.replace("COMMAND", COMMAND));
        long names = rows.stream().mapToLong(row -> row.aliases().size()).sum();
        long routines = rows.stream().filter(Instruction::isComplex).count();
        text.append(String.format(
                Locale.ROOT,
                "%d instructions, %d of them with a routine, and %d extended mnemonics.\n\n",
                rows.size(),
                routines,
                names));
        totals(text, "verified", this::state);
        totals(text, "privilege", row -> privilege(row).isEmpty() ? "problem state" : privilege(row));
        totals(text, "facility", row -> row.facility() == null ? "base architecture" : named(row.facility()));
        reasons(text);
        text.append(
                "| mnemonic | name | format | code | facility | privilege | storage | serializes | cc | verified |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private void totals(StringBuilder text, String title, Function<Instruction, String> kind) {
        Map<String, Long> counts =
                rows.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
        text.append("| ").append(title).append(" | rows |\n|---|---:|\n");
        counts.forEach((name, count) ->
                text.append("| ").append(name).append(" | ").append(count).append(" |\n"));
        text.append('\n');
    }

    private static String named(Facility facility) {
        return String.format(Locale.ROOT, "%02d %s", facility.bit(), facility.title());
    }

    private String line(Instruction row) {
        return "| "
                + String.join(
                        " | ",
                        row.mnemonic(),
                        row.title(),
                        row.format().name().replace('_', '-'),
                        code(row),
                        row.facility() == null
                                ? ""
                                : Integer.toString(row.facility().bit()),
                        privilege(row),
                        storage(row),
                        serialization(row.serialization()),
                        row.isComplex() ? "routine" : row.conditionRule() == null ? "" : "set",
                        verification(row))
                + " |\n";
    }

    /** The state of a row: {@code qemu}, {@code written} or {@link #UNVERIFIED}. */
    private String state(Instruction row) {
        RowEvidence found = evidence.of(row.mnemonic());
        return found.cases() > 0 ? "qemu" : found.isNeverTested() ? UNVERIFIED : "written";
    }

    private String verification(Instruction row) {
        RowEvidence found = evidence.of(row.mnemonic());
        if (found.cases() == 0) {
            return found.isNeverTested() ? UNVERIFIED : "written: " + String.join(", ", found.tests());
        }
        StringBuilder text = new StringBuilder("qemu ").append(found.agreements());
        found.disagreements()
                .forEach((reason, count) ->
                        text.append(", ").append(count).append(' ').append(reason));
        return text.toString();
    }

    private void reasons(StringBuilder text) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> evidence.of(row.mnemonic())
                .disagreements()
                .forEach((reason, count) -> counts.merge(reason, count, Integer::sum)));
        if (!counts.isEmpty()) {
            text.append("| disagreement | cases | reason |\n|---|---:|---|\n");
            counts.forEach((reason, count) -> text.append(
                    String.format(Locale.ROOT, "| %s | %d | %s |\n", reason, count, evidence.reason(reason))));
            text.append('\n');
        }
    }

    /** The operation code in hexadecimal; a blank or two points stand for the fields between its parts. */
    public static String code(Instruction row) {
        int opcode = row.opcode();
        return switch (row.format().opcode()) {
            case BYTE -> String.format("%02X", opcode);
            case TWO_BYTES -> String.format("%04X", opcode);
            case BYTE_NIBBLE -> String.format("%02X %X", opcode >> 4, opcode & 0xF);
            case FIRST_AND_LAST -> String.format("%02X..%02X", opcode >> 8, opcode & 0xFF);
        };
    }

    private static String privilege(Instruction row) {
        return switch (row.privilege()) {
            case PROBLEM -> "";
            case SEMIPRIVILEGED -> "semi";
            case PRIVILEGED -> "privileged";
        };
    }

    private static String serialization(Serialization kind) {
        return switch (kind) {
            case NONE -> "";
            case SERIALIZATION -> "yes";
            case SERIALIZATION_AND_CHECKPOINT -> "checkpoint";
            case BCR -> "15,0 14,0";
        };
    }

    /** The storage operand in words: for a simple row from its columns, for a complex one as the row says. */
    static String storage(Instruction row) {
        if (row.execution() == Execution.EXECUTE) {
            return "the target instruction";
        }
        if (row.isComplex()) {
            return "none".equals(row.references()) ? "" : row.references();
        }
        if (row.isStorageFetched() && row.isStorageStored()) {
            return "update " + row.storageBytes() + interlock(row);
        }
        if (row.isStorageFetched()) {
            return "fetch " + row.storageBytes();
        }
        return row.isStorageStored() ? "store " + row.storageBytes() : "";
    }

    private static String interlock(Instruction row) {
        if (row.update() == Update.SPECIFIC) {
            return " interlocked, specific-operand serialization";
        }
        return row.interlockFacility() == null
                ? ""
                : " interlocked (facility " + row.interlockFacility().bit() + ")";
    }

    /**
     * Writes the table of all rows into a file.
     *
     * @param arguments the file's name
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("found " + arguments.length + " arguments; expected one, the file to write");
            System.exit(2);
        }
        Files.writeString(Path.of(arguments[0]), all().render());
    }
}
