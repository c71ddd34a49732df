package org.maskflip.emulator.hotpatch.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.maskflip.emulator.loader.linux.KernelCode;

/** What has to hold for every site, so that a mask can be flipped under running CPUs. */
final class SiteChecks {
    /** A relative branch of 32 bits counts halfwords. */
    private static final long REACH = 1L << 32;

    private static final int BRANCH_AND_SAVE = 0xC015;

    private final KernelCode code;
    private final List<SiteFinding> findings = new ArrayList<>();

    SiteChecks(KernelCode code) {
        this.code = code;
    }

    /** One finding per thing that is wrong, in the order of the table. */
    List<SiteFinding> findings() {
        long[] sorted = Tally.sites(code);
        checkArea(sorted);
        Set<Long> seen = new HashSet<>();
        for (long site : code.sites()) {
            if (site == 0) {
                continue;
            }
            if (!seen.add(site)) {
                add(site, "a site listed twice", "each once: it would get two second stages");
            }
            checkPlace(site);
            checkStage(site, Arrays.binarySearch(sorted, site));
        }
        return List.copyOf(findings);
    }

    private void add(long site, String found, String expected) {
        findings.add(new SiteFinding(site, code.place(site), found, expected));
    }

    private void checkArea(long[] sites) {
        if (code.kind() == KernelCode.Kind.MODULE) {
            return;
        }
        long area = code.stages().begin();
        if (code.stages().length() < (long) sites.length * StageFigures.STAGE) {
            add(
                    area,
                    code.stages().length() + " bytes for second stages",
                    "at least " + (long) sites.length * StageFigures.STAGE + " for " + sites.length + " sites");
        }
        if (area % Long.BYTES != 0) {
            add(
                    area,
                    "second stages at " + area % Long.BYTES + " modulo 8",
                    "them on a doubleword: their interceptors are one store each");
        }
    }

    private void checkPlace(long site) {
        if (FirstStage.of(code, site) == FirstStage.OTHER) {
            ByteBuffer bytes = code.bytes(site, FirstStage.LENGTH);
            add(
                    site,
                    bytes.hasRemaining()
                            ? String.format("%04x %08x", bytes.getShort(0), bytes.getInt(2))
                            : "no bytes of the file",
                    "a BRCL that branches never or always (c004 or c0f4)");
        }
        if (site % Long.BYTES != 0) {
            add(
                    site,
                    "a site at " + site % Long.BYTES + " modulo 8",
                    "it on a doubleword, so that one store can replace it whole");
        }
        if (code.kind() != KernelCode.Kind.MODULE
                && !code.text().contains(site)
                && !code.initText().contains(site)) {
            add(site, "a site outside the kernel's text", "it between _text and _etext or _sinittext and _einittext");
        }
    }

    /** The stage that the site has already, or else the one it is to get. */
    private void checkStage(long site, int number) {
        if (code.kind() == KernelCode.Kind.MODULE) {
            return;
        }
        long stage = code.stages().begin() + (long) number * StageFigures.STAGE;
        if (Math.abs(stage - site) >= REACH) {
            add(site, String.format("its second stage %x out of reach", stage), "it within 4 GiB of the branch");
        }
        FirstStage first = FirstStage.of(code, site);
        if (first != FirstStage.OFF && first != FirstStage.ON) {
            return;
        }
        if (FirstStage.target(code, site) != stage) {
            add(
                    site,
                    String.format("a branch to %x", FirstStage.target(code, site)),
                    String.format("its own second stage %x", stage));
            return;
        }
        ByteBuffer bytes = code.bytes(stage, StageFigures.STAGE);
        if (!bytes.hasRemaining() || (bytes.getShort(0) & 0xFFFF) != BRANCH_AND_SAVE || bytes.getShort(6) != 0) {
            add(site, String.format("no BRASL in its second stage %x", stage), "c015, a displacement, 0000");
            return;
        }
        long third = stage + 2L * bytes.getInt(2);
        if (!code.thirdStages().containsValue(third)) {
            add(site, String.format("a second stage that enters %x", third), "a third stage: " + code.thirdStages());
        }
        if (bytes.getLong(8) != site + FirstStage.LENGTH) {
            add(
                    site,
                    String.format("a second stage that returns to %x", bytes.getLong(8)),
                    String.format("%x, behind the first stage", site + FirstStage.LENGTH));
        }
    }
}
