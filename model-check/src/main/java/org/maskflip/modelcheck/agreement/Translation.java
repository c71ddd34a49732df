package org.maskflip.modelcheck.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.agreement.OutcomeSetTest.Operation;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;

/**
 * A test of an outcome-set file as guest code. A data location is a doubleword. A code location is a function of two instructions
 * in one doubleword, {@code lghi} and {@code br}, whose one changed byte is the low byte of the immediate, so {@code exec} calls it
 * and {@code store} is an MVI; {@code store-alias} is a STURG of the whole doubleword. An interlocked exchange is a loop around CSG.
 *
 * <p>General register 2+n holds the test's register n; 1 what the function returned, 10 and 12 values and addresses, 14 the link.
 */
public final class Translation {
    private static final int ORIGIN = 0x2000;
    private static final int FIRST_REGISTER = 2;
    private static final int LAST_REGISTER = 9;

    /** The changed byte of a code location: the last of LGHI. */
    private static final int CHANGED = 3;

    private final OutcomeSetTest test;
    private final List<List<String>> columns = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private List<String> cells;
    private int labels;

    private Translation(OutcomeSetTest test) {
        this.test = test;
        for (int cpu = 0; cpu < test.threads().size(); cpu++) {
            cells = new ArrayList<>();
            for (Operation operation : test.threads().get(cpu)) {
                translate(cpu, operation);
            }
            columns.add(cells);
        }
    }

    /**
     * The guest program of a test; its outcome has the test's variables in their order.
     *
     * @throws IllegalArgumentException if the test uses a register that has no place; the message names it
     */
    public static GuestProgram of(OutcomeSetTest test) {
        return new Translation(test).program();
    }

    /** The guest program of a test as assembler source. */
    public static String source(OutcomeSetTest test) {
        return new Translation(test).text();
    }

    private GuestProgram program() {
        String source = text();
        Program program;
        try {
            program = new Assembler().assemble(test.name() + ".s", source);
        } catch (AssemblyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        GuestProgram.Builder builder = GuestProgram.named(test.name()).storage(program);
        for (int cpu = 0; cpu < test.threads().size(); cpu++) {
            Registers registers = new Registers();
            registers.setInstructionAddress(program.symbol("cpu" + cpu));
            builder.cpu(registers).end(program.symbol(end(cpu)));
        }
        for (String variable : test.variables()) {
            builder.observe(observation(variable, program));
        }
        return builder.build();
    }

    private Observation observation(String variable, Program program) {
        if (variable.startsWith("[")) {
            String location = variable.substring(1, variable.length() - 1);
            long address = program.symbol("loc_" + location);
            return test.isCode(location)
                    ? Observation.storage(variable, address + CHANGED, 1)
                    : Observation.storage(variable, address, 8);
        }
        int colon = variable.indexOf(':');
        int cpu = Integer.parseInt(variable.substring(0, colon));
        return Observation.register(variable, cpu, register(variable.substring(colon + 1)), 8);
    }

    private int register(String name) {
        int number = FIRST_REGISTER + Integer.parseInt(name.substring(1));
        if (number > LAST_REGISTER) {
            throw new IllegalArgumentException(test.name() + ": no place for register " + name);
        }
        return number;
    }

    private static String end(int cpu) {
        return "P" + cpu + ".end";
    }

    private String text() {
        StringBuilder text = new StringBuilder("\t.org " + ORIGIN + "\n");
        for (int cpu = 0; cpu < columns.size(); cpu++) {
            text.append("cpu").append(cpu).append(":\n");
            columns.get(cpu).forEach(cell -> text.append(cell).append('\n'));
            text.append(end(cpu)).append(":\tnop\n");
        }
        text.append("\t.balign 8\n");
        code().forEach(cell -> text.append(cell).append('\n'));
        for (String location : test.locations()) {
            if (!test.isCode(location)) {
                text.append("loc_").append(location).append(":\t.quad 0\n");
            }
        }
        return text.toString();
    }

    /** Code locations and constants, each in a doubleword. */
    private List<String> code() {
        List<String> code = new ArrayList<>();
        for (String location : test.locations()) {
            if (test.isCode(location)) {
                code.addAll(List.of("loc_" + location + ":\tlghi %r1,0", "\tbr %r14", "\t.balign 8"));
            }
        }
        code.addAll(constants);
        return code;
    }

    /**
     * A test as a litmus file. Its locations are the test's variables in their order, and its condition says that every outcome is
     * one of the test's states.
     *
     * @throws IllegalArgumentException if the test uses a register that has no place; the message names it
     */
    public static String litmus(OutcomeSetTest test) {
        return new Translation(test).litmus();
    }

    private String litmus() {
        StringBuilder text = new StringBuilder(
                "S390X " + test.name().replaceAll("\\s", "_") + "\n\"From a file of outcome sets\"\n{\n");
        for (String location : test.locations()) {
            if (!test.isCode(location)) {
                text.append("doubleword loc_").append(location).append(";\n");
            }
        }
        text.append("}\n").append(table());
        List<String> terms = test.variables().stream().map(this::term).toList();
        String states = test.states().stream()
                .map(state -> IntStream.range(0, terms.size())
                        .mapToObj(i -> terms.get(i) + "=" + state.get(i))
                        .collect(Collectors.joining(" /\\ ")))
                .sorted()
                .collect(Collectors.joining(" \\/\n  "));
        return text.append("locations [")
                        .append(String.join("; ", terms))
                        .append("]\nforall (")
                        .append(states) + ")\nExpect: always\n\nEvery outcome is one of the set.\n";
    }

    private String table() {
        List<List<String>> all = new ArrayList<>();
        for (int cpu = 0; cpu < columns.size(); cpu++) {
            all.add(new ArrayList<>(List.of("P" + cpu)));
            all.get(cpu).addAll(columns.get(cpu));
        }
        if (!code().isEmpty()) {
            all.add(new ArrayList<>(List.of("code")));
            all.get(columns.size()).addAll(code());
        }
        int rows = all.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            int number = row;
            text.append(all.stream()
                            .map(column -> number < column.size()
                                    ? column.get(number).strip().replace('\t', ' ')
                                    : "")
                            .collect(Collectors.joining(" | ")))
                    .append(" ;\n");
        }
        return text.toString();
    }

    private String term(String variable) {
        if (variable.startsWith("[")) {
            String location = variable.substring(1, variable.length() - 1);
            return test.isCode(location) ? "[loc_" + location + "+" + CHANGED + ":1]" : "loc_" + location;
        }
        int colon = variable.indexOf(':');
        return variable.substring(0, colon) + ":r" + register(variable.substring(colon + 1));
    }

    private void line(String statement) {
        cells.add('\t' + statement);
    }

    private void addressOf(String location) {
        line("larl %r12,loc_" + location);
    }

    private void translate(int cpu, Operation each) {
        switch (each.op()) {
            case "store" -> store(each);
            case "store-alias" -> storeByReal(each);
            case "load" -> load(each.location(), each.register());
            case "fence" -> line("bcr 15,0");
            case "exec" -> {
                line("brasl %r14,loc_" + each.location());
                line("lgr %r" + register(each.register()) + ",%r1");
            }
            case "rmw-xchg" -> exchange(each);
            case "exit-if" -> {
                line("cghi %r" + register(each.register()) + "," + each.value());
                line("je " + end(cpu));
            }
            case "fence-if", "load-if" -> onlyIf(each);
            default -> throw new IllegalArgumentException(test.name() + ": unknown operation " + each.op());
        }
    }

    private void store(Operation each) {
        addressOf(each.location());
        if (test.isCode(each.location())) {
            line("mvi " + CHANGED + "(%r12)," + each.value());
        } else {
            line("lghi %r10," + each.value());
            line("stg %r10,0(%r12)");
        }
    }

    private void storeByReal(Operation each) {
        String constant = "const" + labels++;
        constants.addAll(List.of(constant + ":\tlghi %r1," + each.value(), "\tbr %r14", "\t.balign 8"));
        line("larl %r12," + constant);
        line("lg %r10,0(%r12)");
        addressOf(each.location());
        line("sturg %r10,%r12");
    }

    private void load(String location, String register) {
        addressOf(location);
        String size = test.isCode(location) ? "llgc %r" : "lg %r";
        int offset = test.isCode(location) ? CHANGED : 0;
        line(size + register(register) + "," + offset + "(%r12)");
    }

    private void exchange(Operation each) {
        int register = register(each.register());
        String again = "again" + labels++;
        addressOf(each.location());
        line("lghi %r10," + each.value());
        line("lg %r" + register + ",0(%r12)");
        cells.add(again + ":");
        line("csg %r" + register + ",%r10,0(%r12)");
        line("jne " + again);
    }

    private void onlyIf(Operation each) {
        String over = "over" + labels++;
        line("cghi %r" + register(each.register()) + "," + each.value());
        line("jne " + over);
        if (each.op().equals("fence-if")) {
            line("bcr 15,0");
        } else {
            load(each.location(), each.target());
        }
        cells.add(over + ":");
    }
}
