package org.maskflip.emulator.loader.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.maskflip.emulator.loader.ElfSections;
import org.maskflip.emulator.loader.ElfSections.Relocation;
import org.maskflip.emulator.loader.ElfSections.Section;
import org.maskflip.emulator.loader.ElfSections.Symbol;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode.JumpLabel;
import org.maskflip.emulator.loader.linux.KernelCode.Part;

/** A kernel or a module in an ELF file. */
final class ElfKernel {
    private static final int ABSOLUTE_64 = 22;
    private static final int NONE = 0;

    /** The first section of a module is placed here, each further one behind it in steps of this. */
    private static final long MODULE_STEP = 1L << 24;

    private final String name;
    private final ElfSections object;
    private final Map<String, Long> byName = new HashMap<>();
    private final NavigableMap<Long, String> symbols = new TreeMap<>();
    private final Map<Integer, Long> placed = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();

    ElfKernel(String name, byte[] file) throws ImageException {
        this.name = name;
        object = ElfSections.read(name, file);
    }

    /** Name and address of each third stage that the symbols know. */
    static Map<String, Long> thirdStages(Map<String, Long> byName) {
        Map<String, Long> found = new TreeMap<>();
        byName.forEach((symbol, address) -> {
            if (symbol.startsWith("ftrace_shared_hotpatch_trampoline_") && !symbol.endsWith("_end")) {
                found.put(symbol, address);
            }
        });
        return found;
    }

    KernelCode read() throws ImageException {
        for (Section section : object.sections()) {
            if (section.isLoaded() && section.type() == ElfSections.CONTENTS) {
                long address = object.isRelocatable() ? place(section) : section.address();
                placed.put(section.index(), address);
                parts.add(new Part(section.name(), address, object.bytes(section)));
            }
        }
        parts.sort(Comparator.comparingLong(Part::address));
        for (Symbol symbol : object.symbols()) {
            Long address = address(symbol);
            if (address != null && !symbol.name().isEmpty()) {
                byName.putIfAbsent(symbol.name(), address);
                if (symbol.type() <= 2) {
                    symbols.putIfAbsent(address, symbol.name());
                }
            }
        }
        return object.isRelocatable() ? module() : executable();
    }

    /** At an odd multiple of its alignment: nothing is to look better aligned than any place the section may be loaded to. */
    private long place(Section section) {
        return (placed.size() + 1) * MODULE_STEP + section.alignment();
    }

    private Long address(Symbol symbol) {
        if (!object.isRelocatable()) {
            return symbol.section() == NONE ? null : symbol.value();
        }
        Long section = placed.get(symbol.section());
        return section == null ? null : Long.valueOf(section + symbol.value());
    }

    private KernelCode executable() throws ImageException {
        Extent text = extent("_text", "_etext");
        Extent initText = extent("_sinittext", "_einittext");
        long[] sites = doublewords(extent("__start_mcount_loc", "__stop_mcount_loc"));
        Extent labels = optional("__start___jump_table", "__stop___jump_table");
        Extent alternatives = optional("__alt_instructions", "__alt_instructions_end");
        Long end = byName.get("_end");
        Long zero = byName.get("__bss_start");
        Long readOnly = byName.get("__end_rodata");
        return new KernelCode(
                name,
                KernelCode.Kind.EXECUTABLE,
                parts,
                text,
                initText,
                of(readOnly),
                of(zero),
                of(end),
                sites,
                extent("__ftrace_hotpatch_trampolines_start", "__ftrace_hotpatch_trampolines_end"),
                thirdStages(byName),
                tables(labels).jumpLabels(labels),
                alternatives(alternatives),
                symbols,
                byName,
                functions(text, initText),
                KernelCode.FunctionSource.SYMBOL_TYPE);
    }

    private static OptionalLong of(Long address) {
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    private KernelCode module() throws ImageException {
        List<Long> sites = new ArrayList<>();
        for (Section section : object.sections()) {
            if (section.name().equals(KernelCode.SITE_TABLE)) {
                for (Relocation relocation : object.relocations(section)) {
                    Long target = address(relocation.symbol());
                    if (relocation.type() != ABSOLUTE_64 || target == null) {
                        throw new ImageException(name + ": entry " + relocation.offset() / Long.BYTES + " of "
                                + KernelCode.SITE_TABLE + " has relocation type " + relocation.type()
                                + "; expected R_390_64 (22) to a section of the module");
                    }
                    sites.add(target + relocation.addend());
                }
            }
        }
        Extent initText = object.section(".init.text").map(this::extent).orElse(Extent.NONE);
        Extent text = object.section(".text").map(this::extent).orElse(Extent.NONE);
        return new KernelCode(
                name,
                KernelCode.Kind.MODULE,
                parts,
                text,
                initText,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                sites.stream().mapToLong(Long::longValue).toArray(),
                Extent.NONE,
                Map.of(),
                moduleLabels(),
                List.of(),
                symbols,
                byName,
                functions(text, initText),
                KernelCode.FunctionSource.SYMBOL_TYPE);
    }

    /** The first two words of each entry are relocations, of the branch and of its target. */
    private List<JumpLabel> moduleLabels() throws ImageException {
        List<JumpLabel> found = new ArrayList<>();
        for (Section section : object.sections()) {
            if (section.name().equals("__jump_table")) {
                Map<Long, Long> targets = new TreeMap<>();
                for (Relocation relocation : object.relocations(section)) {
                    Long target = address(relocation.symbol());
                    if (target != null) {
                        targets.put(relocation.offset(), target + relocation.addend());
                    }
                }
                for (long at = 0; at < section.size(); at += PatchTables.JUMP_LABEL) {
                    if (targets.containsKey(at) && targets.containsKey(at + 4)) {
                        found.add(new JumpLabel(targets.get(at), targets.get(at + 4)));
                    }
                }
            }
        }
        return found;
    }

    private Extent extent(Section section) {
        Long begin = placed.get(section.index());
        return begin == null ? Extent.NONE : new Extent(begin, begin + section.size());
    }

    private Extent extent(String begin, String end) throws ImageException {
        Extent extent = optional(begin, end);
        if (extent.length() == 0) {
            throw new ImageException(name + ": no symbols " + begin + " and " + end
                    + "; expected an unstripped kernel with dynamic function tracing (Linux 5.15 or newer for s390)");
        }
        return extent;
    }

    private Extent optional(String begin, String end) {
        Long from = byName.get(begin);
        Long to = byName.get(end);
        return from == null || to == null || from > to ? Extent.NONE : new Extent(from, to);
    }

    private long[] functions(Extent text, Extent initText) {
        return object.symbols().stream()
                .filter(Symbol::isFunction)
                .map(this::address)
                .filter(address -> address != null && (text.contains(address) || initText.contains(address)))
                .mapToLong(Long::longValue)
                .sorted()
                .distinct()
                .toArray();
    }

    private PatchTables tables(Extent table) {
        Part part = part(table);
        return new PatchTables(part.address(), ByteBuffer.wrap(part.bytes()));
    }

    private Part part(Extent extent) {
        return parts.stream()
                .filter(p -> p.contains(extent.begin(), (int) extent.length()))
                .findFirst()
                .orElse(new Part("", extent.begin(), new byte[(int) extent.length()]));
    }

    private long[] doublewords(Extent table) {
        return tables(table).doublewords(table);
    }

    /** The size of a record follows from the section: 11 bytes, or 12 where the replacement's length is told too. */
    private List<Extent> alternatives(Extent table) {
        int size = table.length() % 11 == 0 ? 11 : 12;
        return tables(table).alternatives(table, size);
    }
}
