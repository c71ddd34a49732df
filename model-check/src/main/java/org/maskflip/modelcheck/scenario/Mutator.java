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
 * it is removed. What changes places is an action with the lines before it that load its registers, or a whole loop, as around COMPARE
 * AND SWAP or of a wait; and only if what is moved and what it is moved behind need no register that the other sets.
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
            }
        }
        reorderAll(region, isSteps);
    }

    /** Each unit behind the next one, those in loops as well. */
    private void reorderAll(List<Line> region, boolean isSteps) {
        List<Unit> units = units(region, isSteps);
        for (int i = 0; i < units.size(); i++) {
            int next = i + 1;
            while (next < units.size() && leavesCondition(region, units.get(next))) {
                next++;
            }
            if (next < units.size()) {
                reorder(region, units.get(i), units.get(next));
            }
            if (units.get(i).isLoop()) {
                reorderAll(region.subList(units.get(i).begin(), units.get(i).last()), isSteps);
            }
        }
    }

    /** Whether the line behind a unit looks at a condition code that it sets. */
    private static boolean leavesCondition(List<Line> region, Unit unit) {
        return setsCondition(region.get(unit.last()));
    }

    /**
     * What changes places as a whole: an action, or a loop with an action in it, from its label to the branch back; with the lines before
     * that only load registers.
     *
     * @param first the place in the region
     * @param begin that of the action, or of the loop's label
     * @param last that of the last line
     */
    private record Unit(int first, int begin, int last) {
        boolean isLoop() {
            return last > begin;
        }

        List<Line> of(List<Line> region) {
            return region.subList(first, last + 1);
        }
    }

    private List<Unit> units(List<Line> region, boolean isSteps) {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < region.size(); i++) {
            int end = endOfLoop(region, i);
            boolean isActive = false;
            for (int j = i; j <= end; j++) {
                isActive |= isAction(region.get(j), region.subList(0, j), isSteps);
            }
            if (isActive) {
                units.add(new Unit(preparation(region, i), i, end));
                i = end;
            }
        }
        return units;
    }

    /** The first of the lines before a place that only load registers. */
    private static int preparation(List<Line> region, int place) {
        int first = place;
        boolean isLabelled = region.get(place).label() != null && endOfLoop(region, place) == place;
        while (!isLabelled && first > 0 && isLoad(region.get(first - 1))) {
            first--;
            isLabelled = region.get(first).label() != null;
        }
        return first;
    }

    private static boolean isLoad(Line line) {
        return line.name().matches("lghi|lhi|larl|lg|lgrl|lgr|la");
    }

    /** The branch back to a line's label, or the line itself. */
    private static int endOfLoop(List<Line> region, int place) {
        String label = region.get(place).label();
        if (label == null) {
            return place;
        }
        for (int i = place; i < region.size(); i++) {
            boolean isAgain = i > place && label.equals(region.get(i).label());
            if (isAgain) {
                return place;
            }
            if (isBranch(region.get(i)) && region.get(i).operands().strip().endsWith(label + "b")) {
                return i;
            }
        }
        return place;
    }

    private static boolean isBranch(Line line) {
        return line.name().matches("j.*|brc.*");
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
        return isSteps && line.name().matches("bras.*|basr")
                || isStore(line, row)
                || row.serialization() != Serialization.NONE && !isPlainBranch(line)
                || isWait(line, before);
    }

    private static boolean isPlainBranch(Line line) {
        return line.name().matches("br|bc|bcr") && !line.operands().matches("1[45],\\s*(%r)?0");
    }

    private static boolean isStore(Line line, Instruction row) {
        return row.isStorageStored()
                || line.name().matches("sturg|stmg|stg|stc|st|sth|mvc|mvi|ex|stgrl|strl|oi|ni|lang|laog|stnsm|stosm");
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
        add(Mutant.Kind.REMOVED, line, null, changed);
    }

    private void reorder(List<Line> region, Unit unit, Unit next) {
        List<Line> moved = unit.of(region);
        List<Line> passed = region.subList(unit.last() + 1, next.last() + 1);
        boolean isStuck = !unit.isLoop() && (isBranch(region.get(unit.last())) || leavesCondition(region, unit));
        if (!isStuck && arePassable(passed, moved) && areIndependent(moved, passed)) {
            swap(region, unit, next);
        }
    }

    /** No branch out of the lines that are passed, and no directives but conditions. */
    private static boolean arePassable(List<Line> passed, List<Line> moved) {
        boolean isMovedWhole = moved.stream().noneMatch(each -> each.name().startsWith("."))
                || count(moved, "\\.if.*") == count(moved, "\\.endif");
        boolean isWithin = passed.stream()
                .filter(Mutator::isBranch)
                .allMatch(each -> passed.stream()
                        .anyMatch(other -> other.label() != null
                                && each.operands().strip().matches(".*" + other.label() + "[bf]")));
        boolean areConditions = passed.stream()
                .filter(each -> each.name().startsWith("."))
                .allMatch(each -> each.name().matches("\\.if.*|\\.endif|\\.else"));
        return isMovedWhole && isWithin && areConditions;
    }

    private static long count(List<Line> all, String name) {
        return all.stream().filter(each -> each.name().matches(name)).count();
    }

    /** Whether some lines can come after others: neither needs a register that the other sets. */
    private boolean areIndependent(List<Line> moved, List<Line> passed) {
        boolean isMacroPassed = passed.stream().anyMatch(this::isMacro);
        if (isMacroPassed) {
            return moved.stream().allMatch(this::isMacro); // a macro uses registers that nobody sees here
        }
        return disjoint(needed(moved), set(passed)) && disjoint(needed(passed), set(moved));
    }

    private boolean isMacro(Line line) {
        return !line.name().isEmpty() && !line.name().startsWith(".") && row(line) == null;
    }

    private static boolean disjoint(Set<String> left, Set<String> right) {
        return left.stream().noneMatch(right::contains);
    }

    /** The registers that some lines need from before. */
    private Set<String> needed(List<Line> all) {
        Set<String> needed = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        for (Line line : all) {
            boolean isResult = isLoad(line) || line.name().equals("sigp");
            String operands = isResult ? line.operands().replaceFirst("%r\\d+", "") : line.operands();
            registers(operands).stream().filter(each -> !known.contains(each)).forEach(needed::add);
            known.addAll(set(List.of(line)));
        }
        return needed;
    }

    /** The registers that some lines set: the first operand of what does not store. */
    private Set<String> set(List<Line> all) {
        Set<String> found = new LinkedHashSet<>();
        for (Line line : all) {
            Matcher first = REGISTER.matcher(line.operands());
            Instruction row = row(line);
            boolean isSetting = row != null && (!isStore(line, row) || setsCondition(line));
            if (isSetting && first.lookingAt()) {
                found.add(first.group(1));
            }
        }
        return found;
    }

    private static Set<String> registers(String operands) {
        Set<String> found = new LinkedHashSet<>();
        Matcher register = REGISTER.matcher(operands);
        while (register.find()) {
            found.add(register.group(1));
        }
        return found;
    }

    private void swap(List<Line> region, Unit unit, Unit next) {
        List<String> changed = new ArrayList<>(lines);
        StringBuilder text = new StringBuilder();
        List<Line> moved = unit.of(region);
        boolean isLoopFromHere = unit.isLoop() && unit.first() == unit.begin();
        for (int i = 0; i < moved.size(); i++) {
            Line line = moved.get(i);
            boolean isStaying = i == 0 && line.label() != null && !isLoopFromHere;
            String whole = lines.get(line.number());
            text.append('\n').append(isStaying ? whole.replaceFirst("^\\s*\\w+:", "        ") : whole);
            changed.set(line.number(), isStaying ? line.label() + ":" : "");
        }
        int end = region.get(next.last()).number();
        changed.set(end, lines.get(end) + text);
        add(Mutant.Kind.REORDERED, words(moved), words(next.of(region)), changed);
    }

    /** The line that says what a unit does: the last that acts, but for the branch back of a loop that does more than wait. */
    private Line words(List<Line> unit) {
        Line last = unit.get(unit.size() - 1);
        for (Line line : unit) {
            Instruction row = row(line);
            boolean isActive = row != null && (isStore(line, row) || row.serialization() != Serialization.NONE);
            last = isActive && !isPlainBranch(line) && isBranch(unit.get(unit.size() - 1)) ? line : last;
        }
        return last;
    }

    private void add(Mutant.Kind kind, Line line, Line other, List<String> changed) {
        Map<String, String> replaced = Map.of(file, String.join("\n", changed) + "\n");
        String place = file + ":" + (line.number() + 1);
        Scenario mutated = scenario.withSources(scenario.sources().replacing(replaced));
        mutants.add(new Mutant(mutated, kind, place, line.text(), other == null ? "" : other.text()));
    }
}
