package org.maskflip.modelcheck.scenario;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * A scenario assembled into a guest program, and the judgement of its outcomes.
 *
 * <p>What the assembly tells by its symbols: CPU n begins at {@code cpu}n, or at {@code others}, and ends at {@code end}; it is stopped
 * at first if there is {@code stopped_}n, and disabled if there is {@code disabled_}n or no {@code external}. New PSWs lead to {@code
 * external} and {@code restart}. Register 15 is a stack of its own. Between {@code versions} and {@code versions_end} stand
 * the wholly old and wholly new instructions, 16 bytes each: where, and the bytes. Between {@code finally} and {@code finally_end}
 * stand storage contents that every end must show, 24 bytes each: where, how many bytes, the value.
 */
public final class ScenarioProgram {
    private static final long PREFIX = 0x10_0000;
    private static final long PREFIX_SPACING = 0x2000;
    private static final int AREA = 0x400;
    private static final int PERCPU_POINTER = 0x200;
    private static final int NUMBER = 0x208;
    private static final int STACK = 0x300;
    private static final long PLAIN = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;
    private static final long LOWEST_LABEL = 0x4000;
    private static final long NEAR = 64;
    private static final int VIOLATIONS = 13;
    private static final int LOG = 12;

    private record Final(Observation observation, long wanted) {}

    private final Scenario scenario;
    private final Program assembled;
    private final GuestProgram program;
    private final Map<Long, Set<Long>> versions = new HashMap<>();
    private final List<Final> finals = new ArrayList<>();

    /**
     * Assembles a scenario.
     *
     * @throws ScenarioProblem if it does not assemble, or lacks a symbol
     */
    public ScenarioProgram(Scenario scenario) throws ScenarioProblem {
        this.scenario = scenario;
        assembled = assemble(scenario);
        GuestProgram.Builder builder = GuestProgram.named(scenario.name())
                .facilities(scenario.facilities())
                .storage(assembled)
                .end(required("end"));
        readVersions();
        readFinals();
        for (int cpu = 0; cpu < scenario.bounds().cpus(); cpu++) {
            add(cpu, builder);
        }
        finals.forEach(each -> builder.observe(each.observation()));
        program = builder.build();
    }

    private static Program assemble(Scenario scenario) throws ScenarioProblem {
        Assembler assembler = new Assembler().resolver(scenario.sources().files());
        Bounds bounds = scenario.bounds();
        assembler.define("CPUS", bounds.cpus()).define("CALLS", bounds.calls()).define("UPDATES", bounds.updates());
        for (Property each : Property.values()) {
            assembler.define(each.name(), each.bit());
            assembler.define("CHECK_" + each.name(), scenario.properties().contains(each) ? 1 : 0);
        }
        scenario.symbols().forEach(assembler::define);
        try {
            return assembler.assemble(
                    scenario.sources().main(), scenario.sources().text());
        } catch (AssemblyException e) {
            throw new ScenarioProblem(e.getMessage(), e);
        }
    }

    // ------------------------------------------------------------------------------------------------ building

    private boolean has(String symbol) {
        return assembled.symbols().containsKey(symbol);
    }

    private long required(String symbol) throws ScenarioProblem {
        if (!has(symbol)) {
            throw new ScenarioProblem(scenario.sources().main() + ": found no label \"" + symbol + "\"");
        }
        return assembled.symbol(symbol);
    }

    private ByteBuffer table(String name) throws ScenarioProblem {
        if (!has(name)) {
            return ByteBuffer.allocate(0);
        }
        long begin = required(name);
        return ByteBuffer.wrap(assembled.bytes(begin, (int) (required(name + "_end") - begin)));
    }

    private void readVersions() throws ScenarioProblem {
        ByteBuffer table = table("versions");
        while (table.hasRemaining()) {
            versions.computeIfAbsent(table.getLong(), site -> new HashSet<>()).add(table.getLong());
        }
    }

    private void readFinals() throws ScenarioProblem {
        ByteBuffer table = table("finally");
        while (table.hasRemaining()) {
            long address = table.getLong();
            int size = (int) table.getLong();
            finals.add(new Final(Observation.storage(name(address), address, size), table.getLong()));
        }
    }

    private void add(int cpu, GuestProgram.Builder builder) throws ScenarioProblem {
        long prefix = PREFIX + PREFIX_SPACING * cpu;
        Registers registers = new Registers();
        registers.setInstructionAddress(has("cpu" + cpu) ? required("cpu" + cpu) : required("others"));
        boolean isEnabled = has("external") && !has("disabled_" + cpu);
        registers.setPswMask(isEnabled ? PLAIN | Psw.EXTERNAL : PLAIN);
        registers.setCr(0, ControlBits.CR0_EMERGENCY_SIGNAL | ControlBits.CR0_EXTERNAL_CALL);
        registers.setGr(15, STACK); // a real address: in the prefix area
        registers.setPrefix(prefix);
        builder.storage(prefix, area(cpu));
        builder.cpu(registers, has("stopped_" + cpu) ? GuestProgram.Start.STOPPED : GuestProgram.Start.OPERATING);
        builder.observe(Observation.register(cpu + ":violations", cpu, VIOLATIONS, Long.BYTES));
        builder.observe(Observation.register(cpu + ":calls", cpu, LOG, Long.BYTES));
        if (scenario.properties().contains(Property.P1)) {
            for (long site : versions.keySet().stream().sorted().toList()) {
                for (int call = 1; call <= scenario.bounds().calls(); call++) {
                    builder.observe(
                            Observation.execution(cpu + ":ran(" + name(site) + "," + call + ")", cpu, site, call));
                }
            }
        }
    }

    private byte[] area(int cpu) {
        ByteBuffer area = ByteBuffer.allocate(AREA);
        for (int each = PrefixArea.RESTART_NEW_PSW; each <= PrefixArea.IO_NEW_PSW; each += 16) {
            area.putLong(each, Psw.MUST_BE_ZERO);
        }
        if (has("external")) {
            area.putLong(PrefixArea.EXTERNAL_NEW_PSW, PLAIN);
            area.putLong(PrefixArea.EXTERNAL_NEW_PSW + 8, assembled.symbol("external"));
        }
        if (has("restart")) {
            area.putLong(PrefixArea.RESTART_NEW_PSW, PLAIN);
            area.putLong(PrefixArea.RESTART_NEW_PSW + 8, assembled.symbol("restart"));
        }
        if (has("percpu")) {
            area.putLong(PERCPU_POINTER, assembled.symbol("percpu") + cpu * assembled.symbol("PERCPU"));
        }
        area.putLong(NUMBER, cpu);
        return area.array();
    }

    // ------------------------------------------------------------------------------------------------ judging

    public Scenario scenario() {
        return scenario;
    }

    Program assembled() {
        return assembled;
    }

    /** The guest program. */
    public GuestProgram program() {
        return program;
    }

    /** The label before an address, with the distance; the address as a number if there is none near. */
    public String name(long address) {
        String best = null;
        for (Map.Entry<String, Long> symbol : assembled.symbols().entrySet()) {
            long distance = address - symbol.getValue();
            boolean isLabel = symbol.getValue() >= LOWEST_LABEL && distance >= 0 && distance < NEAR;
            if (isLabel && (best == null || symbol.getValue() > assembled.symbol(best))) {
                best = symbol.getKey();
            }
        }
        long distance = best == null ? 0 : address - assembled.symbol(best);
        return best == null ? Long.toHexString(address) : distance == 0 ? best : best + "+" + distance;
    }

    /** What an outcome violates. */
    public Set<Property> violations(Outcome outcome) {
        Set<Property> found = EnumSet.noneOf(Property.class);
        for (int i = 0; i < outcome.values().size(); i++) {
            violations(program.observations().get(i), outcome.values().get(i), found);
        }
        boolean isOrderly = true;
        for (String ending : outcome.endings()) {
            if (ending.equals(Outcome.WAITS) || ending.equals(Outcome.BLOCKED) || ending.equals(Outcome.STOPPED)) {
                found.add(Property.P6);
                isOrderly = false;
            } else if (!ending.isEmpty()) {
                found.add(ofBadEnding());
                isOrderly = false;
            }
        }
        if (isOrderly && !areFinalsMet(outcome)) {
            found.add(Property.P5);
        }
        return found;
    }

    private void violations(Observation observation, long value, Set<Property> found) {
        if (observation.isExecution()) {
            if (value != 0 && !versions.get(observation.address()).contains(value)) {
                found.add(Property.P1);
            }
            return;
        }
        if (observation.isStorage() || observation.register() != VIOLATIONS) {
            return;
        }
        for (Property each : Property.values()) {
            if ((value & each.bit()) != 0) {
                found.add(each);
            }
        }
    }

    /** A CPU ended in a program interruption or with an invalid PSW: it executed what is no code. */
    private Property ofBadEnding() {
        for (Property each : List.of(Property.P4, Property.P2, Property.P1)) {
            if (scenario.properties().contains(each)) {
                return each;
            }
        }
        return Property.P2;
    }

    private boolean areFinalsMet(Outcome outcome) {
        for (Final each : finals) {
            int place = program.observations().indexOf(each.observation());
            if (outcome.values().get(place) != each.wanted()) {
                return false;
            }
        }
        return true;
    }
}
