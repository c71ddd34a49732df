package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.insn.Decoded;

/** Assembler and disassembler against GNU's, every row with random operands. */
class GnuComparisonTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);
    private static final int EACH = Integer.getInteger("maskflip.cases", 24);
    private static final int MOST_REPORTED = 50;
    private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]+)");

    /** Rows without an entry in GNU's table: CHANNEL SUBSYSTEM CALL and SERVICE CALL. */
    private static final Set<String> UNKNOWN_TO_GNU = Set.of("chsc", "servc");

    private final List<Decoded> instructions =
            new RandomInstructions(SEED).of(InstructionSet.all().rows(), EACH);

    private final List<Decoded> known = instructions.stream()
            .filter(insn -> !UNKNOWN_TO_GNU.contains(insn.row().mnemonic()))
            .toList();

    @BeforeEach
    void announce() {
        String missing = GnuTools.missing();
        assumeTrue(missing.isEmpty(), missing);
        System.out.println("GNU comparison: seed " + SEED + ", " + instructions.size() + " instructions");
    }

    @Test
    void text_everyRowWithRandomOperands_isObjdumps() {
        Map<Long, String> theirs =
                GnuTools.disassemble(RandomInstructions.image(instructions), RandomInstructions.ORIGIN);

        assertThat(differences(known.stream().map(insn -> {
                    String text = theirs.get(insn.address());
                    return Disassembler.text(insn).equals(text)
                            ? null
                            : insn + ": " + Disassembler.text(insn) + " is, for objdump, " + text;
                })))
                .as("seed %d", SEED)
                .isEmpty();
    }

    @Test
    void everyRow_isKnownToObjdump() {
        Map<Long, String> theirs =
                GnuTools.disassemble(RandomInstructions.image(instructions), RandomInstructions.ORIGIN);

        TreeSet<String> unknown = instructions.stream()
                .filter(insn -> theirs.getOrDefault(insn.address(), ".").startsWith("."))
                .map(insn -> insn.row().mnemonic())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEqualTo(UNKNOWN_TO_GNU);
    }

    @Test
    void ourText_assembledByGnu_hasOurBytes() {
        Map<Decoded, String> texts = new LinkedHashMap<>();
        known.forEach(insn -> texts.put(insn, Disassembler.text(insn)));

        assertThat(wrongForGnu(texts)).as("seed %d", SEED).isEmpty();
    }

    @Test
    void everyAlias_assembledByGnuAndByUs_hasItsBytes() {
        Map<Decoded, String> texts = new LinkedHashMap<>();
        new RandomInstructions(SEED)
                .aliases(InstructionSet.all().rows())
                .forEach((insn, alias) -> texts.put(insn, Disassembler.text(insn, alias)));

        assertThat(texts).hasSizeGreaterThan(200);
        assertThat(wrongForGnu(texts)).as("seed %d", SEED).isEmpty();
        assertThat(differences(texts.entrySet().stream()
                        .filter(entry -> !hex(bytes(entry.getKey()))
                                .equals(ours(entry.getValue(), entry.getKey().address())))
                        .map(entry -> entry.getKey() + ": " + entry.getValue())))
                .isEmpty();
    }

    /** The counts that {@code ./maskflip isa} shows are those of this very comparison. */
    @Test
    void recordedCounts_areThoseOfToday() {
        Evidence.Oracle gnu = new Evidence.Oracle(GnuTools.version(), SEED, EACH);
        String other = RecordedEvidence.otherThan("gnu", gnu);
        assumeTrue(other.isEmpty(), other);
        Map<Long, String> theirs =
                GnuTools.disassemble(RandomInstructions.image(instructions), RandomInstructions.ORIGIN);
        byte[] image = GnuTools.assemble(source(known), RandomInstructions.ORIGIN);
        Map<String, Integer> agreeing = new TreeMap<>();
        for (Decoded insn : known) {
            boolean isSame = Disassembler.text(insn).equals(theirs.get(insn.address()))
                    && Arrays.equals(bytes(insn), theirBytes(image, insn));
            agreeing.merge(insn.row().mnemonic(), isSame ? 1 : 0, Integer::sum);
        }
        assertThat(RecordedEvidence.stale(evidence -> {
                    evidence.oracle("gnu", gnu);
                    InstructionSet.all()
                            .rows()
                            .forEach(row -> evidence.put(
                                    evidence.of(row.mnemonic()).withTexts(agreeing.getOrDefault(row.mnemonic(), 0))));
                }))
                .isEmpty();
    }

    private static String source(List<Decoded> instructions) {
        Map<Decoded, String> texts = new LinkedHashMap<>();
        instructions.forEach(insn -> texts.put(insn, Disassembler.text(insn)));
        return source(texts);
    }

    private static String source(Map<Decoded, String> texts) {
        StringBuilder source = new StringBuilder("origin:\n");
        texts.forEach((insn, text) -> source.append(" .org origin+")
                .append(insn.address() - RandomInstructions.ORIGIN)
                .append("\n ")
                .append(forGnu(insn, text))
                .append('\n'));
        return source.toString();
    }

    private static byte[] theirBytes(byte[] image, Decoded insn) {
        int at = (int) (insn.address() - RandomInstructions.ORIGIN);
        return Arrays.copyOfRange(image, at, at + insn.length());
    }

    private static List<String> wrongForGnu(Map<Decoded, String> texts) {
        byte[] theirs = GnuTools.assemble(source(texts), RandomInstructions.ORIGIN);
        return differences(texts.entrySet().stream().map(entry -> {
            Decoded insn = entry.getKey();
            byte[] bytes = theirBytes(theirs, insn);
            return Arrays.equals(bytes, bytes(insn))
                    ? null
                    : insn + ": " + entry.getValue() + " is, for GNU as, " + hex(bytes);
        }));
    }

    @Test
    void objdumpsText_assembledByUs_hasTheSameBytes() {
        Map<Long, String> theirs =
                GnuTools.disassemble(RandomInstructions.image(instructions), RandomInstructions.ORIGIN);

        assertThat(differences(known.stream().map(insn -> {
                    String text = theirs.getOrDefault(insn.address(), "nothing");
                    return hex(bytes(insn)).equals(ours(text, insn.address()))
                            ? null
                            : insn + ": objdump's " + text + " is, for us, " + ours(text, insn.address());
                })))
                .as("seed %d", SEED)
                .isEmpty();
    }

    /** GNU as takes a number as a distance, not as an address; hence an address is written as a distance from a label. */
    private static String forGnu(Decoded insn, String text) {
        if (!insn.isRelative()) {
            return text;
        }
        assertThat(text).containsPattern(ADDRESS);
        return ADDRESS.matcher(text)
                .replaceAll(
                        found -> "origin+" + (Long.parseUnsignedLong(found.group(1), 16) - RandomInstructions.ORIGIN));
    }

    private static String ours(String text, long address) {
        String[] parts = text.split(" ", 2);
        InstructionSet.Named named = InstructionSet.all().find(parts[0]);
        if (named == null) {
            return "unknown";
        }
        try {
            return hex(new InstructionEncoder(name -> null, InstructionEncoder.Unknown.IS_AN_ERROR)
                    .encode(named, parts.length == 1 ? "" : parts[1], address));
        } catch (BadSource bad) {
            return bad.getMessage();
        }
    }

    private static List<String> differences(Stream<String> found) {
        return found.filter(Objects::nonNull).limit(MOST_REPORTED).toList();
    }

    private static byte[] bytes(Decoded insn) {
        byte[] bytes = new byte[insn.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (insn.bytes() >>> 56 - 8 * i);
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(String.format("%02x", each));
        }
        return text.toString();
    }
}
