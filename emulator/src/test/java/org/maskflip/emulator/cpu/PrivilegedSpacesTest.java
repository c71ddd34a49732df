package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.cpu.OperandPlaces.CODE;
import static org.maskflip.emulator.cpu.OperandPlaces.FIRST;
import static org.maskflip.emulator.cpu.OperandPlaces.SECOND;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.OperandPlaces.Mode;
import org.maskflip.emulator.cpu.OperandPlaces.Place;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Privilege;

/**
 * The privileged and semiprivileged rows that move between spaces, translate without a reference, reach keys and tables, or have no
 * storage operand, with DAT off and in each space. With {@link PrivilegedOperandsTest} every row is tested; that is tested too. Source:
 * PoP chapters 10 and 14, the definition of each instruction.
 */
class PrivilegedSpacesTest {
    private static final long MARK = 0x0123_4567_89AB_CDEFL;
    private static final long TO = FIRST + 0x800;
    private static final long FROM = FIRST + 0x900;
    private static final long OTHER_TABLE = 0x50_0000;

    /** What a move does in REAL, PRIMARY, SECONDARY and HOME mode: from and to (r p s h), or a special-operation exception. */
    private static final Map<String, String> MOVES = Map.of(
            "mvcp", "- sp sp -",
            "mvcs", "- ps ps -",
            "mvck", "rr pp ss hh",
            "mvcsk", "rr pp ss hh",
            "mvcdk", "rr pp ss hh",
            "mvcos", "- pp ss hh");

    /** The program-interruption codes that rows without storage operands end with in each mode: 1 is the invalid row behind. */
    private static final Map<String, int[]> PLAIN = new TreeMap<>();

    /** Rows of the methods of their own below. */
    private static final Set<String> OWN = Set.of(
            "lra", "lray", "lrag", "strag", "tprot", "ivsk", "iske", "sske", "rrbe", "pfmf", "stfl", "servc", "ipte",
            "idte");

    static {
        plain(
                "1 1 1 1",
                "sckpf esea ptlb palb sigp xsch csch hsch rsch msch ssch stsch tsch tpi rchp schm sal chsc spka ipk");
        plain("13 1 1 1", "iac sac sacf epar esar epair esair");
        plain("13 13 13 13", "lasp pc pt ssar pti ssair");
        plain("6 6 6 6", "diag");
    }

    private static void plain(String codes, String mnemonics) {
        int[] each = Arrays.stream(codes.split(" "))
                .mapToInt(code -> Integer.parseInt(code, 16))
                .toArray();
        for (String mnemonic : mnemonics.split(" ")) {
            PLAIN.put(mnemonic, each);
        }
    }

    private static Instruction row(String mnemonic) {
        return InstructionSet.all().rows().stream()
                .filter(row -> row.mnemonic().equals(mnemonic))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> plainRows() {
        return PLAIN.keySet();
    }

    private static Set<String> moves() {
        return MOVES.keySet();
    }

    private final OperandPlaces places = new OperandPlaces();
    private final Registers registers = places.registers;

    private void run(String mnemonic, Mode mode) {
        places.run(mode.mask, OperandPlaces.encoded(row(mnemonic)));
    }

    private void assertReached() {
        assertThat(places.code()).as("the invalid instruction behind").isEqualTo(1);
    }

    @Test
    void everyPrivilegedOrSemiprivilegedRow_isTestedInEveryMode() {
        Set<String> tested = new TreeSet<>(PrivilegedOperandsTest.mnemonics());
        tested.addAll(MOVES.keySet());
        tested.addAll(PLAIN.keySet());
        tested.addAll(OWN);
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(InstructionSet.all().rows().stream()
                        .filter(row -> row.privilege() != Privilege.PROBLEM)
                        .map(Instruction::mnemonic)
                        .collect(Collectors.toSet()));
    }

    // ---- rows without a storage operand

    @ParameterizedTest
    @MethodSource("plainRows")
    void plainRow_inEveryMode_endsAsTheManualSays(String mnemonic) {
        for (Mode mode : Mode.values()) {
            OperandPlaces own = new OperandPlaces();
            own.registers.setCr(0, ControlBits.CR0_SECONDARY_SPACE);
            boolean isSubchannel = "xsch csch hsch rsch msch ssch stsch tsch".contains(mnemonic);
            own.registers.setGr(1, isSubchannel ? 0x1_0000 : 0);
            own.registers.setGr(2, 0x1000);
            own.run(mode.mask, OperandPlaces.encoded(row(mnemonic)));
            assertThat(own.code()).as("%s in %s", mnemonic, mode).isEqualTo(PLAIN.get(mnemonic)[mode.ordinal()]);
            assertThat(own.changed()).isEmpty();
            assertThat(own.referenced()).isEmpty();
            if (isSubchannel || mnemonic.equals("rchp") || mnemonic.equals("chsc")) {
                assertThat(own.cc()).as("not operational").isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PRIMARY, 0", "SECONDARY, 1", "HOME, 3"})
    void iac_inEverySpace_tellsTheSpace(Mode mode, int code) {
        run("iac", mode);
        assertReached();
        assertThat(registers.gr(2)).isEqualTo((long) code << 8);
        assertThat(places.cc()).isEqualTo(code);
    }

    // ---- moves

    private void prepareMove(String mnemonic, long to, long from, int length, int key) {
        registers.setCr(0, ControlBits.CR0_SECONDARY_SPACE);
        registers.setGr(4, to);
        registers.setGr(5, from);
        registers.setGr(2, length);
        registers.setGr(3, mnemonic.equals("mvcos") ? length : 16L * key);
        registers.setGr(1, 16L * key);
        // MVCOS: the key for the destination, valid; else the length code.
        registers.setGr(0, mnemonic.equals("mvcos") ? (key * 0x1000L | 2) << 16 : length - 1);
    }

    private static Place place(char letter) {
        return Arrays.stream(Place.values())
                .filter(place -> Character.toLowerCase(place.name().charAt(0)) == letter)
                .findFirst()
                .orElseThrow();
    }

    /** From and to, or nothing where the mode is refused. */
    private static Place[] way(String mnemonic, Mode mode) {
        String way = MOVES.get(mnemonic).split(" ")[mode.ordinal()];
        return way.equals("-") ? new Place[0] : new Place[] {place(way.charAt(0)), place(way.charAt(1))};
    }

    /** Runs the body with a fresh machine for each mode that the move works in. */
    private interface Body {
        void in(PrivilegedSpacesTest fresh, Mode mode, Place from, Place to);
    }

    private static void inEachMode(String mnemonic, Body body) {
        for (Mode mode : Mode.values()) {
            Place[] way = way(mnemonic, mode);
            if (way.length == 2) {
                body.in(new PrivilegedSpacesTest(), mode, way[0], way[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("moves")
    void move_inEveryMode_isBetweenTheSpacesThatTheManualNames(String mnemonic) {
        inEachMode(mnemonic, (fresh, mode, from, to) -> {
            fresh.prepareMove(mnemonic, TO, FROM, 8, 0);
            fresh.places.rig.put(from.first + 0x900, 8, MARK);
            fresh.run(mnemonic, mode);
            fresh.assertReached();
            assertThat(fresh.places.rig.get(to.first + 0x800, 8))
                    .as("%s in %s", mnemonic, mode)
                    .isEqualTo(MARK);
            assertThat(fresh.places.changed()).containsExactly(to.first);
            assertThat(fresh.places.referenced()).containsOnly(to.first, from.first);
        });
    }

    @ParameterizedTest
    @MethodSource("moves")
    void move_inAModeThatItDoesNotWorkIn_isSpecialOperationException(String mnemonic) {
        for (Mode mode : Mode.values()) {
            if (way(mnemonic, mode).length == 0) {
                PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
                fresh.prepareMove(mnemonic, TO, FROM, 8, 0);
                fresh.run(mnemonic, mode);
                fresh.assertRefused(ProgramCode.SPECIAL_OPERATION);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("moves")
    void move_acrossPages_takesAndStoresBothParts(String mnemonic) {
        inEachMode(mnemonic, (fresh, mode, from, to) -> {
            PrivilegedSpacesTest other = new PrivilegedSpacesTest();
            fresh.moveAcross(mnemonic, mode, to.first + 0x800, from.first + 0xFF8, from.second);
            assertThat(fresh.places.rig.get(to.first + 0x808, 8))
                    .as("%s in %s", mnemonic, mode)
                    .isEqualTo(~MARK);
            other.moveAcross(mnemonic, mode, to.first + 0xFF8, from.first + 0x900, from.first + 0x908);
            assertThat(other.places.rig.get(to.second, 8))
                    .as("%s in %s", mnemonic, mode)
                    .isEqualTo(~MARK);
        });
    }

    /** Moves 16 bytes that stand at two places; addresses are as in the first page. */
    private void moveAcross(String mnemonic, Mode mode, long to, long from, long rest) {
        prepareMove(mnemonic, FIRST + to % 0x1000, FIRST + from % 0x1000, 16, 0);
        places.rig.put(from, 8, MARK);
        places.rig.put(rest, 8, ~MARK);
        run(mnemonic, mode);
        assertReached();
        assertThat(places.rig.get(to, 8)).as("%s in %s", mnemonic, mode).isEqualTo(MARK);
    }

    @ParameterizedTest
    @MethodSource("moves")
    void move_sourceOrDestinationAcrossIntoAnInvalidPage_nullifies(String mnemonic) {
        for (boolean isSource : new boolean[] {true, false}) {
            inEachMode(mnemonic, (fresh, mode, from, to) -> {
                if (mode != Mode.REAL) {
                    fresh.prepareMove(mnemonic, isSource ? TO : SECOND - 8, isSource ? SECOND - 8 : FROM, 16, 0);
                    fresh.tables(isSource ? from : to).unmap(SECOND);
                    fresh.run(mnemonic, mode);
                    fresh.assertRefused(ProgramCode.PAGE_TRANSLATION);
                    assertThat(fresh.places.identification()).isEqualTo(SECOND | space(isSource ? from : to));
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("moves")
    void move_acrossIntoADatProtectedPage_storesNothing(String mnemonic) {
        inEachMode(mnemonic, (fresh, mode, from, to) -> {
            if (mode != Mode.REAL) {
                fresh.prepareMove(mnemonic, SECOND - 8, FROM, 16, 0);
                fresh.tables(to).map(SECOND, to.second | 0x200);
                fresh.run(mnemonic, mode);
                fresh.assertRefused(ProgramCode.PROTECTION);
                assertThat(fresh.places.identification()).isEqualTo(SECOND | 4 | space(to));
            }
        });
    }

    /** The PSW key is zero; the operand that has a key of its own stands in storage of another key. */
    @ParameterizedTest
    @MethodSource("moves")
    void move_operandWithAKey_isProtectedByIt(String mnemonic) {
        boolean isSource = Set.of("mvcp", "mvck", "mvcsk").contains(mnemonic);
        inEachMode(mnemonic, (fresh, mode, from, to) -> {
            fresh.prepareMove(mnemonic, isSource ? TO : SECOND - 8, isSource ? SECOND - 8 : FROM, 16, 1);
            Place keyed = isSource ? from : to;
            fresh.places.rig.keys.set(keyed.first, 0x0C);
            fresh.places.rig.keys.set(keyed.second, 0x14);
            fresh.run(mnemonic, mode);
            fresh.assertRefused(ProgramCode.PROTECTION);
            PrivilegedSpacesTest matching = new PrivilegedSpacesTest();
            matching.prepareMove(mnemonic, isSource ? TO : SECOND - 8, isSource ? SECOND - 8 : FROM, 16, 1);
            matching.places.rig.keys.set(keyed.first, 0x0C);
            matching.places.rig.keys.set(keyed.second, 0x0C);
            matching.run(mnemonic, mode);
            matching.assertReached();
        });
    }

    private TestTables tables(Place place) {
        return switch (place) {
            case PRIMARY -> places.primary;
            case SECONDARY -> places.secondary;
            case HOME -> places.home;
            default -> throw new AssertionError(place);
        };
    }

    private static int space(Place place) {
        return place == Place.SECONDARY ? 2 : place == Place.HOME ? 3 : 0;
    }

    private void assertRefused(int code) {
        assertThat(places.code()).isEqualTo(code);
        boolean isNullified = code == ProgramCode.PAGE_TRANSLATION;
        assertThat(places.oldAddress()).isEqualTo(isNullified ? CODE : CODE + 6);
        assertThat(places.changed()).isEmpty();
    }

    // ---- translation without a reference

    /** With DAT off the address-space control counts all the same, and is primary here. */
    private static Place translated(Mode mode) {
        return mode == Mode.REAL ? Place.PRIMARY : mode.place();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void loadRealAddress_inEveryMode_translatesInItsSpace(Mode mode) {
        for (String mnemonic : new String[] {"lra", "lray", "lrag"}) {
            PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
            fresh.registers.setGr(4, TO);
            fresh.places.run(mode.mask, loadReal(mnemonic));
            fresh.assertReached();
            assertThat(fresh.registers.gr(2)).isEqualTo(translated(mode).first + 0x800);
            assertThat(fresh.places.cc()).isZero();
            assertThat(fresh.places.referenced()).isEmpty();
            fresh = new PrivilegedSpacesTest();
            fresh.registers.setGr(4, TO);
            TestTables tables = fresh.tables(translated(mode)).unmap(FIRST);
            fresh.places.run(mode.mask, loadReal(mnemonic));
            fresh.assertReached();
            assertThat(fresh.registers.gr(2)).as("the page-table entry").isEqualTo(tables.entry(FIRST));
            assertThat(fresh.places.cc()).isEqualTo(2);
        }
    }

    private static long loadReal(String mnemonic) {
        return OperandPlaces.encoded(row(mnemonic));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void strag_inEveryMode_storesTheRealAddressAtALogicalOne(Mode mode) {
        registers.setGr(4, TO);
        registers.setGr(5, SECOND + 0x123);
        run("strag", mode);
        assertReached();
        assertThat(places.rig.get(mode.place().first + 0x800, 8)).isEqualTo(translated(mode).second + 0x123);
        assertThat(places.changed()).containsExactly(mode.place().first);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void strag_operandsThatCannotBeUsed_changeNothing(Mode mode) {
        registers.setGr(4, TO + 4);
        registers.setGr(5, SECOND);
        run("strag", mode);
        assertRefused(ProgramCode.SPECIFICATION);
        PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
        fresh.registers.setGr(4, TO);
        fresh.registers.setGr(5, SECOND);
        fresh.tables(translated(mode)).unmap(SECOND);
        fresh.run("strag", mode);
        fresh.assertRefused(ProgramCode.PAGE_TRANSLATION);
        if (mode != Mode.REAL) {
            fresh = new PrivilegedSpacesTest();
            fresh.registers.setGr(4, TO);
            fresh.registers.setGr(5, SECOND);
            fresh.tables(mode.place()).map(FIRST, mode.place().first | 0x200);
            fresh.run("strag", mode);
            fresh.assertRefused(ProgramCode.PROTECTION);
        }
    }

    /** The storage key of the place; the condition code for access key 1. */
    @ParameterizedTest
    @CsvSource({"0x0C, 0", "0x10, 1", "0x14, 2"})
    void tprot_inEveryMode_tellsOfTheKeyOfTheLogicalOperand(String key, int cc) {
        for (Mode mode : Mode.values()) {
            PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
            fresh.registers.setGr(4, TO);
            fresh.registers.setGr(5, 0x10);
            for (Place place : Place.values()) {
                fresh.places.rig.keys.set(place.first, 0x7C);
            }
            fresh.places.rig.keys.set(mode.place().first, Integer.decode(key));
            fresh.run("tprot", mode);
            fresh.assertReached();
            assertThat(fresh.places.cc()).as("%s", mode).isEqualTo(cc);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "REAL", mode = EnumSource.Mode.EXCLUDE)
    void tprot_datProtectedOrInvalidPage_isToldByTheConditionCode(Mode mode) {
        registers.setGr(4, TO);
        tables(mode.place()).map(FIRST, mode.place().first | 0x200);
        run("tprot", mode);
        assertReached();
        assertThat(places.cc()).isEqualTo(1);
        PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
        fresh.registers.setGr(4, TO);
        fresh.tables(mode.place()).unmap(FIRST);
        fresh.run("tprot", mode);
        fresh.assertReached();
        assertThat(fresh.places.cc()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void ivsk_inEverySpace_insertsTheKeyOfTheVirtualBlock(Mode mode) {
        registers.setGr(4, TO);
        places.rig.keys.set(mode.place().first, 0x5C);
        run("ivsk", mode);
        if (mode == Mode.REAL) {
            assertThat(places.code()).isEqualTo(ProgramCode.SPECIAL_OPERATION);
        } else {
            assertReached();
            assertThat(registers.gr(2)).isEqualTo(0xB8);
        }
    }

    // ---- keys, frames and tables

    @ParameterizedTest
    @EnumSource(Mode.class)
    void storageKeys_inEveryMode_areThoseOfTheRealBlock(Mode mode) {
        registers.setGr(4, TO);
        registers.setGr(2, 0x58);
        run("sske", mode);
        assertReached();
        for (Place place : Place.values()) {
            assertThat(places.rig.keys.get(place.first)).as("%s", place).isEqualTo(place == Place.REAL ? 0x2C : 0);
        }
        PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
        fresh.registers.setGr(4, TO);
        fresh.places.rig.keys.set(Place.REAL.first, 0x2C);
        fresh.run("iske", mode);
        fresh.assertReached();
        assertThat(fresh.registers.gr(2)).isEqualTo(0x58);
        fresh = new PrivilegedSpacesTest();
        fresh.registers.setGr(4, TO);
        fresh.places.rig.keys.set(Place.REAL.first, 0x2C);
        fresh.run("rrbe", mode);
        fresh.assertReached();
        assertThat(fresh.places.cc()).isZero();
    }

    /** Set key and clear frame; the frame is a real one of 4 KiB. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void pfmf_inEveryMode_clearsTheRealFrameAndSetsItsKey(Mode mode) {
        registers.setGr(4, TO);
        registers.setGr(2, 0x3_0058);
        run("pfmf", mode);
        assertReached();
        assertThat(places.changed()).containsExactly(Place.REAL.first);
        assertThat(places.rig.get(Place.REAL.first + 0x800, 8)).isZero();
        assertThat(places.rig.keys.get(Place.REAL.first)).isEqualTo(0x2C);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void stfl_inEveryMode_storesAtReal200(Mode mode) {
        registers.setCr(0, ControlBits.CR0_LOW_ADDRESS_PROTECTION);
        run("stfl", mode);
        assertReached();
        assertThat(places.rig.get(OperandPlaces.PREFIX + 0xC8, 4)).isNotZero();
        assertThat(places.rig.get(0xC8, 4)).isZero();
    }

    /** The block's address is absolute: where a virtual page is invalid it does not matter. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void servc_inEveryMode_takesTheBlockByItsAbsoluteAddress(Mode mode) {
        registers.setGr(4, SECOND);
        for (Place place : new Place[] {Place.PRIMARY, Place.SECONDARY, Place.HOME}) {
            tables(place).unmap(SECOND);
        }
        run("servc", mode);
        assertReached();
        assertThat(places.cc()).isEqualTo(3);
        PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
        fresh.registers.setGr(4, FIRST);
        fresh.run("servc", mode);
        assertThat(fresh.places.code()).as("inside the prefix area at 0").isEqualTo(ProgramCode.SPECIFICATION);
    }

    /** IPTE and IDTE name entries by real addresses of tables. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void invalidations_inEveryMode_areOfRealTables(Mode mode) {
        TestTables other = new TestTables(places.rig, OTHER_TABLE).map(FIRST, 0x7_7000);
        registers.setGr(2, other.asce());
        registers.setGr(4, 0);
        run("idte", mode);
        assertReached();
        assertThat(places.rig.get(OTHER_TABLE, 8) & 0x20)
                .as("the segment-table entry")
                .isEqualTo(0x20);
        assertThat(places.rig.get(other.entry(FIRST), 8)).isEqualTo(0x7_7000);
        PrivilegedSpacesTest fresh = new PrivilegedSpacesTest();
        fresh.registers.setGr(2, other.entry(0));
        fresh.registers.setGr(4, TO);
        fresh.run("ipte", mode);
        fresh.assertReached();
        assertThat(fresh.places.rig.environment(0).invalidated).isEqualTo(Map.of(other.entry(FIRST), FIRST));
    }

    /** All rows of facilities end with an operation exception where the facility is off, whatever the state. */
    @ParameterizedTest
    @CsvSource({"0", "1"})
    void facilityOff_isOperationException(int problem) {
        for (String mnemonic : "pti ssair epair esair pfmf lpp".split(" ")) {
            CpuRig plain = CpuRig.single();
            plain.psw(0x1D0, Psw.WAIT | CpuRig.PLAIN, 0xDEAD);
            plain.put(CODE, 8, OperandPlaces.encoded(row(mnemonic)));
            plain.startAt(CpuRig.PLAIN | problem * Psw.PROBLEM_STATE, CODE).run();
            assertThat(plain.get(0x8E, 2)).as(mnemonic).isEqualTo(ProgramCode.OPERATION);
            assertThat(plain.get(0x158, 8)).isEqualTo(CODE + 4);
        }
    }
}
