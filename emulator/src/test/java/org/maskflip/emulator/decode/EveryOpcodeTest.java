package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;

/**
 * Every operation code that GNU knows for a zEC12 has a row, or stands in a list here with the reason why it has none. The lists are
 * those of docs/decisions.md, "Instructions without a row".
 */
class EveryOpcodeTest {
    /** First bytes whose operation code goes on in the second byte. */
    private static final Set<Integer> TWO_BYTES = Set.of(0x01, 0xB2, 0xB3, 0xB9, 0xE5);

    /** First bytes whose operation code goes on in the right half of the second byte. */
    private static final Set<Integer> HALF_MORE = Set.of(0xA5, 0xA7, 0xC0, 0xC2, 0xC4, 0xC6, 0xC8, 0xCC);

    /** First bytes whose operation code goes on in the sixth byte. */
    private static final Set<Integer> SIXTH_BYTE = Set.of(0xE3, 0xE6, 0xE7, 0xEB, 0xEC, 0xED);

    /** What stands in the bytes of the operands: objdump knows some instructions only with operands that it likes. */
    private static final int[] FILLS = {0x00, 0x24, 0x10, 0x02};

    /** Behind each instruction: objdump takes what it does not know by fours and finds its place again here. */
    private static final byte[] NO_OPERATIONS = {7, 0, 7, 0, 7, 0};

    /** Mnemonics without a row, by the reason. */
    private static final Map<String, Set<String>> WITHOUT = new LinkedHashMap<>();

    static {
        without(
                "hexadecimal floating point",
                "lpdr lndr ltdr lcdr hdr ldxr mxr mxdr cdr adr sdr mdr ddr awr swr lper lner lter lcer her ledr axr sxr cer"
                        + " aer ser mder der aur sur mxd cd ad sd md dd aw sw ce ae se mde de au su dxr sqdr sqer lder lxdr"
                        + " lxer maer mser sqxr meer maylr mylr mayr myr mayhr myhr madr msdr tbedr tbdr thder thdr lpxr"
                        + " lnxr ltxr lcxr lexr fixr cxr fier fidr cefr cdfr cxfr cfer cfdr cfxr cegr cdgr cxgr cger cgdr"
                        + " cgxr lde lxd lxe mae mse sqe sqd mee mayl myl may my mayh myh mad msd");
        without(
                "decimal floating point",
                "pfpo mdtr ddtr adtr sdtr ldetr ledtr ltdtr fidtr mxtr dxtr axtr sxtr lxdtr ldxtr ltxtr fixtr kdtr cgdtr"
                        + " cudtr csdtr cdtr eedtr esdtr kxtr cgxtr cuxtr csxtr cxtr eextr esxtr cdgtr cdutr cdstr cedtr"
                        + " qadtr iedtr rrdtr cxgtr cxutr cxstr cextr qaxtr iextr rrxtr cfdtr clgdtr clfdtr cfxtr clgxtr"
                        + " clfxtr cdftr cdlgtr cdlftr cxftr cxlgtr cxlftr sldt srdt slxt srxt tdcet tdget tdcdt tdgdt"
                        + " tdcxt tdgxt czdt czxt cdzt cxzt");
        without("transactional execution", "etnd tend tabort ntstg tbegin tbeginc");
        without("message security", "kmac pckmo kmf kmo pcc kmctr km kmc kimd klmd");
        without("CPU measurement", "lcctl lpctl qsi lsctl qctri scctr spctr ecctr epctr ecpga");
        without("TOD-clock steering", "ptff");
        without("configuration topology", "ptf");
        without("DAT enhancement 2 and enhanced DAT 2", "lptea crdte");
        without("reset reference bits multiple", "rrbm");
        without("expanded storage", "pgin pgout");
        without("interpretive execution and queued direct I/O", "sie siga");
    }

    private static void without(String reason, String mnemonics) {
        WITHOUT.put(reason, new TreeSet<>(Arrays.asList(mnemonics.split(" "))));
    }

    @BeforeEach
    void needGnu() {
        String missing = GnuTools.missing();
        assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void everyOperationCodeOfGnusZec12_hasARowOrAReason() {
        Set<String> found = unknownToUs();
        found.removeAll(GnuTools.refused(found, "zEC12"));
        Set<String> listed =
                WITHOUT.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).containsExactlyInAnyOrderElementsOf(listed);
    }

    /** The first name that objdump has for each operation code that our decoder, with all facilities, has no row for. */
    private static Set<String> unknownToUs() {
        Decoder decoder = InstructionSet.all().decoder(Facilities.of(Facility.values()));
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        List<List<Long>> codes = new ArrayList<>();
        for (List<byte[]> fills : withoutRow(decoder)) {
            List<Long> addresses = new ArrayList<>();
            for (byte[] bytes : fills) {
                addresses.add((long) image.size());
                image.writeBytes(bytes);
                image.writeBytes(NO_OPERATIONS);
            }
            codes.add(addresses);
        }
        Map<Long, String> texts = GnuTools.disassemble(image.toByteArray(), 0);
        Set<String> unknown = new TreeSet<>();
        for (List<Long> addresses : codes) {
            addresses.stream()
                    .map(address -> texts.getOrDefault(address, "."))
                    .filter(text -> !text.startsWith("."))
                    .findFirst()
                    .ifPresent(text -> unknown.add(text.split(" ", 2)[0]));
        }
        return unknown;
    }

    /** Each operation code that no row has, with each fill. */
    private static List<List<byte[]>> withoutRow(Decoder decoder) {
        List<List<byte[]>> all = new ArrayList<>();
        for (int first = 0; first < 256; first++) {
            int more =
                    TWO_BYTES.contains(first) || SIXTH_BYTE.contains(first) ? 256 : HALF_MORE.contains(first) ? 16 : 1;
            for (int code = 0; code < more; code++) {
                List<byte[]> fills = new ArrayList<>();
                for (int fill : FILLS) {
                    fills.add(instruction(first, code, fill));
                }
                if (decoder.row(leftAligned(fills.get(0))) == null) {
                    all.add(fills);
                }
            }
        }
        return all;
    }

    private static long leftAligned(byte[] bytes) {
        long value = 0;
        for (int i = 0; i < 6; i++) {
            value = value << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        return value << 16;
    }

    private static byte[] instruction(int first, int code, int fill) {
        byte[] bytes = new byte[first < 0x40 ? 2 : first < 0xC0 ? 4 : 6];
        Arrays.fill(bytes, (byte) fill);
        bytes[0] = (byte) first;
        if (TWO_BYTES.contains(first)) {
            bytes[1] = (byte) code;
        } else if (HALF_MORE.contains(first)) {
            bytes[1] = (byte) (fill & 0xF0 | code);
        } else if (SIXTH_BYTE.contains(first)) {
            bytes[5] = (byte) code;
        }
        return bytes;
    }
}
