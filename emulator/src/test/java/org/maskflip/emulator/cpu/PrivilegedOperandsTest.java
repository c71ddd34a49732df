package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.cpu.OperandPlaces.CODE;
import static org.maskflip.emulator.cpu.OperandPlaces.FIRST;
import static org.maskflip.emulator.cpu.OperandPlaces.PREFIX;
import static org.maskflip.emulator.cpu.OperandPlaces.SECOND;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.OperandPlaces.Mode;
import org.maskflip.emulator.cpu.OperandPlaces.Place;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Instruction;

/**
 * The privileged rows with one storage operand: where it is with DAT off and in each space, and what happens where it is misaligned,
 * ends in another page, and ends in a page that is invalid or protected. Source: PoP chapters 10 and 14, the definition of each
 * instruction; chapter 3, "Protection"; chapter 6, "Access Exceptions".
 */
class PrivilegedOperandsTest {
    /** How the operand is referred to. */
    private enum Use {
        FETCH,
        STORE,
        UPDATE,
        /** By a real address, whatever the mode. */
        REAL_FETCH,
        REAL_STORE,
        /** By a real address, and key-controlled protection does not apply. */
        REAL_CLEAR;

        boolean isReal() {
            return compareTo(REAL_FETCH) >= 0;
        }

        boolean stores() {
            return this != FETCH && this != REAL_FETCH;
        }
    }

    /** Boundary and length in bytes. */
    private record Operand(Use use, int boundary, int length) {
        boolean crosses() {
            return length > boundary;
        }

        Place place(Mode mode) {
            return use.isReal() ? Place.REAL : mode.place();
        }

        /** Inside the first page, and beyond what low-address protection covers where the boundary allows it. */
        long inside() {
            return boundary == 4096 ? FIRST : FIRST + 0x800;
        }

        long across() {
            return SECOND - boundary;
        }
    }

    private static final Map<String, Operand> OPERANDS = new TreeMap<>();

    static {
        operands(Use.FETCH, 8, 8, "lpsw sck sckc spt lpp");
        operands(Use.FETCH, 8, 16, "lpswe lctlg");
        operands(Use.FETCH, 4, 8, "lctl");
        operands(Use.FETCH, 4, 4, "spx trace tracg");
        operands(Use.FETCH, 1, 1, "ssm");
        operands(Use.STORE, 1, 1, "stnsm stosm");
        operands(Use.STORE, 2, 2, "stap");
        operands(Use.STORE, 4, 4, "stpx stcrw");
        operands(Use.STORE, 4, 8, "stctl");
        operands(Use.STORE, 8, 8, "stckc stpt stidp");
        operands(Use.STORE, 8, 16, "stctg");
        operands(Use.STORE, 32, 32, "stcps");
        operands(Use.STORE, 4096, 4096, "stsi");
        operands(Use.UPDATE, 4, 4, "csp");
        operands(Use.UPDATE, 8, 8, "cspg");
        operands(Use.REAL_FETCH, 4, 4, "lura");
        operands(Use.REAL_FETCH, 8, 8, "lurag");
        operands(Use.REAL_STORE, 4, 4, "stura");
        operands(Use.REAL_STORE, 8, 8, "sturg");
        operands(Use.REAL_CLEAR, 4096, 4096, "tb");
    }

    /** Whose low bits of the address are not part of it, or of no account: nothing is misaligned. */
    private static final Set<String> NEVER_MISALIGNED = Set.of("csp", "cspg", "tb");

    private static void operands(Use use, int boundary, int length, String mnemonics) {
        for (String mnemonic : mnemonics.split(" ")) {
            OPERANDS.put(mnemonic, new Operand(use, boundary, length));
        }
    }

    /** The rows that are tested here. */
    static Set<String> mnemonics() {
        return OPERANDS.keySet();
    }

    private static Stream<Arguments> rowsInModes() {
        return InstructionSet.all().rows().stream()
                .filter(row -> OPERANDS.containsKey(row.mnemonic()))
                .flatMap(row -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(row, mode)));
    }

    private static Stream<Arguments> rowsInSpaces() {
        return rowsInModes().filter(arguments -> arguments.get()[1] != Mode.REAL);
    }

    private final OperandPlaces places = new OperandPlaces();
    private final Registers registers = places.registers;

    /** Executes the row with its operand at an address and a mask added to the PSW. */
    private void run(Instruction row, Mode mode, long mask, long address) {
        Operand operand = OPERANDS.get(row.mnemonic());
        long word = operand.place(mode).word();
        registers.setGr(4, address);
        registers.setGr(0, row.mnemonic().equals("stsi") ? 0x1000_0001L : 0);
        registers.setGr(1, row.mnemonic().equals("stsi") ? 1 : 0);
        registers.setGr(2, row.mnemonic().startsWith("csp") ? word << 32 | word : 0x1111_2222_3333_4444L);
        registers.setGr(3, 0x5555_6666_7777_8888L);
        registers.setCr(12, 0x7_0001);
        registers.setCr(2, 0x99L << 32 | 0x99);
        registers.setCr(3, 0x9AL << 32 | 0x9A);
        for (Place place : Place.values()) {
            // A short PSW to be loaded: waiting, and disabled.
            if (row.mnemonic().equals("lpsw")) {
                places.rig.put(place.first + 0x800, 8, 0x000A_0000_8000_0000L | place.word());
            }
            if (row.mnemonic().equals("lpswe")) {
                for (long at : new long[] {place.first + 0x800, place.first + 0xFF8}) {
                    places.rig.put(at, 8, Psw.WAIT | Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING);
                }
                places.rig.put(place.first + 0x808, 8, place.word());
                places.rig.put(place.second, 8, place.word());
            }
            places.rig.psw(place.word() + 0x1D0, Psw.WAIT | Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING, 0xDEAD);
        }
        places.run(mode.mask | mask, OperandPlaces.encoded(row));
    }

    @ParameterizedTest
    @MethodSource("rowsInModes")
    void operand_inEveryMode_isWhereItsAddressLeads(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        run(row, mode, 0, operand.inside());
        assertDone(row, operand, operand.place(mode), Set.of(operand.place(mode).first));
        assertLoaded(row, operand, operand.place(mode).word());
    }

    @ParameterizedTest
    @MethodSource("rowsInModes")
    void operand_acrossPages_isInBoth(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        if (operand.crosses()) {
            Place place = operand.place(mode);
            run(row, mode, 0, operand.across());
            assertDone(row, operand, place, Set.of(place.first, place.second));
            if (operand.use().stores()) {
                assertThat(places.changed()).containsExactlyInAnyOrder(place.first, place.second);
            } else {
                assertLoaded(row, operand, place.word());
            }
        }
    }

    private void assertDone(Instruction row, Operand operand, Place place, Set<Long> blocks) {
        if (!row.mnemonic().startsWith("lpsw")) {
            long area = row.mnemonic().equals("spx") ? place.word() : PREFIX;
            assertThat(places.rig.get(area + 0x8E, 2))
                    .as("the invalid instruction behind")
                    .isEqualTo(1);
        }
        assertThat(places.referenced()).as("referenced").isEqualTo(blocks);
        assertThat(places.stored()).as("stored into").isEqualTo(operand.use().stores() ? blocks : Set.of());
        assertThat(blocks).as("changed").containsAll(places.changed());
    }

    /** What a row that fetches has loaded is the word that stands at the place, once or twice. */
    private void assertLoaded(Instruction row, Operand operand, long word) {
        long both = word << 32 | word;
        switch (row.mnemonic()) {
            case "lpsw", "lpswe" -> assertThat(registers.instructionAddress()).isEqualTo(word);
            case "sck" -> assertThat(places.rig.environment(0).tod).isEqualTo(both);
            case "sckc" -> assertThat(places.rig.environment(0).clockComparator).isEqualTo(both);
            case "spt" -> assertThat(places.rig.environment(0).cpuTimer).isEqualTo(both);
            case "lctl" -> assertThat(registers.cr(3)).isEqualTo(0x9AL << 32 | word);
            case "lctlg" -> assertThat(registers.cr(3)).isEqualTo(both);
            case "spx" -> assertThat(registers.prefix()).isEqualTo(word);
            case "ssm" -> assertThat(places.rig.get(PREFIX + 0x150, 1)).isEqualTo(word >>> 24);
            case "lura" -> assertThat(registers.gr(2)).isEqualTo(0x1111_2222L << 32 | word);
            case "lurag" -> assertThat(registers.gr(2)).isEqualTo(both);
            case "trace" -> assertThat(places.rig.get(0x7_0008, 4)).isEqualTo(word);
            case "tracg" -> assertThat(places.rig.get(0x7_000C, 4)).isEqualTo(word);
            case "lpp" -> assertThat(operand.length()).isEqualTo(8);
            default -> assertThat(operand.use().stores()).as("%s loads", row).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rowsInModes")
    void operand_misaligned_isSpecificationException(Instruction row, Mode mode) {
        int boundary = OPERANDS.get(row.mnemonic()).boundary();
        if (boundary > 1 && !NEVER_MISALIGNED.contains(row.mnemonic())) {
            run(row, mode, 0, FIRST + boundary / 2);
            assertRefused(row, ProgramCode.SPECIFICATION);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsInSpaces")
    void operand_inOrAcrossIntoAnInvalidPage_nullifies(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        if (!operand.use().isReal()) {
            long page = operand.crosses() ? SECOND : FIRST;
            places.primary.unmap(page);
            places.secondary.unmap(page);
            places.home.unmap(page);
            run(row, mode, 0, operand.crosses() ? operand.across() : operand.inside());
            assertRefused(row, ProgramCode.PAGE_TRANSLATION);
            assertThat(places.identification()).isEqualTo(page | space(mode));
        }
    }

    /** Real addresses are not translated, valid page or not. */
    @ParameterizedTest
    @MethodSource("rowsInSpaces")
    void realOperand_ofAnInvalidPage_isReached(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        if (operand.use().isReal()) {
            places.primary.unmap(FIRST);
            places.secondary.unmap(FIRST);
            places.home.unmap(FIRST);
            run(row, mode, 0, operand.inside());
            assertDone(row, operand, Place.REAL, Set.of(Place.REAL.first));
        }
    }

    @ParameterizedTest
    @MethodSource("rowsInSpaces")
    void operand_storedIntoOrAcrossIntoADatProtectedPage_isProtectionException(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        if (operand.use().stores() && !operand.use().isReal()) {
            long page = operand.crosses() ? SECOND : FIRST;
            Place place = mode.place();
            long frame = (operand.crosses() ? place.second : place.first) | 0x200;
            places.primary.map(page, frame);
            places.secondary.map(page, frame);
            places.home.map(page, frame);
            run(row, mode, 0, operand.crosses() ? operand.across() : operand.inside());
            assertRefused(row, ProgramCode.PROTECTION);
            assertThat(places.identification()).isEqualTo(page | 4 | space(mode));
        }
    }

    @ParameterizedTest
    @MethodSource("rowsInModes")
    void operand_inOrAcrossIntoAPageOfAnotherKey_isProtectionException(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        Place place = operand.place(mode);
        places.rig.keys.set(place.first, operand.crosses() ? 0x0C : 0x14);
        places.rig.keys.set(place.second, 0x14);
        run(row, mode, 1L << Psw.KEY_SHIFT, operand.crosses() ? operand.across() : operand.inside());
        if (operand.use() == Use.REAL_CLEAR) {
            assertDone(row, operand, place, Set.of(place.first));
        } else {
            assertRefused(row, ProgramCode.PROTECTION);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsInModes")
    void operand_underLowAddressProtection_isProtectionExceptionIfStored(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        registers.setCr(0, ControlBits.CR0_LOW_ADDRESS_PROTECTION);
        run(row, mode, 0, FIRST);
        if (operand.use().stores()) {
            assertRefused(row, ProgramCode.PROTECTION);
        } else {
            assertThat(places.referenced()).isEqualTo(Set.of(operand.place(mode).first));
        }
    }

    /** From page 0, of which only the beginning is protected, into the second protected range. */
    @ParameterizedTest
    @MethodSource("rowsInModes")
    void operand_storedAcrossIntoTheLowAddresses_isProtectionExceptionAndStoresNothing(Instruction row, Mode mode) {
        Operand operand = OPERANDS.get(row.mnemonic());
        if (operand.crosses() && operand.use().stores()) {
            long frame = mode == Mode.REAL ? PREFIX : 0x7_3000;
            places.primary.map(0, frame);
            places.secondary.map(0, frame);
            places.home.map(0, frame);
            registers.setCr(0, ControlBits.CR0_LOW_ADDRESS_PROTECTION);
            run(row, mode, 0, FIRST - operand.boundary());
            assertRefused(row, ProgramCode.PROTECTION);
            assertThat(places.rig.get(frame + 0xFF8, 8)).isZero();
        }
    }

    /** Bits 62-63 of the translation-exception identification. */
    private static long space(Mode mode) {
        return mode == Mode.PRIMARY ? 0 : mode.ordinal();
    }

    /** Nothing has changed; the old PSW designates the instruction itself if it was nullified, else the next one. */
    private void assertRefused(Instruction row, int code) {
        assertThat(places.code()).as("code").isEqualTo(code);
        boolean isNullified = code == ProgramCode.PAGE_TRANSLATION;
        assertThat(places.oldAddress())
                .isEqualTo(isNullified ? CODE : CODE + row.format().length());
        assertThat(places.changed()).isEmpty();
        assertThat(registers.gr(3)).isEqualTo(0x5555_6666_7777_8888L);
        assertThat(registers.cr(2)).isEqualTo(0x99L << 32 | 0x99);
        assertThat(registers.cr(3)).isEqualTo(0x9AL << 32 | 0x9A);
        assertThat(registers.cr(12)).isEqualTo(0x7_0001);
        assertThat(registers.prefix()).isEqualTo(PREFIX);
        if (!row.mnemonic().startsWith("csp")) {
            assertThat(registers.gr(2)).isEqualTo(0x1111_2222_3333_4444L);
        }
        TestEnvironment environment = places.rig.environment(0);
        assertThat(environment.tod).isEqualTo(1000);
        assertThat(environment.clockComparator).isEqualTo(-1L);
        assertThat(environment.cpuTimer).isEqualTo(Long.MAX_VALUE);
    }
}
