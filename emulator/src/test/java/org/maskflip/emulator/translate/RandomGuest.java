package org.maskflip.emulator.translate;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Privilege;
import org.maskflip.emulator.machine.Guests;

/**
 * A loop of instructions at random: simple rows of all formats, routines that end soon, and forward branches. General registers 0-7
 * and all floating-point registers are operands, 10 is the base of storage operands and moves on, 8 an index, 9 counts.
 */
final class RandomGuest {
    static final Level LEVEL = Level.Z13;
    static final long DATA = 0x10_0000;
    static final int STORAGE = 0x20_0000;

    /** Complex rows that take a bounded time whatever the registers hold. */
    private static final Set<String> ROUTINES = Set.of(
            "mvc", "clc", "xc", "oc", "nc", "mvn", "mvz", "tr", "lm", "stm", "lmg", "stmg", "lmh", "stmh", "icm",
            "icmy", "icmh", "stcm", "stcmy", "stcmh", "clm", "clmy", "cvd", "cvdg", "mlgr", "mlr", "mr", "dlgr", "dsgr",
            "dr", "d", "dl", "dsg", "ipm", "slda", "srda", "slag", "pack", "unpk", "flogr", "epsw", "lgdr", "adbr",
            "aebr", "mdbr");

    private static final Facilities FACILITIES = LEVEL.facilities();
    private static final Decoder DECODER = InstructionSet.all().decoder(FACILITIES);
    private static final List<Instruction> ROWS = InstructionSet.all().rows().stream()
            .filter(row -> row.facility() == null || FACILITIES.has(row.facility()))
            .filter(row -> row.privilege() == Privilege.PROBLEM && row.branch() == Branch.NEVER)
            .filter(row -> !row.isComplex() || ROUTINES.contains(row.mnemonic()))
            .filter(row -> !row.format().has(Field.RI4) || !row.isStorageStored())
            .toList();

    private final Random random;
    private final StringBuilder source = new StringBuilder();
    private final RowTranslator translator = new RowTranslator();
    private int labels;

    RandomGuest(long seed) {
        random = new Random(seed);
    }

    /** The rows that it draws from. */
    static List<Instruction> rows() {
        return ROWS;
    }

    /** Assembly. */
    String source() {
        source.append(Guests.CATCH).append("        .org 0x4000\n_start: spm %r1\nloop:\n");
        int count = 4 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            line();
        }
        source.append("        aghi %r10,")
                .append(random.nextInt(5) == 0 ? 0x4000 : random.nextInt(64))
                .append('\n');
        source.append("        brctg %r9,loop\n").append(Guests.END);
        return source.toString();
    }

    private void line() {
        int kind = random.nextInt(10);
        if (kind == 0) {
            String label = "l" + labels++;
            String branch = switch (random.nextInt(5)) {
                case 0 -> "brc " + random.nextInt(16) + ",";
                case 1 -> "brcl " + random.nextInt(16) + ",";
                case 2 -> "cgrj %r" + random.nextInt(8) + ",%r" + random.nextInt(8) + "," + 2 * random.nextInt(8) + ",";
                case 3 -> "brct %r" + random.nextInt(8) + ",";
                default ->
                    "clij %r" + random.nextInt(8) + "," + random.nextInt(256) + "," + 2 * random.nextInt(8) + ",";
            };
            source.append("        ").append(branch).append(label).append('\n');
            int skipped = random.nextInt(4);
            for (int i = 0; i < skipped; i++) {
                instruction();
            }
            source.append(label).append(":\n");
        } else if (kind == 1) {
            String label = "l" + labels++;
            source.append("        larl %r11,").append(label).append("\n        basr %r12,%r11\n        nopr\n");
            source.append(label).append(":\n");
        } else {
            instruction();
        }
    }

    private void instruction() {
        Decoded instruction = draw();
        source.append("        .byte ");
        for (int i = 0; i < instruction.length(); i++) {
            source.append(i == 0 ? "" : ",").append(instruction.bytes() >>> 56 - 8 * i & 0xFF);
        }
        source.append("      # ").append(instruction.row().mnemonic()).append('\n');
    }

    private Decoded draw() {
        while (true) {
            Instruction row = ROWS.get(random.nextInt(ROWS.size()));
            Format format = row.format();
            long bytes = format.opcode().place(row.opcode());
            for (Field.Placement placement : format.fields()) {
                bytes = placement.insert(bytes, value(placement));
            }
            Decoded instruction = DECODER.decode(bytes, 0x4000);
            if (instruction != null && instruction.row() == row && translator.isTranslatable(instruction)) {
                return instruction;
            }
        }
    }

    private long value(Field.Placement placement) {
        return switch (placement.field()) {
            case R1, R2, R3 -> random.nextInt(8);
            case B1, B2, B4 -> 10;
            case X2 -> random.nextBoolean() ? 0 : 8;
            case D1, D2, D4 -> random.nextInt(0x1000) & (random.nextInt(4) == 0 ? -1 : -8);
            case RI2, RI4 -> 0x8000 + 4 * random.nextInt(64);
            default -> random.nextLong();
        };
    }
}
