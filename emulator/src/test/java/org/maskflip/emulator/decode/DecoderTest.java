package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;

class DecoderTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);
    private static final Facilities EVERYTHING = Facilities.of(Facility.values());
    private static final Decoder DECODER = InstructionSet.all().decoder(EVERYTHING);

    private static Rows nothing(String mnemonic, int opcode, Format format) {
        return row(mnemonic, "A TEST'S OWN", opcode, format).op1(a -> a);
    }

    @Test
    void row_everyRowWithRandomFields_isThatRow() {
        List<String> wrong = new ArrayList<>();
        for (Decoded insn : new RandomInstructions(SEED).of(InstructionSet.all().rows(), 50)) {
            if (DECODER.row(insn.bytes()) != insn.row()) {
                wrong.add(insn + " is " + DECODER.row(insn.bytes()));
            }
        }

        assertThat(InstructionSet.all().rows()).hasSizeGreaterThan(400);
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    @Test
    void row_anyBytes_hasItsOperationCodeThere() {
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (int high = 0; high < 0x10000; high++) {
            for (int i = 0; i < 16; i++) {
                long bytes = (long) high << 48 | random.nextLong() >>> 16;
                Instruction row = DECODER.row(bytes);
                found += row == null ? 0 : 1;
                if (row != null && row.format().opcode().extract(bytes) != row.opcode()) {
                    wrong.add(String.format("%016x is no %s", bytes, row));
                }
            }
        }

        assertThat(found).isPositive();
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    @Test
    void everyRow_isAsLongAsItsFirstTwoBitsSay() {
        assertThat(InstructionSet.all().rows()).allSatisfy(row -> {
            int first = (int) (row.format().opcode().place(row.opcode()) >>> 56);
            assertThat(Decoder.length(first))
                    .as(row.mnemonic())
                    .isEqualTo(row.format().length());
        });
    }

    @Test
    void everyFormat_hasFieldsApartFromEachOtherAndFromTheOperationCode() {
        for (Format format : Format.values()) {
            int all = format.opcode() == Format.Opcode.BYTE
                    ? 0xFF
                    : format.opcode() == Format.Opcode.BYTE_NIBBLE ? 0xFFF : 0xFFFF;
            long taken = format.opcode().place(all);
            for (Field.Placement placement : format.fields()) {
                if (placement.field() == Field.M3_M4) {
                    continue; // Two masks that an extended mnemonic fixes at once: fields of their own, too.
                }
                long own = placement.insert(0, -1);
                assertThat(taken & own).as("%s %s", format, placement).isZero();
                assertThat(placement.extract(own)).isEqualTo(placement.extract(-1));
                taken |= own;
            }
            assertThat(taken << 8 * format.length()).as("%s", format).isZero();
        }
    }

    @Test
    void length_ofAllFirstBytes_followsTheFirstTwoBits() {
        for (int first = 0; first < 256; first++) {
            int expected = first < 0x40 ? 2 : first < 0xC0 ? 4 : 6;
            assertThat(Decoder.length(first)).as("%02x", first).isEqualTo(expected);
            assertThat(Decoder.length((byte) first)).as("%02x, signed", first).isEqualTo(expected);
        }
    }

    @Test
    void decode_facilityOff_isNoInstruction() {
        for (Instruction row : InstructionSet.all().rows()) {
            long bytes = row.format().opcode().place(row.opcode());
            assertThat(DECODER.decode(bytes, 0)).as(row.mnemonic()).isNotNull();
            if (row.facility() != null) {
                Decoder without = InstructionSet.all().decoder(EVERYTHING.without(row.facility()));
                assertThat(without.decode(bytes, 0)).as(row.mnemonic()).isNull();
            }
        }
    }

    @Test
    void decode_illegalOperations_areNone() {
        for (long bytes : new long[] {0L, 1L << 48, 0xB2FEL << 48, 0xE300L << 48 | 0xFFL << 16, -1L}) {
            assertThat(DECODER.decode(bytes, 0x1000)).as("%016x", bytes).isNull();
        }
    }

    @Test
    void of_twoRowsWithOneOperationCode_isRefused() {
        List<Instruction> rows = List.of(
                nothing("one", 0x18, Format.RR).build(),
                nothing("two", 0x18, Format.RR).build());

        assertThatThrownBy(() -> InstructionSet.of(rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one")
                .hasMessageContaining("two");
    }

    @Test
    void of_aliasThatIsARowsMnemonic_isRefused() {
        List<Instruction> rows = List.of(
                nothing("one", 0x18, Format.RR).alias("two", Field.R1, 1).build(),
                nothing("two", 0x19, Format.RR).build());

        assertThatThrownBy(() -> InstructionSet.of(rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two");
    }

    @Test
    void decoder_firstByteInTwoLayouts_isRefused() {
        InstructionSet rows = InstructionSet.of(List.of(
                nothing("one", 0xB2, Format.RR).build(),
                nothing("two", 0xB201, Format.S).build()));

        assertThatThrownBy(() -> rows.decoder(EVERYTHING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("b2");
    }
}
