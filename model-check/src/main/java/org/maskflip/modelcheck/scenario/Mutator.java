package org.maskflip.modelcheck.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Serialization;

/**
 * Makes mutants of a scenario: in the parts of its sources that stand between {@code #! steps} or {@code #! mutable} and {@code #! end},
 * each line that acts is removed, and each is moved behind the next one, one at a time. Lines that act are those of a protocol's steps
 * (calls and macros), and instructions that store, serialize, signal, or branch back to wait. What an instruction is, its row says.
 *
 * <p>An instruction that sets a condition code which the next one looks at (COMPARE AND SWAP, SIGP) leaves condition code 0 behind when
 * it is removed. Two lines change places only if none of the lines from the one to the other needs a register that another one of them
 * sets.
 */
final class Mutator {
    private static final Pattern STATEMENT = Pattern.compile("\\s*(?:(\\w+):)?\\s*(\\.?[a-zA-Z]\\w*)?\\s*(.*)");
    private static final Pattern REGISTER = Pattern.compile("%r(\\d+)");
    private static final String SUCCESS = "        cr      %r0,%r0                         # condition code 0";
    private static final String BEGIN_STEPS = "#! steps";
    private static final String BEGIN = "#! mutable";
    private static final String END = "#! end";

    private record Line(int number, String label, String name, String operands) {
        String text() {
            return (name + " " + operands).strip().replaceAll("\\s+", " ");
        }
    }

    private final Scenario scenario;
    private final InstructionSet instructions = InstructionSet.all();
    private final List<Mutant> mutants = new ArrayList<>();
    private final Set<String> leftAlone = new LinkedHashSet<>();
    private String file = "";
    private List<String> lines = List.of();

    private Mutator(Scenario scenario) {
        this.scenario = scenario;
    }

    /** All mutants of a scenario, in the order of its sources. Some may be no change in what is assembled. */
    static List<Mutant> mutants(Scenario scenario) {
        Mutator mutator = new Mutator(scenario);
        mutator.file(scenario.sources().main(), new LinkedHashMap<>());
        return mutator.mutants;
    }

    /**
     * The lines of a scenario's sources that act but stand in no part that is changed, as {@code FILE: TEXT}: what {@link #mutants} leaves
     * alone.
     */
    static Set<String> leftAlone(Scenario scenario) {
        Mutator mutator = new Mutator(scenario);
        mutator.file(scenario.sources().main(), new LinkedHashMap<>());
        return mutator.leftAlone;
    }

    private void file(String name, Map<String, String> seen) {
        String text = scenario.sources().files().read(name);
        if (text == null || seen.putIfAbsent(name, text) != null) {
            return;
        }
        for (String line : text.lines().toList()) {
            Line parsed = parse(0, line);
            if (parsed.name().equals(".include")) {
                file(parsed.operands().strip().replaceAll("\"", ""), seen);
            }
        }
        file = name;
        lines = text.lines().toList();
        regions();
    }

    private static Line parse(int number, String line) {
        Matcher statement = STATEMENT.matcher(line.replaceFirst("#.*", ""));
        if (!statement.matches() || statement.group(2) == null) {
            return new Line(number, statement.matches() ? statement.group(1) : null, "", "");
        }
        return new Line(number, statement.group(1), statement.group(2), statement.group(3));
    }

    private void regions() {
        boolean isSteps = false;
        List<Line> region = null;
        List<Line> outside = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.equals(BEGIN) || line.equals(BEGIN_STEPS)) {
                isSteps = line.equals(BEGIN_STEPS);
                region = new ArrayList<>();
            } else if (line.equals(END) && region != null) {
                mutate(region, isSteps);
                region = null;
            } else if (region != null) {
                region.add(parse(i, lines.get(i)));
            } else {
                outside.add(parse(i, lines.get(i)));
            }
        }
        for (int i = 0; i < outside.size(); i++) {
            if (isAction(outside.get(i), outside.subList(0, i), false)) {
                leftAlone.add(file + ": " + outside.get(i).text());
            }
        }
    }

    private void mutate(List<Line> region, boolean isSteps) {
        for (int i = 0; i < region.size(); i++) {
            if (isAction(region.get(i), region.subList(0, i), isSteps)) {
                remove(region.get(i));
                reorder(region, i, isSteps);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ what a line does

    private Instruction row(Line line) {
        InstructionSet.Named named = instructions.find(line.name());
        return named == null ? null : named.row();
    }

    private boolean isAction(Line line, List<Line> before, boolean isSteps) {
        if (line.name().isEmpty() || line.name().startsWith(".")) {
            return false;
        }
        Instruction row = row(line);
        if (row == null) {
            return isSteps; // a macro: a step
        }
        return isSteps && line.name().startsWith("bras")
                || isStore(line, row)
                || row.serialization() != Serialization.NONE && !isPlainBranch(line)
                || isWait(line, before);
    }

    private static boolean isPlainBranch(Line line) {
        return line.name().matches("br|bc|bcr") && !line.operands().matches("1[45],\\s*(%r)?0");
    }

    private static boolean isStore(Line line, Instruction row) {
        return row.isStorageStored()
                || line.name().matches("sturg|stmg|stg|stc|st|sth|mvc|mvi|ex|stgrl|strl|oi|ni|lang|laog");
    }

    /** A branch back to a label of the same region. */
    private static boolean isWait(Line line, List<Line> before) {
        Matcher back =
                Pattern.compile("(?:\\d+,\\s*)?(\\d)b").matcher(line.operands().strip());
        return line.name().startsWith("j") || line.name().startsWith("brc")
                ? back.matches()
                        && before.stream().anyMatch(each -> back.group(1).equals(each.label()))
                : false;
    }

    private static boolean setsCondition(Line line) {
        return line.name().matches("cs|csg|csy|sigp");
    }

    // ------------------------------------------------------------------------------------------------ changes

    private void remove(Line line) {
        List<String> changed = new ArrayList<>(lines);
        String label = line.label() == null ? "" : line.label() + ":";
        changed.set(line.number(), label + (setsCondition(line) ? SUCCESS : ""));
        add(Mutant.Kind.REMOVED, line, "", changed);
    }

    private void reorder(List<Line> region, int place, boolean isSteps) {
        Line line = region.get(place);
        for (int i = place + 1; i < region.size(); i++) {
            Line other = region.get(i);
            boolean isBarrier =
                    other.label() != null || row(other) != null && other.name().matches("j.*|brc.*");
            if (isBarrier || line.name().matches("j.*|brc.*") || setsCondition(line)) {
                return;
            }
            if (other.name().startsWith(".")) {
                if (!other.name().matches("\\.if.*|\\.endif|\\.else")) {
                    return;
                }
                continue;
            }
            if (isAction(other, region.subList(0, i), isSteps)) {
                if (areIndependent(region.subList(place, i + 1))) {
                    swap(region, place, i);
                }
                return;
            }
        }
    }

    /** Whether the first of some lines can come after the last: none of the others sets a register that it names. */
    private boolean areIndependent(List<Line> all) {
        Line first = all.get(0);
        Set<String> needed = registers(first.operands());
        for (Line line : all.subList(1, all.size())) {
            Matcher set = REGISTER.matcher(line.operands());
            Instruction row = row(line);
            boolean isSetting = row != null && !isStore(line, row) && set.lookingAt();
            if (isSetting && needed.contains(set.group(1))) {
                return false;
            }
            if (!line.name().isEmpty() && row == null && row(first) != null) {
                return false; // a macro uses registers that nobody sees here
            }
        }
        return true;
    }

    private static Set<String> registers(String operands) {
        Set<String> found = new LinkedHashSet<>();
        Matcher register = REGISTER.matcher(operands);
        while (register.find()) {
            found.add(register.group(1));
        }
        return found;
    }

    private void swap(List<Line> region, int place, int to) {
        Line line = region.get(place);
        Line other = region.get(to);
        List<String> changed = new ArrayList<>(lines);
        String text = lines.get(line.number());
        String label = line.label() == null ? "" : line.label() + ":";
        changed.set(line.number(), label);
        changed.set(other.number(), lines.get(other.number()) + "\n" + text.replaceFirst("^\\s*\\w+:", "        "));
        add(Mutant.Kind.REORDERED, line, other.text(), changed);
    }

    private void add(Mutant.Kind kind, Line line, String other, List<String> changed) {
        Map<String, String> replaced = Map.of(file, String.join("\n", changed) + "\n");
        String place = file + ":" + (line.number() + 1);
        Scenario mutated = scenario.withSources(scenario.sources().replacing(replaced));
        mutants.add(new Mutant(mutated, kind, place, line.text(), other));
    }
}
