package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;

/**
 * Small guest programs at random, as litmus tests: two doublewords {@code x} and {@code y} side by side, and a patchable function
 * {@code fun} that returns which version ran. Same seed, same test.
 *
 * @param name unique for the seed
 * @param cpus the instructions of each CPU
 */
record RandomLitmus(String name, List<List<String>> cpus) {
    /** A name that ends so means a machine with facility 85. */
    private static final String WITH_FACILITY_85 = "F-seq";

    /** Spreads seeds that stand side by side: of those the first numbers that {@link Random} gives are nearly the same. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private static final int MOST_RESULTS = 4;
    private static final String FUNCTION = "0xa729000107fe0700";

    private static final String CHANGED_CODE = "changed code";
    private static final String TWO_OPERANDS = "two operands in storage";
    private static final String INTERLOCKED = "interlocked updates";
    private static final String MIXED_SIZES = "mixed sizes";
    private static final String UNALIGNED = "unaligned";

    /** What {@link #kinds} may say. */
    static final Set<String> KINDS =
            Set.of(CHANGED_CODE, TWO_OPERANDS, INTERLOCKED, MIXED_SIZES, UNALIGNED, "facility 85", "three CPUs");

    /** Bytes of one operand; of those not listed, one. */
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("lg", 8),
            Map.entry("stg", 8),
            Map.entry("csg", 8),
            Map.entry("laog", 8),
            Map.entry("stmg", 8),
            Map.entry("llgf", 4),
            Map.entry("st", 4),
            Map.entry("cs", 4),
            Map.entry("laa", 4),
            Map.entry("asi", 4),
            Map.entry("llgh", 2),
            Map.entry("sth", 2));

    private static final Set<String> UPDATES = Set.of("cs", "csg", "laa", "laog", "oi", "xi", "asi");
    private static final List<String> LOGICAL = List.of("nc", "oc", "xc", "mvn", "mvz");
    private static final Set<String> TWO_IN_STORAGE = Set.of("mvc", "clc", "nc", "oc", "xc", "mvn", "mvz");
    private static final Pattern DATA = Pattern.compile("(\\w+) .*?(\\d+)\\(%r12\\).*");

    /** What the instructions have in them: a function that is called and stored into, sizes of operands in x and y, ... */
    Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        Set<Integer> sizes = new TreeSet<>();
        List<String> all = cpus.stream().flatMap(List::stream).toList();
        for (String instruction : all) {
            Matcher data = DATA.matcher(instruction);
            if (data.matches()) {
                String mnemonic = data.group(1);
                sizes.add(SIZES.getOrDefault(mnemonic, 1));
                if (Integer.parseInt(data.group(2)) % SIZES.getOrDefault(mnemonic, 1) != 0) {
                    kinds.add(UNALIGNED);
                }
                if (UPDATES.contains(mnemonic)) {
                    kinds.add(INTERLOCKED);
                }
                if (TWO_IN_STORAGE.contains(mnemonic)) {
                    kinds.add(TWO_OPERANDS);
                }
            }
        }
        boolean isCalled = all.stream().anyMatch(each -> each.startsWith("brasl"));
        boolean isStored = all.stream().anyMatch(each -> each.startsWith("mvi 3(%r6)") || each.startsWith("sturg"));
        add(kinds, CHANGED_CODE, isCalled && isStored);
        add(kinds, MIXED_SIZES, sizes.size() > 1);
        add(kinds, "facility 85", name.endsWith(WITH_FACILITY_85));
        add(kinds, "three CPUs", cpus.size() == 3);
        return kinds;
    }

    private static void add(Set<String> kinds, String kind, boolean isSo) {
        if (isSo) {
            kinds.add(kind);
        }
    }

    static RandomLitmus of(long seed) {
        return new Maker(new Random(seed * SPREAD))
                .make("random-" + seed + (seed % 2 == 0 ? "-" + WITH_FACILITY_85 : ""));
    }

    /** The guest program and its observations. */
    LitmusTest test() {
        try {
            return LitmusFile.read(name + ".litmus", text());
        } catch (LitmusProblem e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a litmus file. */
    String text() {
        StringBuilder text = new StringBuilder("S390X " + name + "\n\"Random\"\n{\ndoubleword x[2] at 0x100000;\n");
        if (name.endsWith(WITH_FACILITY_85)) {
            text.append("facilities=sequential-instruction-fetching;\n");
        }
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            String own = cpu + ":";
            text.append(own + "r12=x; " + own + "r6=fun; " + own + "r7=" + FUNCTION + "; " + own + "r11=1;\n");
            for (int i = 8; i <= 10; i++) {
                long value = 0x0101_0101_0101_0101L * (3 * cpu + i - 7);
                text.append(own + "r" + i + "=0x" + Long.toHexString(value) + "; ");
            }
            text.append('\n');
        }
        text.append("}\n");
        table(text);
        text.append("locations [");
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            for (int register = 2; register < 2 + MOST_RESULTS; register++) {
                text.append(cpu + ":r" + register + "; ");
            }
        }
        return text.append("[x:8]; [x+8:8];]\nexists (0:r2=99)\nExpect: never\n")
                .toString();
    }

    private void table(StringBuilder text) {
        List<String> function = List.of("lghi %r1,0", "br %r14", "nopr %r0");
        int rows = function.size();
        for (List<String> each : cpus) {
            rows = Math.max(rows, each.size());
        }
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            text.append(" P").append(cpu).append(" |");
        }
        text.append(" fun ;\n");
        for (int row = 0; row < rows; row++) {
            for (List<String> each : cpus) {
                text.append(' ').append(row < each.size() ? each.get(row) : "").append(" |");
            }
            text.append(' ')
                    .append(row < function.size() ? function.get(row) : "")
                    .append(" ;\n");
        }
    }

    private static final class Maker {
        private final Random random;
        private int results;
        private int labels;

        Maker(Random random) {
            this.random = random;
        }

        RandomLitmus make(String name) {
            int number = random.nextInt(4) == 0 ? 3 : 2;
            boolean isCode = random.nextInt(3) == 0;
            List<List<String>> cpus = new ArrayList<>();
            for (int cpu = 0; cpu < number; cpu++) {
                results = 0;
                List<String> instructions = new ArrayList<>();
                int length = 1 + random.nextInt(number == 2 ? 4 : 3);
                for (int i = 0; i < length; i++) {
                    instructions.addAll(isCode && random.nextBoolean() ? code() : data());
                }
                cpus.add(instructions);
            }
            return new RandomLitmus(name, cpus);
        }

        private String result() {
            return "%r" + (2 + Math.min(results++, MOST_RESULTS - 1));
        }

        private String stored() {
            return "%r" + (8 + random.nextInt(3));
        }

        /** An operand in x or y; mostly aligned. */
        private String operand(int size) {
            int offset = 8 * random.nextInt(2);
            int chance = random.nextInt(10);
            if (chance == 0 && size <= 4) {
                offset = Math.min(offset + 1 + random.nextInt(7), 16 - size);
            } else if (chance < 4) {
                offset += size * random.nextInt(8 / size);
            }
            return offset + "(%r12)";
        }

        private String aligned(int size) {
            int offset = 8 * random.nextInt(2);
            return (random.nextInt(4) == 0 ? offset + size * random.nextInt(8 / size) : offset) + "(%r12)";
        }

        private List<String> data() {
            List<Supplier<List<String>>> makers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                makers.add(this::load);
                makers.add(this::store);
            }
            makers.add(() -> List.of("bcr 15,0"));
            makers.add(this::swap);
            makers.add(this::swap);
            makers.add(this::update);
            makers.add(this::update);
            makers.add(this::several);
            if (results < MOST_RESULTS && results > 0) {
                makers.add(this::skip);
            }
            List<String> made = makers.get(random.nextInt(makers.size())).get();
            return results > MOST_RESULTS ? List.of("bcr 15,0") : made;
        }

        private List<String> load() {
            return switch (random.nextInt(4)) {
                case 0 -> List.of("lg " + result() + "," + operand(8));
                case 1 -> List.of("llgf " + result() + "," + operand(4));
                case 2 -> List.of("llgh " + result() + "," + operand(2));
                default -> List.of("llgc " + result() + "," + operand(1));
            };
        }

        private List<String> store() {
            return switch (random.nextInt(4)) {
                case 0 -> List.of("stg " + stored() + "," + operand(8));
                case 1 -> List.of("st " + stored() + "," + operand(4));
                case 2 -> List.of("sth " + stored() + "," + operand(2));
                default -> List.of("stc " + stored() + "," + operand(1));
            };
        }

        private List<String> swap() {
            String result = result();
            List<String> made = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                made.add("lgr " + result + "," + stored());
            }
            made.add(
                    random.nextBoolean()
                            ? "csg " + result + "," + stored() + "," + aligned(8)
                            : "cs " + result + "," + stored() + "," + aligned(4));
            return made;
        }

        private List<String> update() {
            return switch (random.nextInt(5)) {
                case 0 -> List.of("laa " + result() + ",%r11," + aligned(4));
                case 1 -> List.of("laog " + result() + "," + stored() + "," + aligned(8));
                case 2 -> List.of("oi " + operand(1) + ",0x80");
                case 3 -> List.of("xi " + operand(1) + ",0x40");
                default -> List.of("asi " + aligned(4) + ",1");
            };
        }

        private List<String> several() {
            return switch (random.nextInt(6)) {
                case 0 -> List.of("mvc 8(2,%r12),0(%r12)");
                case 1 -> List.of("mvc 0(2,%r12),7(%r12)");
                case 2 -> List.of("clc 0(1,%r12),8(%r12)", "ipm " + result());
                case 3 -> List.of("clc 8(2,%r12),0(%r12)", "ipm " + result());
                case 4 -> {
                    String mnemonic = LOGICAL.get(random.nextInt(LOGICAL.size()));
                    yield List.of(mnemonic + " 8(1,%r12),0(%r12)", "ipm " + result());
                }
                default -> List.of("stmg %r8,%r9,0(%r12)");
            };
        }

        private List<String> skip() {
            String label = "l" + random.nextInt(1_000_000) + "x" + labels++;
            List<String> made = new ArrayList<>();
            made.add("cgijne %r2,0," + label);
            made.addAll(random.nextBoolean() ? load() : store());
            made.add(label + ": nopr %r0");
            return made;
        }

        private List<String> code() {
            return switch (random.nextInt(5)) {
                case 0 -> List.of("mvi 3(%r6)," + (1 + random.nextInt(3)));
                case 1 -> List.of("sturg %r7,%r6");
                case 2 -> List.of("llgc " + result() + ",3(%r6)");
                default ->
                    results < MOST_RESULTS
                            ? List.of("brasl %r14,fun", "lgr " + result() + ",%r1")
                            : List.of("bcr 15,0");
            };
        }
    }
}
