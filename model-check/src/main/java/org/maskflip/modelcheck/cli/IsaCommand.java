package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.decode.Evidence;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Instruction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip isa}: the instructions, and who else says what they do. */
@Command(
        name = "isa",
        header = "Show the instructions and how each was proven.",
        description = {
            "Show the instructions and how each was proven: on how many random cases it was compared with QEMU, how many agree,",
            "how many do not and why, how many of its texts GNU as and objdump take as we do, and which written tests execute it.",
            "The numbers are those that the tests of this build found and recorded."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every row shown was tested",
            "1:a row shown was never tested, or disagrees without a known reason",
            "2:the input was refused"
        })
final class IsaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MNEMONIC",
            arity = "0..*",
            description = "Only these; * stands for any letters, as in \"lo*\"; an extended mnemonic for its row.")
    private List<String> mnemonics = List.of();

    @Option(names = "--facility", paramLabel = "F", description = "Only rows of this facility, by name or bit number.")
    private String facility;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only rows that a machine of this level has: als, z10, z196, zEC12 or z13.")
    private String level;

    @Option(names = "--differing", description = "Only rows that disagree with QEMU somewhere.")
    private boolean isDiffering;

    @Option(names = "--json", description = "Print one JSON document instead of the table.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        Evidence evidence = Evidence.recorded();
        List<Instruction> rows = rows(evidence);
        IsaReport report = new IsaReport(rows, evidence);
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(report.json());
        } else {
            report.print(out);
        }
        out.flush();
        return (report.isProven() ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED).number();
    }

    private List<Instruction> rows(Evidence evidence) {
        Facility only = facility == null ? null : MachineOptions.facility(facility);
        Level most = level == null ? null : MachineOptions.constant(Level.class, "--level", level);
        Set<String> wanted = new TreeSet<>();
        mnemonics.forEach(name -> wanted.addAll(named(name)));
        List<Instruction> rows = new ArrayList<>();
        for (Instruction row : InstructionSet.all().rows()) {
            boolean isShown = (mnemonics.isEmpty() || wanted.contains(row.mnemonic()))
                    && (only == null || row.facility() == only)
                    && (most == null
                            || row.facility() == null
                            || most.facilities().has(row.facility()))
                    && (!isDiffering || evidence.of(row.mnemonic()).differences() > 0);
            if (isShown) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<String> named(String name) {
        InstructionSet all = InstructionSet.all();
        InstructionSet.Named found = all.find(name);
        if (found != null) {
            return List.of(found.row().mnemonic());
        }
        String pattern = name.replaceAll("[^A-Za-z0-9*]", "").replace("*", ".*");
        List<String> matching = all.rows().stream()
                .map(Instruction::mnemonic)
                .filter(mnemonic -> mnemonic.matches("(?i)" + pattern))
                .toList();
        if (matching.isEmpty()) {
            throw new BadInput("maskflip isa: " + name + ": no such instruction; * stands for any letters");
        }
        return matching;
    }
}
