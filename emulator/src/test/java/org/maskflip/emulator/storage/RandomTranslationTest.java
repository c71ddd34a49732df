package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;

/**
 * Translation with its TLB against a walk written a second time, as plainly as the manual's text reads, over random tables, spaces
 * and purges. Every change of a table is followed by the purge that the manual asks for.
 */
class RandomTranslationTest extends TranslatorFixture {
    private static final int STEPS = 200_000;
    private static final int SPACES = 6;

    private static final List<AccessKind> KINDS = List.of(AccessKind.values());

    private Random random;
    private final long[] asces = new long[SPACES];

    @Test
    void translation_withTlb_agreesWithANaiveWalk() {
        long seed = new Random().nextLong();
        System.out.println("random translation: seed " + seed);
        random = new Random(seed);
        for (int i = 0; i < SPACES; i++) {
            asces[i] = guest.asce(random.nextInt(4)) & ~(random.nextInt(4) == 0 ? 1L : 0L);
        }
        int translated = 0;
        int excepted = 0;
        control(1, asces[0]);
        mode(PRIMARY, 0);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(20)) {
                case 0 -> changePage();
                case 1 -> changeEntry();
                case 2, 3 -> control(1, asces[random.nextInt(SPACES)]);
                case 4 -> changePrefix();
                default -> {
                    long address = address();
                    AccessKind kind = KINDS.get(random.nextInt(3));
                    String expected = naive(registers.cr(1), address, kind);
                    assertThat(actual(address, kind))
                            .as("seed %d step %d: %s of %x by %x", seed, step, kind, address, registers.cr(1))
                            .isEqualTo(expected);
                    translated += expected.startsWith("to ") ? 1 : 0;
                    excepted += expected.startsWith("to ") ? 0 : 1;
                }
            }
        }
        assertThat(translated).isGreaterThan(STEPS / 10);
        assertThat(excepted).isGreaterThan(STEPS / 10);
    }

    /** Few pages under few entries, so that steps meet each other; now and then one that no table covers. */
    private long address() {
        long index = random.nextInt(3);
        return switch (random.nextInt(40)) {
            case 0 -> random.nextLong();
            case 1 -> index << 53 | 0x3456;
            case 2 -> index << 31 | random.nextInt(4) << 12;
            default -> index << 20 | (long) random.nextInt(6) << 12 | random.nextInt(4096);
        };
    }

    private void changePage() {
        long asce = asces[random.nextInt(SPACES)];
        long address = address() & 0x7FFF_FFFFL;
        long bits = random.nextInt(8) == 0
                ? GuestTables.PAGE_INVALID
                : random.nextInt(6) == 0 ? GuestTables.PROTECTED : random.nextInt(30) == 0 ? 0x800 : 0xFF;
        long frame = (long) random.nextInt(10) << 12;
        if (random.nextInt(30) == 0) {
            frame = GuestTables.SIZE + frame;
        }
        long entry = guest.pageEntry(asce, address);
        guest.put(entry, frame | bits);
        // New tables may have come into being above: an entry that was invalid needs no purge.
        translator.purgePage(entry);
    }

    private void changeEntry() {
        long asce = asces[random.nextInt(SPACES)];
        int level = random.nextInt((int) (asce >> 2 & 3) + 1);
        long entry = guest.entryOf(asce, address() & 0x7FFF_FFFFL, level);
        long value = guest.get(entry);
        if ((value & GuestTables.INVALID) != 0 && (value & ~0xFFFL) == 0) {
            return;
        }
        guest.put(entry, value ^ (random.nextInt(3) == 0 ? GuestTables.PROTECTED : GuestTables.INVALID));
        if (random.nextBoolean()) {
            translator.purge();
        } else {
            translator.purgeAsce(asce);
        }
    }

    private void changePrefix() {
        if (random.nextInt(20) == 0) {
            registers.setPrefix(random.nextInt(3) * 0x2000L);
            translator.refresh();
        }
    }

    private String actual(long address, AccessKind kind) {
        try {
            long absolute = switch (kind) {
                case FETCH -> translator.fetch(address);
                case STORE -> translator.store(address);
                case INSTRUCTION -> translator.instruction(address);
            };
            return String.format("to %x", absolute);
        } catch (ProgramInterruption e) {
            return String.format("code %x identification %x", e.code(), e.translationExceptionId());
        }
    }

    /** The manual's translation process for the primary space, level by level, without enhanced DAT. */
    private String naive(long asce, long address, AccessKind kind) {
        long page = address & ~0xFFFL;
        long table = asce & ~0xFFFL;
        long last = asce & 3;
        long first = 0;
        boolean isProtected = false;
        int type = (int) asce >> 2 & 3;
        int[] start = {33, 22, 11, 0};
        if (type != 3 && bits(address, 0, start[type]) != 0) {
            return String.format("code 38 identification %x", page);
        }
        for (int level = type; level >= 0; level--) {
            int code = level == 0 ? ProgramCode.SEGMENT_TRANSLATION : 0x3C - level;
            long index = bits(address, start[level], 11);
            if (index / 512 > last || index / 512 < first) {
                return String.format("code %x identification %x", code, page);
            }
            long entry = guest.get(real(table + 8 * index));
            if (bits(entry, 58, 1) == 1) {
                return String.format("code %x identification %x", code, page);
            }
            if (bits(entry, 60, 2) != level) {
                return "code 12 identification 0";
            }
            if (level == 0) {
                table = entry & ~0x7FFL;
                isProtected = bits(entry, 54, 1) == 1;
            } else {
                table = entry & ~0xFFFL;
                first = bits(entry, 56, 2);
                last = bits(entry, 62, 2);
            }
        }
        long entry = guest.get(real(table + 8 * bits(address, 44, 8)));
        if (bits(entry, 53, 1) == 1) {
            return String.format("code 11 identification %x", page);
        }
        if (bits(entry, 52, 1) == 1 || bits(entry, 55, 1) == 1) {
            return "code 12 identification 0";
        }
        if (kind == AccessKind.STORE && (isProtected || bits(entry, 54, 1) == 1)) {
            return String.format("code 4 identification %x", page + 4);
        }
        long absolute = real((entry & ~0xFFFL) + bits(address, 52, 12));
        return absolute < GuestTables.SIZE ? String.format("to %x", absolute) : "code 5 identification 0";
    }

    private long real(long address) {
        long area = address / 0x2000;
        long prefixArea = registers.prefix() / 0x2000;
        return area == 0 ? address + registers.prefix() : area == prefixArea ? address - registers.prefix() : address;
    }

    /** {@code count} bits of a doubleword from a bit on, numbered from the left as the manual does. */
    private static long bits(long doubleword, int from, int count) {
        return count == 0 ? 0 : doubleword << from >>> 64 - count;
    }
}
