package org.maskflip.modelcheck.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.maskflip.emulator.hotpatch.kernel.Figure;
import org.maskflip.emulator.hotpatch.kernel.KernelAudit;
import org.maskflip.emulator.hotpatch.kernel.SiteFinding;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip audit}: every patch site of kernels and modules at rest. */
@Command(
        name = "audit",
        header = "Check every patch site of a kernel or a module at rest.",
        description =
                "Check every function-tracer site of s390x kernels (vmlinuz, vmlinux) and modules (.ko), and print"
                        + " the figures of their first and second stages. Nothing is run.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every site is what hotpatching needs",
            "1:at least one is not",
            "2:a file was refused, or there is no site in any",
        })
final class AuditCommand implements Callable<Integer> {
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_TABLES = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Kernels and modules; .ko.xz must be unpacked.")
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode document = new ObjectMapper().createArrayNode();
        List<List<Figure>> modules = new ArrayList<>();
        long findings = 0;
        long sites = 0;
        for (Path file : files) {
            KernelAudit audit = audit(file);
            findings += audit.findings().size();
            sites += audit.code().sites().length;
            if (isJson) {
                document.add(json(audit));
            } else if (files.size() <= MOST_TABLES || !audit.findings().isEmpty()) {
                print(out, audit);
            }
            if (audit.code().kind() == KernelCode.Kind.MODULE) {
                modules.add(audit.figures());
            }
        }
        if (sites == 0) {
            throw new BadInput(files.get(0) + (files.size() == 1 ? "" : " and the others")
                    + ": no patch sites; expected code that was compiled for dynamic function tracing");
        }
        if (isJson) {
            out.println(document.toPrettyString());
        } else if (files.size() > MOST_TABLES) {
            printTotals(out, modules);
        }
        if (!isJson) {
            out.println(findings == 0 ? "PASS: every site is as it has to be" : "FAIL: " + findings + " findings");
        }
        return (findings == 0 ? ExitCode.AS_EXPECTED : ExitCode.NOT_AS_EXPECTED).number();
    }

    private static KernelAudit audit(Path file) throws IOException {
        try {
            return KernelAudit.of(
                    KernelCode.read(file.toString(), InputFile.bytes(file, "a kernel or a module, give its files")));
        } catch (ImageException e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, KernelAudit audit) {
        KernelCode code = audit.code();
        out.printf("%s: %s%n", code.name(), kind(code));
        FigureTable.print(out, audit.figures());
        audit.findings().stream().limit(MOST_FINDINGS).forEach(finding -> out.println("  " + finding));
        if (audit.findings().size() > MOST_FINDINGS) {
            out.println("  and " + (audit.findings().size() - MOST_FINDINGS) + " more (--json shows all)");
        }
    }

    private static String kind(KernelCode code) {
        return switch (code.kind()) {
            case IMAGE -> "a kernel image, symbols from its own table";
            case EXECUTABLE -> "a linked kernel";
            case MODULE -> "a module";
        };
    }

    /** Many modules: how many have sites, how many in all, and what their second stages take. */
    private static void printTotals(PrintWriter out, List<List<Figure>> modules) {
        if (modules.isEmpty()) {
            return;
        }
        out.printf("%,d modules, %,d with sites%n", modules.size(), count(modules, "sites", "entries", Total.WITH_ANY));
        for (String figure : List.of("entries", "as compiled (c004 00000000)")) {
            out.printf(
                    "  %-46s %14s%n",
                    "sites: " + figure, FigureTable.number(count(modules, "sites", figure, Total.SUM)));
        }
        for (String figure : List.of("not at a multiple of 8", "straddling 8")) {
            out.printf(
                    "  %-46s %14s%n",
                    "sites: " + figure, FigureTable.number(count(modules, "alignment of sites", figure, Total.SUM)));
        }
        for (String figure : List.of("bytes needed", "pages when loaded")) {
            out.printf(
                    "  %-46s %14s%n",
                    "second stages: " + figure, FigureTable.number(count(modules, "second stages", figure, Total.SUM)));
        }
    }

    /** How a figure of many modules is added up. */
    private enum Total {
        SUM,
        WITH_ANY
    }

    private static long count(List<List<Figure>> modules, String group, String name, Total total) {
        return modules.stream()
                .flatMap(List::stream)
                .filter(figure -> figure.group().equals(group) && figure.name().equals(name))
                .mapToLong(figure -> total == Total.SUM
                        ? figure.value().longValue()
                        : Math.min(1, figure.value().longValue()))
                .sum();
    }

    private static ObjectNode json(KernelAudit audit) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("file", audit.code().name());
        node.put("kind", audit.code().kind().name().toLowerCase(Locale.ROOT));
        FigureTable.put(node.putObject("figures"), audit.figures());
        ArrayNode findings = node.putArray("findings");
        for (SiteFinding finding : audit.findings()) {
            findings.addObject()
                    .put("address", Long.toHexString(finding.address()))
                    .put("place", finding.place())
                    .put("found", finding.found())
                    .put("expected", finding.expected());
        }
        return node;
    }
}
