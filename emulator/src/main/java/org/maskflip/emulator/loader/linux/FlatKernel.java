package org.maskflip.emulator.loader.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.maskflip.emulator.arch.InstructionLength;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode.JumpLabel;
import org.maskflip.emulator.loader.linux.KernelCode.Part;

/**
 * A kernel of which nothing is at hand but its bytes: names come from its own symbol table, its tables are found by what their
 * entries have to be.
 */
final class FlatKernel {
    private static final int PAGE = 4096;
    private static final int LONGEST_PROTECTION_ROUTINE = 4096;

    /** Fewer entries in a row are no table but chance. */
    private static final int FEWEST = 64;

    private final String name;
    private final BootImage image;
    private final ByteBuffer kernel;
    private final Map<String, Long> byName = new HashMap<>();
    private final NavigableMap<Long, String> symbols = new TreeMap<>();

    FlatKernel(String name, BootImage image) {
        this.name = name;
        this.image = image;
        kernel = ByteBuffer.wrap(image.kernel());
    }

    KernelCode read() throws ImageException {
        List<Kallsyms.Entry> found = Kallsyms.find(image.kernel())
                .orElseThrow(() -> new ImageException(name + ": the kernel carries no symbols (CONFIG_KALLSYMS);"
                        + " expected them in the image: give the vmlinux file instead"));
        for (Kallsyms.Entry entry : found) {
            byName.putIfAbsent(entry.name(), image.address() + entry.offset());
            symbols.putIfAbsent(image.address() + entry.offset(), entry.name());
        }
        Extent text = extent("_text", "_etext");
        Extent initText = extent("_sinittext", "_einittext");
        PatchTables tables = new PatchTables(image.address(), kernel);
        Extent sites = tables.longest(Long.BYTES, Long.BYTES, tables::isSite);
        if (sites.length() < FEWEST * Long.BYTES) {
            throw new ImageException(name + ": no table of patch sites; expected a kernel with dynamic function tracing"
                    + " (CONFIG_DYNAMIC_FTRACE)");
        }
        List<JumpLabel> labels =
                tables.jumpLabels(tables.longest(Long.BYTES, PatchTables.JUMP_LABEL, tables::isJumpLabel));
        return new KernelCode(
                name,
                KernelCode.Kind.IMAGE,
                List.of(new Part("kernel", image.address(), image.kernel())),
                text,
                initText,
                readOnlyEnd(text.end()),
                OptionalLong.of(image.address() + image.imageSize()),
                OptionalLong.of(image.address() + image.imageSize() + image.zeroSize()),
                tables.doublewords(sites),
                extent("__ftrace_hotpatch_trampolines_start", "__ftrace_hotpatch_trampolines_end"),
                ElfKernel.thirdStages(byName),
                labels,
                alternatives(tables, text),
                symbols,
                byName,
                functions(found, text, initText),
                KernelCode.FunctionSource.ANY_TEXT_SYMBOL);
    }

    private Extent extent(String begin, String end) throws ImageException {
        Long from = byName.get(begin);
        Long to = byName.get(end);
        if (from == null || to == null || from > to) {
            throw new ImageException(name + ": the kernel's symbols have no " + begin + " before " + end
                    + "; expected a kernel that hotpatches its functions (Linux 5.15 or newer for s390)");
        }
        return new Extent(from, to);
    }

    private long[] functions(List<Kallsyms.Entry> found, Extent text, Extent initText) {
        return found.stream()
                .mapToLong(entry -> image.address() + entry.offset())
                .filter(address -> text.contains(address) || initText.contains(address))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Packed records of 11 bytes, or of 12 in kernels that also tell the length of the replacement. */
    private List<Extent> alternatives(PatchTables tables, Extent text) {
        List<Extent> best = List.of();
        for (int size = 11; size <= 12; size++) {
            Extent records = tables.longest(1, size, tables::isAlternative);
            if (records.length() >= (long) FEWEST * size && records.length() / size > best.size()) {
                best = tables.alternatives(records, size);
            }
        }
        return best.stream().filter(extent -> extent.begin() >= text.begin()).toList();
    }

    /**
     * Where the read-only data behind the text ends, from the routine that protects both at start-up: among the addresses it
     * loads, the lowest page boundary behind the text.
     */
    private OptionalLong readOnlyEnd(long textEnd) {
        Long routine = byName.get("vmem_map_init");
        if (routine == null) {
            return OptionalLong.empty();
        }
        Long next = symbols.higherKey(routine);
        long end = Math.min(next == null ? Long.MAX_VALUE : next, routine + LONGEST_PROTECTION_ROUTINE);
        List<Long> loaded = new ArrayList<>();
        for (long at = routine; at + 6 <= Math.min(end, image.address() + kernel.capacity()); ) {
            int index = (int) (at - image.address());
            int opcode = kernel.getShort(index) & 0xFF0F;
            long target = at + 2L * kernel.getInt(index + 2);
            if (opcode == 0xC000) {
                loaded.add(target);
            } else if (opcode == 0xC408
                    && target >= image.address()
                    && target + 8 <= image.address() + kernel.capacity()) {
                loaded.add(kernel.getLong((int) (target - image.address())));
            }
            at += InstructionLength.of(kernel.get(index));
        }
        return loaded.stream()
                .mapToLong(Long::longValue)
                .filter(address ->
                        address > textEnd && address % PAGE == 0 && address < image.address() + kernel.capacity())
                .min();
    }
}
