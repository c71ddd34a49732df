package org.maskflip.modelcheck.litmus;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Disassembler;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.decode.Spelling;
import org.maskflip.modelcheck.litmus.Condition.Comparison;
import org.maskflip.modelcheck.litmus.LitmusSource.Column;
import org.maskflip.modelcheck.litmus.Setting.Datum;
import org.maskflip.modelcheck.litmus.Setting.OfCpu;
import org.maskflip.modelcheck.litmus.Setting.Version;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;

/**
 * Lays a test out in storage: code, data locations, prefix areas, and the initial state of the CPUs. Only CPUs for which a new PSW
 * is set have a prefix area.
 */
final class GuestLayout {
    /** The value of an execution that did not happen. */
    static final String NONE = "none";

    private static final long DATA = 0x10_0000;
    private static final long SLOT = 0x100;
    private static final long PREFIX = 0x20_0000;
    private static final long PREFIX_SPACING = 0x2000;
    private static final int PREFIX_LENGTH = 0x200;
    private static final int MOST_BYTES = 1 << 18;
    private static final int SHORTEST_LABEL = 3;

    private final Cursor cursor;
    private final LitmusSource source;
    private final GuestCode code;
    private final List<Column> cpus;
    private final Map<String, Datum> data = new LinkedHashMap<>();
    private final Map<String, Long> addresses = new TreeMap<>();
    private final Map<String, byte[]> versions = new HashMap<>();
    private final Map<Long, String> versionNames = new HashMap<>();
    private final Map<String, Integer> observed = new LinkedHashMap<>();
    private Program program;

    GuestLayout(Cursor cursor, LitmusSource source) {
        this.cursor = cursor;
        this.source = source;
        code = new GuestCode(cursor, source.columns());
        cpus = source.columns().stream().filter(Column::isCpu).toList();
    }

    /** The test. */
    LitmusTest test() throws LitmusProblem {
        declare();
        place();
        program = code.assemble(addresses);
        for (Setting setting : source.settings()) {
            if (setting instanceof Version version) {
                define(version);
            }
        }
        GuestProgram.Builder builder =
                GuestProgram.named(source.name()).facilities(facilities()).storage(program);
        store(builder);
        start(builder);
        for (Term term : source.locations()) {
            observe(term, cursor.placeOf(term), builder);
        }
        Condition condition = resolve(source.condition(), builder);
        return new LitmusTest(source, build(builder), condition, versionNames);
    }

    private GuestProgram build(GuestProgram.Builder builder) throws LitmusProblem {
        GuestProgram built;
        try {
            built = builder.build();
        } catch (IllegalArgumentException e) {
            throw cursor.problem(
                    0,
                    "found regions of storage that overlap (" + e.getMessage()
                            + "); expected locations, code and prefix areas apart from each other");
        }
        int bytes = built.contents().length;
        if (bytes > MOST_BYTES) {
            throw cursor.problem(0, "found " + bytes + " bytes of code and data; expected at most " + MOST_BYTES);
        }
        return built;
    }

    // --- names

    private void declare() throws LitmusProblem {
        Map<String, Integer> versionPlaces = new HashMap<>();
        for (Setting setting : source.settings()) {
            int place = cursor.placeOf(setting);
            if (setting instanceof Datum datum) {
                if (code.defines(datum.name())) {
                    throw cursor.problem(
                            place,
                            "found location \"" + datum.name()
                                    + "\", which is also a label or a column; expected another name");
                }
                if (data.put(datum.name(), datum) != null) {
                    throw cursor.problem(place, "found location \"" + datum.name() + "\" a second time");
                }
            } else if (setting instanceof Version version && versionPlaces.put(version.name(), place) != null) {
                throw cursor.problem(place, "found version \"" + version.name() + "\" a second time");
            }
        }
        for (String version : versionPlaces.keySet()) {
            if (data.containsKey(version) || code.defines(version) || version.equals(NONE)) {
                throw cursor.problem(
                        versionPlaces.get(version),
                        "found version \"" + version
                                + "\", a name that means something else already; expected another one");
            }
        }
        declareImplicitly(versionPlaces);
    }

    /** Declares as doublewords the locations that are used but not declared. */
    private void declareImplicitly(Map<String, Integer> versionPlaces) throws LitmusProblem {
        for (Setting setting : source.settings()) {
            List<Value> values = setting instanceof Datum datum
                    ? datum.values()
                    : setting instanceof OfCpu item && takesSymbol(item.item()) ? item.values() : List.of();
            for (Value value : values) {
                if (value instanceof Value.Symbol symbol && !versionPlaces.containsKey(symbol.name())) {
                    declare(symbol.name(), cursor.placeOf(value));
                }
            }
        }
        for (Term term : source.locations()) {
            declare(term);
        }
        for (Comparison comparison : comparisons(source.condition())) {
            declare(comparison.term());
        }
    }

    private static boolean takesSymbol(String item) {
        return Architecture.isRegister(item);
    }

    private void declare(Term term) throws LitmusProblem {
        if (term instanceof Term.Storage storage) {
            declare(storage.name(), cursor.placeOf(term));
        }
    }

    private void declare(String name, int place) throws LitmusProblem {
        if (data.containsKey(name) || code.defines(name) || name.endsWith(".prefix")) {
            return;
        }
        if (name.length() >= SHORTEST_LABEL) {
            String near = Spelling.nearest(name, code.names())
                    .or(() -> Spelling.nearest(
                            name,
                            data.keySet().stream()
                                    .filter(each -> each.length() > 1)
                                    .toList()))
                    .orElse(null);
            if (near != null) {
                throw cursor.problem(
                        place, "unknown location or label \"" + name + "\"; did you mean \"" + near + "\"?");
            }
        }
        if (name.indexOf('.') >= 0) {
            throw cursor.unknown(place, "label", name, code.names());
        }
        data.put(name, Datum.doubleword(name));
    }

    private static List<Comparison> comparisons(Condition condition) {
        List<Comparison> all = new java.util.ArrayList<>();
        condition.map(comparison -> {
            all.add(comparison);
            return comparison;
        });
        return all;
    }

    // --- storage

    private void place() throws LitmusProblem {
        long next = DATA;
        for (Datum datum : data.values()) {
            long length = (long) datum.size() * datum.count();
            OptionalLong wanted = datum.address();
            addresses.put(datum.name(), wanted.orElse(next));
            if (wanted.isEmpty()) {
                next += (length + SLOT - 1) / SLOT * SLOT;
            }
        }
        if (next > PREFIX) {
            throw cursor.problem(0, "found more than " + (PREFIX - DATA) + " bytes of data; expected fewer");
        }
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            addresses.put("P" + cpu + ".prefix", prefix(cpu));
        }
    }

    private static long prefix(int cpu) {
        return PREFIX + PREFIX_SPACING * cpu;
    }

    private void store(GuestProgram.Builder builder) throws LitmusProblem {
        for (Datum datum : data.values()) {
            byte[] bytes = new byte[datum.size() * datum.count()];
            for (int i = 0; i < datum.values().size(); i++) {
                long value = number(datum.values().get(i), datum.values().get(i));
                put(bytes, datum.size() * (i + 1), Math.min(datum.size(), Long.BYTES), value);
            }
            builder.storage(addresses.get(datum.name()), bytes);
        }
    }

    /** Stores the low-order bytes of a value so that they end before a place. */
    private static void put(byte[] bytes, int end, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[end - 1 - i] = (byte) (value >>> 8 * i);
        }
    }

    // --- values

    private void define(Version version) throws LitmusProblem {
        int place = cursor.placeOf(version);
        long address = version.label().isEmpty() ? 0 : label(version.label(), place);
        byte[] bytes = GuestCode.version(cursor, place, version.assembly(), address, program, addresses);
        versions.put(version.name(), bytes);
        versionNames.putIfAbsent(firstInstruction(bytes), version.name());
    }

    private long label(String label, int place) throws LitmusProblem {
        if (!code.defines(label)) {
            throw cursor.unknown(place, "label", label, code.names());
        }
        return program.symbol(label);
    }

    /** The bytes of the first instruction, left-aligned. */
    private static long firstInstruction(byte[] bytes) {
        int length = Math.min(bytes.length, org.maskflip.emulator.decode.Decoder.length(bytes[0] & 0xFF));
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[i] & 0xFFL) << 56 - 8 * i;
        }
        return value;
    }

    private static long rightAligned(byte[] bytes) {
        long value = 0;
        for (byte each : bytes) {
            value = value << 8 | each & 0xFF;
        }
        return value;
    }

    private long number(Value value, Object placed) throws LitmusProblem {
        if (value instanceof Value.Constant number) {
            return number.number();
        }
        byte[] bytes = bytes(value, placed, 0);
        if (bytes != null) {
            return rightAligned(bytes);
        }
        Value.Symbol symbol = (Value.Symbol) value;
        Long address = addresses.get(symbol.name());
        return (address != null ? address : label(symbol.name(), cursor.placeOf(placed))) + symbol.offset();
    }

    /** The bytes of a version or of quoted instructions; {@code null} for anything else. */
    private byte[] bytes(Value value, Object placed, long address) throws LitmusProblem {
        if (value instanceof Value.Code quoted) {
            return GuestCode.version(cursor, cursor.placeOf(placed), quoted.assembly(), address, program, addresses);
        }
        return value instanceof Value.Symbol symbol ? versions.get(symbol.name()) : null;
    }

    // --- CPUs

    private Facilities facilities() {
        Facilities facilities = Level.ZEC12.facilities();
        for (Setting setting : source.settings()) {
            if (setting instanceof Setting.LevelIs level) {
                facilities = Architecture.level(level.level()).facilities();
            }
        }
        for (Setting setting : source.settings()) {
            if (setting instanceof Setting.FacilitiesAre changed) {
                for (String name : changed.names()) {
                    facilities = name.startsWith("-")
                            ? facilities.without(Architecture.facility(name.substring(1)))
                            : facilities.with(Architecture.facility(name));
                }
            }
        }
        return facilities;
    }

    private void start(GuestProgram.Builder builder) throws LitmusProblem {
        for (Setting setting : source.settings()) {
            if (setting instanceof OfCpu item && item.cpu() >= cpus.size()) {
                throw cursor.problem(cursor.placeOf(setting), noCpu(item.cpu()));
            }
        }
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            start(cpu, builder);
        }
    }

    private String noCpu(int cpu) {
        return "found CPU " + cpu + "; expected 0 to " + (cpus.size() - 1) + ", as there are columns";
    }

    private void start(int cpu, GuestProgram.Builder builder) throws LitmusProblem {
        Registers registers = new Registers();
        registers.setInstructionAddress(program.symbol("P" + cpu));
        byte[] prefixArea = null;
        GuestProgram.Start start = GuestProgram.Start.OPERATING;
        for (Setting setting : source.settings()) {
            if (!(setting instanceof OfCpu item) || item.cpu() != cpu) {
                continue;
            }
            if (Architecture.isNewPsw(item.item())) {
                prefixArea = prefixArea == null ? new byte[PREFIX_LENGTH] : prefixArea;
                put(prefixArea, Architecture.newPsw(item.item()) + 8, 8, Architecture.pswMask(List.of()));
                put(
                        prefixArea,
                        Architecture.newPsw(item.item()) + 16,
                        8,
                        number(item.values().get(0), item.values().get(0)));
            } else if (item.item().equals(Architecture.STATE)) {
                boolean isStopped = item.values().get(0).text().equals(Architecture.STOPPED);
                start = isStopped ? GuestProgram.Start.STOPPED : GuestProgram.Start.OPERATING;
            } else {
                set(registers, item);
            }
        }
        if (prefixArea != null) {
            registers.setPrefix(prefix(cpu));
            builder.storage(prefix(cpu), prefixArea);
        }
        builder.cpu(registers, start).end(program.symbol(GuestCode.end("P" + cpu)));
    }

    private void set(Registers registers, OfCpu item) throws LitmusProblem {
        if (item.item().equals(Architecture.PSW)) {
            registers.setPswMask(registers.pswMask() & org.maskflip.emulator.arch.Psw.EXTERNAL
                    | Architecture.pswMask(item.values()));
            return;
        }
        if (item.item().equals(Architecture.ENABLED)) {
            registers.setPswMask(registers.pswMask() | org.maskflip.emulator.arch.Psw.EXTERNAL);
            registers.setCr(0, registers.cr(0) | Architecture.subclasses(item.values()));
            return;
        }
        int number = Integer.parseInt(item.item().substring(1));
        long value = number(item.values().get(0), item.values().get(0));
        switch (item.item().charAt(0)) {
            case 'r' -> registers.setGr(number, value);
            case 'f' -> registers.setFpr(number, value);
            case 'a' -> registers.setAr(number, (int) value);
            default -> registers.setCr(number, value);
        }
    }

    // --- outcome

    private int observe(Term term, int place, GuestProgram.Builder builder) throws LitmusProblem {
        if (term instanceof Term.Ending ending) {
            checkCpu(ending.cpu(), place);
            return ending.cpu();
        }
        Integer known = observed.get(term.text());
        if (known != null) {
            return known;
        }
        builder.observe(observation(term, place));
        observed.put(term.text(), observed.size());
        return observed.size() - 1;
    }

    private void checkCpu(int cpu, int place) throws LitmusProblem {
        if (cpu >= cpus.size()) {
            throw cursor.problem(place, noCpu(cpu));
        }
    }

    private Observation observation(Term term, int place) throws LitmusProblem {
        if (term instanceof Term.Register register) {
            checkCpu(register.cpu(), place);
            return Observation.register(term.text(), register.cpu(), register.number(), Long.BYTES);
        }
        if (term instanceof Term.Execution execution) {
            checkCpu(execution.cpu(), place);
            return Observation.execution(
                    term.text(), execution.cpu(), label(execution.label(), place), execution.ordinal());
        }
        Term.Storage storage = (Term.Storage) term;
        Long address = addresses.get(storage.name());
        return Observation.storage(
                term.text(),
                (address != null ? address : label(storage.name(), place)) + storage.offset(),
                size(storage, place));
    }

    private int size(Term.Storage storage, int place) throws LitmusProblem {
        Datum datum = data.get(storage.name());
        int size = storage.size() > 0 ? storage.size() : datum == null ? 0 : datum.size();
        if (size == 0 || size > Long.BYTES) {
            throw cursor.problem(
                    place,
                    "found \"" + storage.text() + "\" without a size of 1 to 8 bytes; expected [" + storage.name()
                            + ":4], for instance");
        }
        boolean isInside = datum == null
                || storage.offset() >= 0 && storage.offset() + size <= (long) datum.size() * datum.count();
        if (!isInside) {
            throw cursor.problem(
                    place,
                    "found " + size + " bytes at " + storage.text() + "; expected them inside of " + storage.name()
                            + ", which has " + datum.size() * datum.count());
        }
        return size;
    }

    private Condition resolve(Condition condition, GuestProgram.Builder builder) throws LitmusProblem {
        java.util.IdentityHashMap<Comparison, Comparison> resolved = new java.util.IdentityHashMap<>();
        for (Comparison comparison : comparisons(condition)) {
            resolved.put(comparison, resolve(comparison, builder));
        }
        return condition.map(resolved::get);
    }

    private Comparison resolve(Comparison comparison, GuestProgram.Builder builder) throws LitmusProblem {
        Term term = comparison.term();
        int at = observe(term, cursor.placeOf(comparison), builder);
        Value value = comparison.value();
        long number = 0;
        if (term instanceof Term.Execution execution) {
            number = execution(execution, value);
        } else if (!(term instanceof Term.Ending)) {
            number = number(value, value);
        }
        if (term instanceof Term.Storage storage) {
            int size = size(storage, cursor.placeOf(comparison));
            number = size == Long.BYTES ? number : number & (1L << 8 * size) - 1;
        }
        return new Comparison(term, comparison.relation(), value, at, number);
    }

    private long execution(Term.Execution execution, Value value) throws LitmusProblem {
        int place = cursor.placeOf(value);
        byte[] bytes = bytes(value, value, label(execution.label(), place));
        if (bytes != null) {
            return firstInstruction(bytes);
        }
        if (value instanceof Value.Constant number) {
            return number.number();
        }
        if (value.text().equals(NONE)) {
            return 0;
        }
        throw cursor.unknown(place, "version", value.text(), names());
    }

    private List<String> names() {
        List<String> names = new java.util.ArrayList<>(versions.keySet());
        names.add(NONE);
        return names;
    }

    /** The instruction whose bytes stand left-aligned in a doubleword, as text. */
    static String disassemble(long bytes, long address) {
        return new Disassembler(InstructionSet.all().decoder(Level.ZEC12.facilities())).text(bytes, address);
    }
}
