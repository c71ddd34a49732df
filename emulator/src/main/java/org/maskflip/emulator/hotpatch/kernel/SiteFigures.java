package org.maskflip.emulator.hotpatch.kernel;

import java.util.Arrays;
import java.util.List;
import org.maskflip.emulator.arch.InstructionLength;
import org.maskflip.emulator.loader.linux.KernelCode;

/** The numbers about first stages themselves: how many, where, how aligned. */
final class SiteFigures {
    private final KernelCode code;
    private final List<Figure> figures;
    private final long[] sites;

    SiteFigures(KernelCode code, List<Figure> figures) {
        this.code = code;
        this.figures = figures;
        sites = Tally.sites(code);
    }

    void count() {
        countTable();
        countAlignment();
        countFunctions();
    }

    private void countTable() {
        Tally tally = new Tally("sites", figures);
        long[] table = code.sites();
        long[] entries = Arrays.stream(table).filter(site -> site != 0).toArray();
        tally.add("entries", table.length);
        tally.add("empty entries", table.length - entries.length);
        tally.add("distinct", sites.length);
        tally.add("sorted in the file", Arrays.equals(entries, sites) ? 1 : 0);
        tally.count("in the text that stays", sites, code.text()::contains);
        tally.count("in the text dropped after start-up", sites, code.initText()::contains);
        tally.count("as compiled (c004 00000000)", sites, site -> FirstStage.of(code, site) == FirstStage.AS_COMPILED);
        for (int length = 6; length > 0; length -= 2) {
            int wanted = length;
            tally.count("next instruction has " + length + " bytes", sites, site -> next(site) == wanted);
        }
    }

    private int next(long site) {
        var bytes = code.bytes(site + FirstStage.LENGTH, 1);
        return bytes.hasRemaining() ? InstructionLength.of(bytes.get(0)) : 0;
    }

    private void countAlignment() {
        Tally tally = new Tally("alignment of sites", figures);
        for (int modulus = 2; modulus <= 8; modulus *= 2) {
            int by = modulus;
            tally.count("not at a multiple of " + modulus, sites, site -> site % by != 0);
        }
        tally.count("at 0 modulo 16", sites, site -> site % 16 == 0);
        tally.count("at 8 modulo 16", sites, site -> site % 16 == 8);
        tally.count("at a multiple of 256", sites, site -> site % 256 == 0);
        tally.count("at a multiple of 4096", sites, site -> site % 4096 == 0);
        for (int block : new int[] {4, 8, 16, 32, 64, 128, 256, 4096}) {
            tally.straddling(sites, FirstStage.LENGTH, block);
        }
        tally.count("mask is byte 1 of its doubleword", sites, site -> (site + 1) % 8 == 1);
        tally.perBlock(sites, 256);
        tally.perBlock(sites, 4096);
    }

    private void countFunctions() {
        boolean isTyped = code.functionSource() == KernelCode.FunctionSource.SYMBOL_TYPE;
        Tally tally = new Tally(isTyped ? "functions" : "text symbols", figures);
        long[] functions = code.functions();
        long[] staying = Arrays.stream(functions).filter(code.text()::contains).toArray();
        long begun = Arrays.stream(staying)
                .filter(address -> Arrays.binarySearch(sites, address) >= 0)
                .count();
        tally.add("in the text that stays", staying.length);
        tally.count("there at a multiple of 8", staying, address -> address % 8 == 0);
        tally.add("there with a site", begun);
        tally.percent("there with a site, per cent", begun, staying.length);
        tally.count("sites at none", sites, site -> Arrays.binarySearch(functions, site) < 0);
    }
}
