package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.insn.Instruction;

/**
 * What each level announces against the instructions that are there. The lists are the manual's, chapter 4, "Facility Indications"
 * and appendix B; the levels are those of the machines that brought the facilities.
 */
class LevelsAndRowsTest {
    /** A facility: the first level whose machines have it, and its instructions. */
    private record Offer(Level since, Set<String> instructions) {}

    private static final Map<Facility, Offer> MANUAL = new EnumMap<>(Facility.class);

    /** Facilities that no level announces, whatever rows there are, and why. */
    private static final Map<Facility, String> REFUSED = new EnumMap<>(Map.of(
            Facility.ASN_AND_LX_REUSE, "its instructions are special-operation exceptions here",
            Facility.ENHANCED_DAT_1, "the kernel runs on record were made without it",
            Facility.LOAD_PROGRAM_PARAMETER, "what it loads could be seen by CPU measurement only",
            Facility.SEQUENTIAL_INSTRUCTION_FETCHING, "the model is to be as weak as the architecture"));

    static {
        offer(Facility.N3, Level.ALS, "");
        offer(Facility.ZARCH_INSTALLED, Level.ALS, "");
        offer(Facility.ZARCH_ACTIVE, Level.ALS, "");
        offer(Facility.DAT_ENHANCEMENT_1, Level.Z10, "cspg idte");
        offer(Facility.STFLE, Level.ALS, "stfle");
        offer(Facility.SENSE_RUNNING_STATUS, Level.Z10, "");
        offer(Facility.CONDITIONAL_SSKE, Level.Z10, "");
        offer(Facility.EXTENDED_TRANSLATION_2, Level.Z10, "clclu mvclu pka pku tp troo trot trto trtt unpka unpku");
        offer(
                Facility.LONG_DISPLACEMENT,
                Level.ALS,
                "ahy aly ay chy cliy cly csy cdsy cvby cvdy cy icmy icy lamy lay lb ldy ley lgb lhy lmy lray ly"
                        + " mviy msy niy ny oiy oy shy sly stamy stcmy stcy stdy stey sthy stmy sty sy tmy xiy xy clmy");
        offer(
                Facility.EXTENDED_IMMEDIATE,
                Level.ALS,
                "afi agfi alfi algfi cfi cgfi clfi clgfi flogr iihf iilf lbr lgbr lgfi lghr lhr llc llcr llgcr llghr"
                        + " llh llhr llihf llilf lt ltg nihf nilf oihf oilf slfi slgfi xihf xilf");
        offer(Facility.EXTENDED_TRANSLATION_3, Level.Z10, "cu14 cu24 cu41 cu42 srstu trtr");
        offer(Facility.EXTENDED_TRANSLATION_2_ENHANCEMENT, Level.Z10, "");
        offer(Facility.STORE_CLOCK_FAST, Level.ALS, "stckf");
        offer(Facility.PARSING_ENHANCEMENT, Level.Z10, "trte trtre");
        offer(Facility.MOVE_WITH_OPTIONAL_SPECIFICATIONS, Level.ALS, "mvcos");
        offer(Facility.EXTENDED_TRANSLATION_3_ENHANCEMENT, Level.Z10, "");
        offer(Facility.EXTRACT_CPU_TIME, Level.Z10, "ectg");
        offer(Facility.COMPARE_AND_SWAP_AND_STORE, Level.ALS, "csst");
        offer(Facility.COMPARE_AND_SWAP_AND_STORE_2, Level.ALS, "");
        offer(
                Facility.GENERAL_INSTRUCTIONS_EXTENSION,
                Level.ALS,
                "agsi algsi alsi asi cgfrl cghrl cghsi cgh cgib cgij cgit cgrb cgrj cgrl cgrt chhsi chrl chsi cib cij"
                        + " cit clfhsi clfit clgfrl clghrl clghsi clgib clgij clgit clgrb clgrj clgrl clgrt clhhsi clhrl"
                        + " clib clij clrb clrj clrl clrt crb crj crl crt ecag laey lgfrl lghrl lgrl lhrl llgfrl llghrl"
                        + " llhrl lrl ltgf mfy mhy msfi msgfi mvghi mvhhi mvhi pfd pfdrl risbg rnsbg rosbg rxsbg sthrl"
                        + " stgrl strl");
        offer(Facility.EXECUTE_EXTENSIONS, Level.ALS, "exrl");
        offer(
                Facility.FLOATING_POINT_EXTENSION,
                Level.Z196,
                "cdlfbr cdlgbr celfbr celgbr clfdbr clfebr clfxbr clgdbr clgebr clgxbr cxlfbr cxlgbr srnmb");
        offer(
                Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT,
                Level.Z10,
                "cpsdr lcdfr ldgr lfas lgdr lndfr lpdfr sfasr srnmt");
        offer(
                Facility.Z196_GROUP,
                Level.Z196,
                "agrk ahik aghik algrk alghsik alhsik alrk ark ngrk nrk ogrk ork sgrk slgrk slak sllk slrk srak srk"
                        + " srlk xgrk xrk ahhhr ahhlr aih alhhhr alhhlr alsih alsihn brcth chf chhr chlr cih clhf clhhr"
                        + " clhlr clih lbh lfh lhh llch llhh risbhg risblg shhhr shhlr slhhhr slhhlr stch stfh sthh"
                        + " laa laag laal laalg lan lang lao laog lax laxg lpd lpdg loc locg locgr locr popcnt stoc"
                        + " stocg");
        offer(Facility.Z_EC12_GROUP, Level.ZEC12, "bpp bprp niai lat lfhat lgat llgfat llgtat clt clgt risbgn ppa");
        offer(Facility.INTERLOCKED_ACCESS_2, Level.ZEC12, "");
        offer(
                Facility.LOAD_STORE_ON_CONDITION_2,
                Level.Z13,
                "locfh locfhr lochi locghi lochhi stocfh lzrf lzrg llzrgf");
    }

    private static void offer(Facility facility, Level since, String instructions) {
        Set<String> names = Stream.of(instructions.split(" "))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        MANUAL.put(facility, new Offer(since, names));
    }

    private static Set<String> rowsOf(Facility facility) {
        return InstructionSet.all().rows().stream()
                .filter(row -> row.facility() == facility)
                .map(Instruction::mnemonic)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyFacility_isListedOrRefused() {
        Set<Facility> known = EnumSet.copyOf(MANUAL.keySet());
        assertThat(known).doesNotContainAnyElementsOf(REFUSED.keySet());
        known.addAll(REFUSED.keySet());
        assertThat(known).containsExactlyInAnyOrder(Facility.values());
    }

    @ParameterizedTest
    @EnumSource(Facility.class)
    void rows_ofAFacility_areInstructionsThatTheManualGivesIt(Facility facility) {
        if (!REFUSED.containsKey(facility)) {
            assertThat(MANUAL.get(facility).instructions()).containsAll(rowsOf(facility));
        }
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void level_announcesWhatItsMachinesHaveAndTheRowsAreThereFor(Level level) {
        Set<Facility> expected = EnumSet.noneOf(Facility.class);
        MANUAL.forEach((facility, offer) -> {
            boolean complete = rowsOf(facility).containsAll(offer.instructions());
            if (complete && offer.since().compareTo(level) <= 0) {
                expected.add(facility);
            }
        });
        assertThat(level.facilities().members()).isEqualTo(expected);
    }
}
