package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.modelcheck.fetch.FetchException;
import org.maskflip.modelcheck.fetch.FetchedKernel;
import org.maskflip.modelcheck.fetch.KernelCache;
import picocli.CommandLine;

class BootCommandTest {
    /** What a kernel looks like from outside: it prints a line, then its command line, and powers off; or waits disabled if it says panic. */
    private static final String KERNEL = """
                    .org 0x1b0
                    .quad 0x0000000180000000, taken
                    .org 0x10000
            _start: j begin
                    .org 0x10008
                    .ascii "S390EP"
                    .org 0x10428
                    .quad 0x11800, 0x1000
                    .org 0x11800
                    .asciz "6.1.0-test (builder)"
                    .org 0x12000
            begin:  larl %r2,sccb
                    llilf %r3,0x00760005
                    servc %r3,%r2
                    llilf %r4,20000000
            1:      brct %r4,1b
                    larl %r1,cr0
                    lctlg %c0,%c0,0(%r1)
                    stosm 0x800,1
            2:      j 2b
            taken:  mvi 6(%r2),0
                    larl %r5,text
                    llilf %r6,0x10480
                    mvc 0(80,%r5),0(%r6)
                    servc %r3,%r2
                    larl %r7,word
                    clc 43(5,%r6),0(%r7)
                    je panic
                    lghi %r1,0
                    lghi %r3,0
                    sigp %r1,%r3,5
            3:      j 3b
            panic:  larl %r1,wait
                    lpswe 0(%r1)
            word:   .ascii "panic"
                    .balign 8
            cr0:    .quad 0x200
            wait:   .quad 0x0002000180000000, 0x77
                    .org 0x14000
            sccb:   .short 8+6+100, 0, 0, 0
                    .short 6+100
                    .byte 0x1a, 0, 0, 0
            text:   .ascii "maskflip: ready\\n"
                    .org 0x14000+8+6+99
                    .ascii "\\n"
                    .org 0x20000
                    .quad 0
            """;

    private static final long WANTED_STORAGE = 0x20008;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path kernel() throws IOException {
        try {
            return Files.write(
                    folder.resolve("vmlinuz"),
                    new Assembler().assemble("kernel.s", KERNEL).bytes(0, (int) WANTED_STORAGE));
        } catch (AssemblyException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private int boot(String... options) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "boot";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return line.execute(arguments);
    }

    @Test
    void boot_kernelThatPowersOff_getsItsCommandLineAndEndsWithStatus0() throws IOException {
        assertThat(boot("--kernel", kernel().toString(), "--append", "quiet"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString())
                .contains("maskflip: ready\n", "console=ttysclp0 nokaslr cryptomgr.notests quiet", "powered off");
    }

    @Test
    void boot_kernelThatPanics_endsWithStatus1AndAMessage() throws IOException {
        assertThat(boot("--kernel", kernel().toString(), "--append", "panic")).isEqualTo(1);
        assertThat(out.toString()).contains("the kernel gave up", "0000000000000077");
    }

    @Test
    void boot_snapshotThenResume_goesOnToPowerOff() throws IOException {
        Path snapshot = folder.resolve("ready.snap");
        int saved = boot("--kernel", kernel().toString(), "--snapshot", snapshot.toString(), "--stop-after-snapshot");
        assertThat(saved).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains("ready.snap: snapshot of 1 CPUs");
        assertThat(boot("--resume", snapshot.toString(), "--order", "weak"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString()).contains("powered off");
        assertThat(boot("--resume", snapshot.toString(), "--repeat", "3", "--seed", "5"))
                .isZero();
        assertThat(out.toString()).contains("run 1 of 3, seed 5: status 0", "run 3 of 3, seed 7: status 0");
    }

    @Test
    void boot_consoleNeverShowsTheText_saysThatNoSnapshotWasWritten() throws IOException {
        Path snapshot = folder.resolve("never.snap");
        int status =
                boot("--kernel", kernel().toString(), "--snapshot", snapshot.toString(), "--at", "nothing like it");
        assertThat(status).isEqualTo(1);
        assertThat(out.toString()).contains("not written");
        assertThat(snapshot).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kernel missing.bin | missing.bin",
                "--kernel KERNEL --storage 32M | at least 48 MiB",
                "--kernel KERNEL --steps few --initrd KERNEL | leave out --initrd",
                "--kernel KERNEL --resume KERNEL | not both",
                "--resume KERNEL | no snapshot",
                "--resume KERNEL --append x | leave out",
                "--kernel KERNEL --stop-after-snapshot | --snapshot FILE",
                "--kernel KERNEL --snapshot /no/such/folder/x | folder",
                "--kernel KERNEL --repeat 2 | --repeat",
                "--kernel KERNEL --timeout 0 | --timeout",
                "--kernel KERNEL --max-instructions 0 | --max-instructions",
            })
    void boot_badInput_isRefusedWithStatus2(String options, String message) throws IOException {
        String kernel = kernel().toString();
        assertThat(boot(options.strip().replace("KERNEL", kernel).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message.strip()).doesNotContain("\tat ");
    }

    @Test
    void boot_truncatedKernel_isRefusedWithStatus2() throws IOException {
        byte[] whole = Files.readAllBytes(kernel());
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, 0x10410));
        assertThat(boot("--kernel", cut.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(cut + ": ", "expected").doesNotContain("\tat ");
    }

    @Test
    void boot_kernelWhoseCompressedPartIsCutOff_isRefusedWithStatus2() throws IOException {
        byte[] whole = Files.readAllBytes(kernel());
        byte[] cut = Arrays.copyOf(whole, whole.length + 100);
        System.arraycopy(new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, 4}, 0, cut, whole.length, 8);
        Path file = Files.write(folder.resolve("cut"), cut);
        assertThat(boot("--kernel", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(file + ": the xz stream of the kernel is damaged or cut off")
                .doesNotContain("\tat ");
    }

    @Test
    void boot_directory_isRefusedWithStatus2() throws IOException {
        assertThat(boot("--kernel", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(folder + ": a directory; expected a kernel's image");
    }

    @Test
    void boot_foreignKernel_isRefusedWithStatus2() throws IOException {
        byte[] elf = new byte[0x20000];
        System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        Path foreign = Files.write(folder.resolve("bzImage"), elf);
        assertThat(boot("--kernel", foreign.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(foreign + ": ", "expected").doesNotContain("\tat ");
    }

    @Test
    void boot_initialRamDiskThatIsNotThere_isRefusedWithStatus2() throws IOException {
        String disk = folder.resolve("no.cpio").toString();
        assertThat(boot("--kernel", kernel().toString(), "--initrd", disk)).isEqualTo(2);
        assertThat(err.toString()).contains(disk).doesNotContain("\tat ");
    }

    @Test
    void boot_damagedSnapshot_isRefusedWithStatus2() throws IOException {
        Path snapshot = folder.resolve("good.snap");
        assertThat(boot("--kernel", kernel().toString(), "--snapshot", snapshot.toString(), "--stop-after-snapshot"))
                .isZero();
        byte[] good = Files.readAllBytes(snapshot);
        for (int at : new int[] {0, 12, good.length / 2, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            Path damaged = Files.write(folder.resolve("damaged.snap"), bad);
            assertThat(boot("--resume", damaged.toString())).as("byte %d", at).isEqualTo(2);
        }
        Path cut = Files.write(folder.resolve("cut.snap"), Arrays.copyOf(good, good.length - 100));
        assertThat(boot("--resume", cut.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("damaged.snap: ", "cut.snap: ").doesNotContain("\tat ");
    }

    @Test
    void boot_snapshotThatIsNotTaken_leavesTheFormerFileAlone() throws IOException {
        Path former = Files.writeString(folder.resolve("former.snap"), "precious");
        boot("--kernel", kernel().toString(), "--snapshot", former.toString(), "--at", "nothing like it");
        assertThat(former).hasContent("precious");
    }

    @Test
    void boot_auditOfAKernelWithoutSymbols_isRefusedWithStatus2() throws IOException {
        assertThat(boot("--kernel", kernel().toString(), "--audit")).isEqualTo(2);
        assertThat(err.toString()).contains("vmlinuz: ").doesNotContain("\tat ");
        assertThat(out.toString()).doesNotContain("ready");
    }

    /** The real kernel: the file that the property maskflip.kernel names, or the one that fetch-kernel got. */
    @Test
    void boot_realKernelOnTwoCpus_tracesFunctionsAndPowersOff() throws IOException, FetchException {
        String named = System.getProperty("maskflip.kernel");
        Optional<FetchedKernel> cached = KernelCache.ofUser(System.getenv()).kernel();
        assumeTrue(
                named != null || cached.isPresent(),
                "no kernel: run maskflip fetch-kernel, or give -Dmaskflip.kernel=FILE");
        Path file = named != null ? Path.of(named) : cached.orElseThrow().image();
        int status = boot(
                "--kernel",
                file.toString(),
                "--cpus",
                "2",
                "--clock-slowdown",
                "4",
                "--steps",
                "few",
                "--timeout",
                "900");
        assertThat(status).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains("maskflip: few: on ", "maskflip: done, 0 failures", "powered off");
    }
}
