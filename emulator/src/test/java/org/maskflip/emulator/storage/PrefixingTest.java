package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixingTest {
    @ParameterizedTest
    @CsvSource({
        "0x0,0x6000,0x6000",
        "0x1FFF,0x6000,0x7FFF",
        "0x2000,0x6000,0x2000",
        "0x5FFF,0x6000,0x5FFF",
        "0x6000,0x6000,0x0",
        "0x7FFF,0x6000,0x1FFF",
        "0x8000,0x6000,0x8000",
        "0x12,0,0x12",
        "0x7FFFE123,0x7FFFE000,0x123",
        "0x1000000000000012,0x6000,0x1000000000000012"
    })
    void exchange_swapsTheFirstEightKilobytesWithThoseAtThePrefix(String address, String prefix, String other) {
        long from = Long.decode(address);
        long to = Long.decode(other);
        assertThat(Prefixing.exchange(from, Long.decode(prefix))).isEqualTo(to);
        assertThat(Prefixing.exchange(to, Long.decode(prefix))).isEqualTo(from);
    }
}
