package org.maskflip.emulator.hotpatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.loader.linux.Extent;
import org.maskflip.emulator.loader.linux.KernelCode;
import org.maskflip.emulator.loader.linux.KernelCode.JumpLabel;
import org.maskflip.emulator.loader.linux.KernelCode.Part;

class SiteChecksTest {
    private static final long BASE = 0x100000;
    private static final long FIRST = BASE + 0x100;
    private static final long SECOND = BASE + 0x200;
    private static final long STAGES = BASE + 0x800;
    private static final long THIRD = BASE + 0xA00;

    private final ByteBuffer text = ByteBuffer.allocate(0x1000);
    private long[] sites = {SECOND, FIRST};
    private Extent stages = new Extent(STAGES, STAGES + 48);
    private List<JumpLabel> labels = List.of();

    SiteChecksTest() {
        text.putInt(0x100, 0xC004_0000);
        text.putInt(0x200, 0xC004_0000);
    }

    private KernelAudit audit() {
        return KernelAudit.of(new KernelCode(
                "test",
                KernelCode.Kind.IMAGE,
                List.of(new Part("text", BASE, text.array())),
                new Extent(BASE, BASE + 0x1000),
                Extent.NONE,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                sites,
                stages,
                Map.of("third", THIRD),
                labels,
                List.of(),
                new TreeMap<>(Map.of(FIRST, "first", SECOND, "second")),
                Map.of("first", FIRST, "second", SECOND),
                new long[] {FIRST, SECOND},
                KernelCode.FunctionSource.SYMBOL_TYPE));
    }

    private List<String> findings() {
        return audit().findings().stream().map(SiteFinding::toString).toList();
    }

    /** Stage and branch of a site that start-up has linked. */
    private void link(long site, long stage) {
        text.putInt((int) (site + 2 - BASE), (int) (stage - site) / 2);
        text.putShort((int) (stage - BASE), (short) 0xC015);
        text.putInt((int) (stage + 2 - BASE), (int) (THIRD - stage) / 2);
        text.putLong((int) (stage + 8 - BASE), site + 6);
    }

    private void linkBoth() {
        link(FIRST, STAGES);
        link(SECOND, STAGES + 24);
    }

    @Test
    void findings_sitesAsCompiled_areNone() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void findings_linkedSites_areNoneOffAndOn() {
        linkBoth();
        text.put(0x101, (byte) 0xF4);
        assertThat(findings()).isEmpty();
    }

    @Test
    void findings_otherInstruction_isFound() {
        text.putInt(0x100, 0xC015_0000);
        assertThat(findings()).singleElement().asString().startsWith("100100 (first): c015 00000000; expected a BRCL");
    }

    @Test
    void findings_maskNeitherNeverNorAlways_isFound() {
        linkBoth();
        text.put(0x101, (byte) 0x84);
        assertThat(findings()).singleElement().asString().contains("c084");
    }

    @Test
    void findings_branchAlwaysToItself_isFound() {
        text.putInt(0x100, 0xC0F4_0000);
        assertThat(findings()).singleElement().asString().contains("c0f4 00000000");
    }

    @Test
    void findings_siteOffItsDoubleword_isFound() {
        text.putInt(0x104, 0xC004_0000);
        text.putInt(0x106, 0);
        sites = new long[] {FIRST + 4, SECOND};
        assertThat(findings()).singleElement().asString().contains("a site at 4 modulo 8");
    }

    @Test
    void findings_siteOutsideText_isFound() {
        sites = new long[] {BASE + 0x2000, SECOND};
        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding).contains("a site outside the kernel's text"))
                .anySatisfy(finding -> assertThat(finding).contains("no bytes of the file"));
    }

    @Test
    void findings_siteListedTwice_isFound() {
        sites = new long[] {FIRST, SECOND, FIRST};
        assertThat(findings()).singleElement().asString().contains("a site listed twice");
    }

    @Test
    void findings_emptyEntry_isNone() {
        sites = new long[] {FIRST, 0, SECOND};
        assertThat(findings()).isEmpty();
    }

    @Test
    void findings_tooFewStages_isFound() {
        stages = new Extent(STAGES, STAGES + 24);
        assertThat(findings()).singleElement().asString().contains("24 bytes for second stages; expected at least 48");
    }

    @Test
    void findings_stagesOffTheirDoubleword_isFound() {
        stages = new Extent(STAGES + 4, STAGES + 52);
        assertThat(findings()).singleElement().asString().contains("second stages at 4 modulo 8");
    }

    @Test
    void findings_stageOutOfReach_isFound() {
        stages = new Extent(BASE + (1L << 33), BASE + (1L << 33) + 48);
        assertThat(findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding).contains("out of reach"));
    }

    @Test
    void findings_stageOfAnotherSite_isFound() {
        link(FIRST, STAGES + 24);
        link(SECOND, STAGES);
        assertThat(findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding).contains("its own second stage"));
    }

    @Test
    void findings_stageWithoutBranch_isFound() {
        linkBoth();
        text.putShort(0x800, (short) 0xC004);
        assertThat(findings()).singleElement().asString().contains("no BRASL in its second stage 100800");
    }

    @Test
    void findings_stageThatEntersNoThird_isFound() {
        linkBoth();
        text.putInt(0x802, 0x1234);
        assertThat(findings()).singleElement().asString().contains("a second stage that enters");
    }

    @Test
    void findings_stageThatReturnsElsewhere_isFound() {
        linkBoth();
        text.putLong(0x808, FIRST);
        assertThat(findings()).singleElement().asString().contains("a second stage that returns to 100100");
    }

    @Test
    void figures_jumpLabelBehindFirstStage_sharesTheDoublewordOfTheMask() {
        labels = List.of(new JumpLabel(FIRST + 6, BASE), new JumpLabel(SECOND + 8, BASE));
        assertThat(audit().figures())
                .contains(new Figure("doubleword of the mask", "also holds the mask of a jump label", 1L));
    }
}
