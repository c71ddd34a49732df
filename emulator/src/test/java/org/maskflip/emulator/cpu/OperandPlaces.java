package org.maskflip.emulator.cpu;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * A CPU for which the two pages from address 1000 on are somewhere else in every reading: as absolute addresses, as real ones (the
 * prefix exchanges the first), and in the primary, the secondary and the home space, there in frames that do not follow each other. What
 * has been referenced or changed tells how an instruction has read its address.
 */
final class OperandPlaces {
    static final long FIRST = 0x1000;
    static final long SECOND = 0x2000;
    static final long CODE = 0xE000;
    static final long PREFIX = 0x5_8000;
    private static final long TABLES = 0x10_0000;
    private static final long PLAIN = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;

    /** The modes of an instruction: DAT off, or on in a space. */
    enum Mode {
        REAL(0),
        PRIMARY(Psw.DAT),
        SECONDARY(Psw.DAT | 2L << Psw.ADDRESS_SPACE_SHIFT),
        HOME(Psw.DAT | 3L << Psw.ADDRESS_SPACE_SHIFT);

        final long mask;

        Mode(long bits) {
            mask = PLAIN | bits;
        }

        /** Where a logical operand address of this mode leads. */
        Place place() {
            return Place.valueOf(name());
        }
    }

    /** The absolute addresses that the two pages may mean. */
    enum Place {
        ABSOLUTE(FIRST, SECOND),
        REAL(PREFIX + FIRST, SECOND),
        PRIMARY(0x3_1000, 0x4_1000),
        SECONDARY(0x3_3000, 0x4_3000),
        HOME(0x3_5000, 0x4_5000);

        final long first;
        final long second;

        Place(long first, long second) {
            this.first = first;
            this.second = second;
        }

        /** What stands in every word of the place: a different even page address in each. */
        long word() {
            return 0x6_0000 + 0x2000L * ordinal();
        }
    }

    final CpuRig rig = CpuRig.single(Facilities.of(Facility.values()));
    final Registers registers = rig.registers();
    final TestTables primary = new TestTables(rig, TABLES);
    final TestTables secondary = new TestTables(rig, 2 * TABLES);
    final TestTables home = new TestTables(rig, 3 * TABLES);
    private final Map<Long, byte[]> before = new TreeMap<>();

    OperandPlaces() {
        map(primary, Place.PRIMARY);
        map(secondary, Place.SECONDARY);
        map(home, Place.HOME);
        for (Place place : Place.values()) {
            for (int offset = 0; offset < 0x1000; offset += 4) {
                rig.put(place.second + offset, 4, place.word());
                rig.put(place.first + offset, 4, place.word());
            }
        }
        registers.setPrefix(PREFIX);
        registers.setCr(1, primary.asce());
        registers.setCr(7, secondary.asce());
        registers.setCr(13, home.asce());
        rig.psw(PREFIX + 0x1D0, PLAIN | Psw.WAIT, 0xDEAD);
    }

    private static void map(TestTables tables, Place place) {
        tables.map(CODE, CODE).map(FIRST, place.first).map(SECOND, place.second);
    }

    /** Executes one instruction, followed by an invalid one, or what digits say; the CPU waits afterwards. */
    void run(long mask, long instruction) {
        rig.put(CODE, 8, instruction);
        before.clear();
        for (Place place : Place.values()) {
            for (long block : new long[] {place.first, place.second}) {
                before.put(block, block(block));
                rig.keys.set(block, rig.keys.get(block) & ~3);
            }
        }
        rig.startAt(mask, CODE).run();
    }

    private byte[] block(long absolute) {
        AbsoluteStorage storage = rig.storage();
        byte[] bytes = new byte[4096];
        storage.read(absolute, bytes, 0, bytes.length);
        return bytes;
    }

    /** The blocks of the places with another content than before. */
    Set<Long> changed() {
        Set<Long> changed = new TreeSet<>();
        before.forEach((block, bytes) -> {
            if (!Arrays.equals(bytes, block(block))) {
                changed.add(block);
            }
        });
        return changed;
    }

    /** The blocks of the places with a reference bit of one. */
    Set<Long> referenced() {
        Set<Long> referenced = new TreeSet<>(before.keySet());
        referenced.removeIf(block -> (rig.keys.get(block) & 2) == 0);
        return referenced;
    }

    /** The blocks of the places with a change bit of one. */
    Set<Long> stored() {
        Set<Long> stored = new TreeSet<>(before.keySet());
        stored.removeIf(block -> (rig.keys.get(block) & 1) == 0);
        return stored;
    }

    /** The condition code in the program-old PSW. */
    int cc() {
        return (int) (rig.get(PREFIX + 0x150, 8) >>> 44) & 3;
    }

    /** The code of the last program interruption. */
    long code() {
        return rig.get(PREFIX + 0x8E, 2);
    }

    /** The instruction address in the program-old PSW. */
    long oldAddress() {
        return rig.get(PREFIX + 0x158, 8);
    }

    /** The translation-exception identification. */
    long identification() {
        return rig.get(PREFIX + 0xA8, 8);
    }

    /** Register operands 2 and 3 (even where it must be), address operands by general registers 4 and 5. */
    static long encoded(Instruction row) {
        long bytes = row.format().opcode().place(row.opcode());
        boolean hasTwo = row.format().has(Field.B1);
        for (Field field : Field.values()) {
            if (row.format().has(field)) {
                int value = switch (field) {
                    case R1 -> 2;
                    case R3 -> 3;
                    case R2, B1 -> 4;
                    case B2 -> hasTwo ? 5 : 4;
                    default -> 0;
                };
                bytes = row.format().placement(field).insert(bytes, value);
            }
        }
        return bytes;
    }
}
