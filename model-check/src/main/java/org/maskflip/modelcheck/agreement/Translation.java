package org.maskflip.modelcheck.agreement;

import java.util.ArrayList;
import java.util.List;
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
    private final StringBuilder text = new StringBuilder();
    private final List<String> constants = new ArrayList<>();
    private int labels;

    private Translation(OutcomeSetTest test) {
        this.test = test;
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
            builder.cpu(registers).end(program.symbol("end" + cpu));
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

    private String text() {
        text.append("\t.org ").append(ORIGIN).append('\n');
        for (int cpu = 0; cpu < test.threads().size(); cpu++) {
            text.append("cpu").append(cpu).append(":\n");
            for (Operation operation : test.threads().get(cpu)) {
                translate(cpu, operation);
            }
            text.append("end").append(cpu).append(":\tnop\n");
        }
        text.append("\t.balign 8\n");
        for (String location : test.locations()) {
            text.append("loc_").append(location).append(":\n");
            if (test.isCode(location)) {
                line("lghi %r1,0");
                line("br %r14");
                line(".balign 8");
            } else {
                line(".quad 0");
            }
        }
        constants.forEach(this::line);
        return text.toString();
    }

    private void line(String statement) {
        text.append('\t').append(statement).append('\n');
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
                line("je end" + cpu);
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
        String constant = "const" + constants.size();
        constants.add(constant + ":\tlghi %r1," + each.value() + "\n\tbr %r14\n\t.balign 8");
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
        text.append(again).append(":\n");
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
        text.append(over).append(":\n");
    }
}
