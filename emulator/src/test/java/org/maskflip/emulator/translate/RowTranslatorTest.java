package org.maskflip.emulator.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.machine.Guests.soon;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.machine.Ending;
import org.maskflip.emulator.machine.Engine;
import org.maskflip.emulator.machine.Guests;
import org.maskflip.emulator.machine.Machine;

/** Translated blocks do what the row interpreter does. */
class RowTranslatorTest {
    private static final long SEED = Long.getLong("maskflip.seed", 1);
    private static final long CASES = Long.getLong("maskflip.cases", 120);
    private static final int TIMES = 60;

    /** How a guest ended. */
    private record End(Registers registers, long count, String storage, Ending ending, int translations) {}

    private static End run(String source, Engine engine, int hot, long seed) throws InterruptedException {
        Machine machine = Guests.load(
                Machine.builder()
                        .level(RandomGuest.LEVEL)
                        .storage(RandomGuest.STORAGE)
                        .engine(engine)
                        .hot(hot),
                source);
        try (machine) {
            prepare(machine, new Random(seed));
            machine.start();
            Ending ending = machine.await(Guests.LIMIT);
            assertThat(ending.kind()).as("seed %d: %s", seed, ending).isEqualTo(Ending.Kind.DISABLED_WAIT);
            byte[] all = new byte[RandomGuest.STORAGE];
            machine.storage().read(0, all, 0, all.length);
            return new End(
                    machine.cpu(0).registers(),
                    machine.instructionCount(),
                    HexFormat.of().formatHex(all),
                    ending,
                    machine.translations());
        }
    }

    private static void prepare(Machine machine, Random random) {
        Registers registers = machine.cpu(0).registers();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, random.nextBoolean() ? random.nextLong() : random.nextInt(5) - 2);
            registers.setFpr(i, random.nextLong());
        }
        registers.setGr(8, 8L * random.nextInt(16));
        registers.setGr(9, TIMES);
        registers.setGr(10, RandomGuest.DATA);
        registers.setCr(0, registers.cr(0) | 0x40000);
        byte[] data = new byte[RandomGuest.STORAGE / 2];
        random.nextBytes(data);
        machine.load(RandomGuest.DATA / 2, data);
    }

    private static End assertSame(String source, long seed) throws InterruptedException {
        End expected = run(source, Engine.ROWS, 1, seed);
        End found = run(source, Engine.TRANSLATED, 2, seed);
        String what = "maskflip.seed=" + seed + "\n" + source;
        assertThat(expected.translations()).isZero();
        for (int i = 0; i < 16; i++) {
            assertThat(found.registers().gr(i))
                    .as("general register %d, %s", i, what)
                    .isEqualTo(expected.registers().gr(i));
            assertThat(found.registers().fpr(i))
                    .as("floating-point register %d, %s", i, what)
                    .isEqualTo(expected.registers().fpr(i));
        }
        assertThat(found.registers().sameAs(expected.registers())).as(what).isTrue();
        assertThat(found.registers().breakingEventAddress())
                .as(what)
                .isEqualTo(expected.registers().breakingEventAddress());
        assertThat(found.count()).as("instructions, %s", what).isEqualTo(expected.count());
        assertThat(found.ending().instructionAddress())
                .as(what)
                .isEqualTo(expected.ending().instructionAddress());
        assertThat(found.storage()).as("storage, %s", what).isEqualTo(expected.storage());
        return found;
    }

    @Test
    void guestsAtRandom_endAsUnderTheRowInterpreter() throws InterruptedException {
        System.out.println("translated guests: seeds " + SEED + " to " + (SEED + CASES - 1) + ", "
                + RandomGuest.rows().size() + " rows");
        int translated = 0;
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            String source = new RandomGuest(seed).source();
            translated += assertSame(source, seed).translations() > 0 ? 1 : 0;
        }
        // Some guests end by a program interruption the first time round.
        assertThat(translated).isGreaterThan((int) CASES / 3);
    }

    @Test
    void codeThatChangesItself_isExecutedAsStored() throws InterruptedException {
        String source = Guests.CATCH + """
                        .org 0x4000
                _start: lghi %r2,0
                        lghi %r9,50
                        larl %r3,add
                loop:   stc %r9,3(%r3)
                        nopr
                add:    aghi %r2,0
                        brctg %r9,loop
                """ + Guests.END;
        assertSame(source, 1);
        assertThat(run(source, Engine.TRANSLATED, 2, 1).registers().gr(2)).isEqualTo(50 * 51 / 2);
    }

    /** A patch site: its mask goes to and fro, and there is no further translation. */
    @Test
    void maskThatGoesOnAndOff_needsNoOtherTranslation() throws InterruptedException {
        String source = Guests.CATCH + """
                        .org 0x4000
                _start: lghi %r2,0
                        lghi %r9,400
                        larl %r3,site
                loop:   xi 0x800,0xf0
                        brasl %r14,site
                        brctg %r9,loop
                        j end
                        .org 0x5000
                site:   brcl 0,on
                        aghi %r2,1
                        br %r14
                on:     aghi %r2,0x100
                        br %r14
                """ + Guests.END;
        String flipping = source.replace("xi 0x800,0xf0", "xi 1(%r3),0xf0");
        assertSame(flipping, 1);
        End end = run(flipping, Engine.TRANSLATED, 2, 1);
        assertThat(end.registers().gr(2)).isEqualTo(200 * 0x100 + 200);
        assertThat(end.translations())
                .isLessThanOrEqualTo(run(source, Engine.TRANSLATED, 2, 1).translations() + 2);
    }

    @Test
    void endlessLoop_canBeStopped() throws InterruptedException {
        String source = Guests.CATCH + """
                        .org 0x4000
                _start: lghi %r2,0
                loop:   aghi %r2,1
                        xgr %r3,%r2
                        j loop
                """;
        Machine machine =
                Guests.load(Machine.builder().engine(Engine.TRANSLATED).hot(2), source);
        try (machine) {
            machine.start();
            soon().until(() -> machine.instructionCount() > 1_000_000);
            machine.stop();
            assertThat(machine.translations()).isPositive();
            Registers registers = machine.cpu(0).registers();
            assertThat(registers.instructionAddress()).isBetween(0x4004L, 0x400CL);
            assertThat(registers.gr(2)).isPositive();
        }
    }
}
