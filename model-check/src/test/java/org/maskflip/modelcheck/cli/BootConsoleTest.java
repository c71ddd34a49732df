package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.device.ConsoleMode;

class BootConsoleTest {
    private final StringWriter out = new StringWriter();
    private final BootConsole console = new BootConsole(new PrintWriter(out), ConsoleMode.VT220, "maskflip: ready");

    @Test
    void finish_lineThatWasBegun_isEndedAndCounts() {
        console.write(0, ConsoleMode.VT220, "one\nrcu: INFO: stall");
        assertThat(console.warnings()).isZero();
        console.finish();
        console.finish();
        assertThat(console.warnings()).isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly("one", "rcu: INFO: stall");
    }

    @Test
    void write_lineInPieces_countsOnce() {
        console.write(0, ConsoleMode.VT220, "maskflip: few: hits 0 1");
        console.write(0, ConsoleMode.VT220, "(WRONG)\n");
        console.finish();
        assertThat(console.failures()).isEqualTo(1);
    }

    @Test
    void write_atTheOtherConsole_isNotShown() {
        console.write(0, ConsoleMode.LINE, "BUG: \n");
        assertThat(console.warnings()).isZero();
        assertThat(out.toString()).isEmpty();
    }
}
