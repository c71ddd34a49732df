package org.maskflip.emulator.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The GNU assembler, linker and disassembler for s390x, as oracles of the syntax. */
final class GnuTools {
    private static final String ASSEMBLER = "s390x-linux-gnu-as";
    private static final String LINKER = "s390x-linux-gnu-ld";
    private static final String COPIER = "s390x-linux-gnu-objcopy";
    private static final String DISASSEMBLER = "s390x-linux-gnu-objdump";
    private static final Pattern LISTED = Pattern.compile("\\s*([0-9a-f]+):\\t[0-9a-f ]+\\t(.*)");

    /** What GNU as says of a mnemonic that it does not know, or not for the machine. */
    private static final Pattern UNRECOGNIZED = Pattern.compile("source\\.s:(\\d+): Error: Unrecognized opcode");

    private GnuTools() {}

    /** An empty text if the tools are there, else what is missing. */
    static String missing() {
        for (String tool : List.of(ASSEMBLER, LINKER, DISASSEMBLER)) {
            try {
                Process process = new ProcessBuilder(tool, "--version")
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
                process.waitFor();
            } catch (IOException absent) {
                return tool + " is not installed: the syntax is not compared with GNU's here";
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
        return "";
    }

    /** The version of the assembler as it says it itself, such as 2.40; empty if it is not there. */
    static String version() {
        try {
            Process process = new ProcessBuilder(ASSEMBLER, "--version").start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").replaceFirst(".* ", "");
        } catch (IOException absent) {
            return "";
        }
    }

    /** The text of each instruction that objdump finds, by address, with a blank instead of the tabulator. */
    static Map<Long, String> disassemble(byte[] bytes, long address) {
        return inDirectory(directory -> {
            Path image = Files.write(directory.resolve("image.bin"), bytes);
            String listing = run(
                    DISASSEMBLER,
                    "-D",
                    "-z",
                    "-w",
                    "-b",
                    "binary",
                    "-m",
                    "s390:64-bit",
                    "--adjust-vma=" + address,
                    image.toString());
            Map<Long, String> texts = new HashMap<>();
            for (String line : listing.split("\n", -1)) {
                Matcher matcher = LISTED.matcher(line);
                if (matcher.matches()) {
                    texts.put(
                            Long.parseUnsignedLong(matcher.group(1), 16),
                            whole(matcher.group(2).strip().replace('\t', ' ')));
                }
            }
            return texts;
        });
    }

    /** For {@code nop} with an index and no base, objdump of binutils 2.40 forgets the base and the parenthesis. */
    private static String whole(String text) {
        return text.startsWith("nop ") && text.contains("(") && !text.endsWith(")") ? text + ",%r0)" : text;
    }

    /** The bytes of a source whose text section is linked to an address. */
    static byte[] assemble(String source, long address) {
        return inDirectory(directory -> {
            Path text = Files.writeString(directory.resolve("source.s"), source);
            Path object = directory.resolve("object.o");
            Path image = directory.resolve("image.bin");
            run(ASSEMBLER, "-m64", "-mzarch", "-march=arch14", "-o", object.toString(), text.toString());
            run(
                    LINKER,
                    "-Ttext=0x" + Long.toHexString(address),
                    "-e0",
                    "--oformat",
                    "binary",
                    "-o",
                    image.toString(),
                    object.toString());
            return Files.readAllBytes(image);
        });
    }

    /** The bytes of a source's text section at address 0, or {@code null} if GNU as or ld refuses it. */
    static byte[] bytesUnlessRefused(String source) {
        return inDirectory(directory -> {
            Path text = Files.writeString(directory.resolve("source.s"), source);
            Path object = directory.resolve("object.o");
            Path linked = directory.resolve("linked.o");
            Path image = directory.resolve("image.bin");
            boolean isAccepted = ends(ASSEMBLER, "-m64", "-march=arch14", "-o", object.toString(), text.toString()) == 0
                    && ends(LINKER, "-Ttext=0", "-e0", "-N", "-o", linked.toString(), object.toString()) == 0;
            if (!isAccepted) {
                return null;
            }
            // objcopy writes nothing for a section without bytes, and says so by its status.
            ends(COPIER, "-O", "binary", "-j", ".text", linked.toString(), image.toString());
            return Files.exists(image) ? Files.readAllBytes(image) : new byte[0];
        });
    }

    /** Those of the mnemonics that GNU as does not know for a machine; operands are left out, because some wrong ones end it. */
    static Set<String> refused(Collection<String> mnemonics, String machine) {
        return inDirectory(directory -> {
            List<String> lines = List.copyOf(mnemonics);
            Path source = Files.write(directory.resolve("source.s"), lines);
            Path messages = directory.resolve("messages.txt");
            Process process = new ProcessBuilder(
                            ASSEMBLER,
                            "-m64",
                            "-march=" + machine,
                            "-o",
                            directory.resolve("object.o").toString(),
                            source.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(messages.toFile())
                    .start();
            finished(process);
            Set<String> refused = new HashSet<>();
            for (String message : Files.readAllLines(messages)) {
                Matcher matcher = UNRECOGNIZED.matcher(message);
                if (matcher.find()) {
                    refused.add(lines.get(Integer.parseInt(matcher.group(1)) - 1));
                }
            }
            return refused;
        });
    }

    private static int finished(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static int ends(String... command) throws IOException {
        return finished(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static String run(String... command) throws IOException {
        Path output = Files.createTempFile("gnu", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            String text = Files.readString(output);
            if (status != 0) {
                throw new AssertionError(command[0] + " ended with " + status + ": " + text);
            }
            return text;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            Files.delete(output);
        }
    }

    /** Work in a directory that is gone afterwards. */
    private interface Work<T> {
        T in(Path directory) throws IOException;
    }

    private static <T> T inDirectory(Work<T> work) {
        try {
            Path directory = Files.createTempDirectory("gnu");
            try {
                return work.in(directory);
            } finally {
                List<Path> files = new ArrayList<>();
                try (Stream<Path> all = Files.list(directory)) {
                    all.forEach(files::add);
                }
                for (Path file : files) {
                    Files.delete(file);
                }
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
