package org.maskflip.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.ArrayStorage;

class ServiceProcessorTest {
    private static final int BLOCK = 0x4000;
    private static final int READ_SCP = 0x00120001;
    private static final int READ_CPU = 0x00010001;
    private static final int MASK = 0x00780005;
    private static final int WRITE = 0x00760005;
    private static final int READ = 0x00770005;
    private static final Charset EBCDIC = Charset.forName("IBM037");

    private final AbsoluteStorage storage = new ArrayStorage(1 << 20);
    private final FloatingInterruptions floating = new FloatingInterruptions();
    private final StringBuilder written = new StringBuilder();
    private final ServiceProcessor service = new ServiceProcessor(
            storage,
            floating,
            new Configuration(4, 64L << 20, "2097", 1),
            (cpu, mode, text) -> written.append(mode).append(' ').append(text));

    /** Executes a command on a block of the given bytes from offset 8; returns the response code. */
    private int call(int command, byte[] rest) {
        ByteBuffer block = ByteBuffer.allocate(8 + rest.length).putShort((short) (8 + rest.length));
        block.put(8, rest);
        storage.write(BLOCK, block.array(), 0, block.capacity());
        return call(command);
    }

    private int call(int command) {
        floating.clear();
        assertThat(service.call(0, command, BLOCK)).isZero();
        assertThat(floating.isServiceSignalPending()).isTrue();
        return halfword(6);
    }

    private int halfword(int offset) {
        return (int) storage.getVolatile(BLOCK + offset, 2);
    }

    private static byte[] event(int type, byte[] data) {
        return ByteBuffer.allocate(6 + data.length)
                .putShort((short) (6 + data.length))
                .put((byte) type)
                .put(6, data)
                .array();
    }

    private static byte[] message(String text) {
        byte[] characters = text.getBytes(EBCDIC);
        int object = 10 + characters.length;
        return ByteBuffer.allocate(12 + object)
                .putShort((short) (12 + object))
                .putShort((short) 1)
                .putInt(0xD4C4C240)
                .putInt(1)
                .putShort((short) object)
                .putShort((short) 4)
                .put(22, characters)
                .array();
    }

    private void wantEverything() {
        byte[] masks = new byte[4 + 16];
        ByteBuffer.wrap(masks).putShort(2, (short) 4).putInt(4, -1);
        assertThat(call(MASK, masks)).isEqualTo(0x20);
    }

    @Test
    void readScpInformation_tellsStorageAndCpus() {
        assertThat(call(READ_SCP, new byte[4000])).isEqualTo(0x0010);
        assertThat(halfword(8) * storage.getVolatile(BLOCK + 10, 1)).isEqualTo(64);
        assertThat(halfword(16)).isEqualTo(4);
        int entries = halfword(18);
        for (int cpu = 0; cpu < 4; cpu++) {
            assertThat(storage.getVolatile(BLOCK + entries + 16 * cpu, 1)).isEqualTo(cpu);
        }
        assertThat(call(READ_SCP, new byte[100])).isEqualTo(0x0300);
    }

    @Test
    void readCpuInformation_tellsTheConfiguredCpus() {
        assertThat(call(READ_CPU, new byte[500])).isEqualTo(0x0010);
        assertThat(halfword(8)).isEqualTo(4);
        assertThat(halfword(10)).isEqualTo(16);
        assertThat(storage.getVolatile(BLOCK + 16 + 48, 1)).isEqualTo(3);
        assertThat(call(READ_CPU, new byte[16])).isEqualTo(0x0300);
    }

    @ParameterizedTest
    @CsvSource({"4", "8"})
    void writeEventMask_answersWhatTheMachineTakesAndSends(int length) {
        byte[] masks = new byte[4 + 4 * length];
        ByteBuffer.wrap(masks).putShort(2, (short) length);
        assertThat(call(MASK, masks)).isEqualTo(0x20);
        assertThat(storage.getVolatile(BLOCK + 12 + 2 * length, 4)).as("takes").isEqualTo(0x4000_0040L);
        assertThat(storage.getVolatile(BLOCK + 12 + 3 * length, 4)).as("sends").isEqualTo(0x8000_0040L);
    }

    @Test
    void writeEventMask_badLengths_areRefused() {
        assertThat(call(MASK, new byte[20])).isEqualTo(0x74F0);
        byte[] tooShort = new byte[8];
        ByteBuffer.wrap(tooShort).putShort(2, (short) 4);
        assertThat(call(MASK, tooShort)).isEqualTo(0x0300);
        assertThat(call(MASK, new byte[2])).isEqualTo(0x0300);
    }

    @Test
    void writeEventData_vt220_isTextAsItStands() {
        assertThat(call(WRITE, event(0x1A, "Hello\n".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(0x20);
        assertThat(written).hasToString("VT220 Hello\n");
        assertThat(storage.getVolatile(BLOCK + 11, 1)).as("flags").isEqualTo(0x80);
    }

    @Test
    void writeEventData_lineMode_isDecodedLineByLine() {
        assertThat(call(WRITE, event(0x02, message("Hello [x]")))).isEqualTo(0x20);
        assertThat(written).hasToString("LINE Hello [x]\n");
    }

    @Test
    void writeEventData_malformed_isRefused() {
        assertThat(call(WRITE, event(0x0C, new byte[10]))).as("unknown type").isEqualTo(0x40F0);
        assertThat(call(WRITE, new byte[0])).as("no event").isEqualTo(0x0300);
        assertThat(call(WRITE, new byte[] {0, 5, 0x1A, 0, 0, 0}))
                .as("event too short")
                .isEqualTo(0x72F0);
        assertThat(call(WRITE, new byte[] {0, 7, 0x1A, 0, 0, 0}))
                .as("event too long")
                .isEqualTo(0x72F0);
        assertThat(call(WRITE, event(0x02, new byte[3]))).as("message cut off").isEqualTo(0x73F0);
        assertThat(call(WRITE, event(0x02, new byte[40])))
                .as("no message block")
                .isEqualTo(0x73F0);
        assertThat(written).isEmpty();
    }

    @Test
    void readEventData_vt220Input_isDeliveredOnce() {
        service.type(ConsoleMode.VT220, "ls\n");
        assertThat(call(READ, new byte[100])).as("not wanted yet").isEqualTo(0x60F0);
        wantEverything();
        assertThat(call(READ, new byte[5])).as("no room").isEqualTo(0x0300);
        assertThat(call(READ, new byte[100])).isEqualTo(0x20);
        byte[] text = new byte[4];
        storage.read(BLOCK + 14, text, 0, 4);
        assertThat(text).containsExactly(0, 'l', 's', '\n');
        assertThat(halfword(8)).isEqualTo(10);
        assertThat(call(READ, new byte[100])).isEqualTo(0x60F0);
    }

    @Test
    void readEventData_lineInput_isAnOperatorCommandInEbcdic() {
        wantEverything();
        floating.clear();
        service.type(ConsoleMode.LINE, "go\n");
        assertThat(floating.isServiceSignalPending()).isTrue();
        assertThat(call(READ, new byte[100])).isEqualTo(0x20);
        assertThat(storage.getVolatile(BLOCK + 10, 1)).isEqualTo(1);
        byte[] text = new byte[2];
        storage.read(BLOCK + 8 + 6 + 12 + 4, text, 0, 2);
        assertThat(new String(text, EBCDIC)).isEqualTo("go");
    }

    @Test
    void call_whileASignalIsPending_isBusy() {
        assertThat(service.call(0, READ_SCP, BLOCK)).isZero();
        assertThat(service.call(0, READ_SCP, BLOCK)).isEqualTo(2);
    }

    @Test
    void call_whileOnlyAnEventIsPending_isExecuted() {
        wantEverything();
        floating.clear();
        service.type(ConsoleMode.VT220, "x");
        assertThat(floating.isServiceSignalPending()).isTrue();
        assertThat(service.call(0, READ, BLOCK)).isZero();
    }

    @Test
    void call_badBlock_isAnsweredInIt() {
        assertThat(call(READ_SCP, new byte[4096 - 8])).isEqualTo(0x0010);
        storage.write(BLOCK, new byte[8], 0, 8);
        assertThat(call(READ_SCP)).as("length 0").isEqualTo(0x0300);
        storage.write(BLOCK, new byte[] {0x10, 1}, 0, 2);
        assertThat(call(READ_SCP)).as("over the page").isEqualTo(0x0100);
        assertThat(call(0x00220001, new byte[8])).as("unknown command").isEqualTo(0x01F0);
    }

    @Test
    void call_randomBlocks_neverFail() {
        long seed = System.nanoTime();
        System.out.println("ServiceProcessorTest: seed " + seed);
        Random random = new Random(seed);
        int[] commands = {READ_SCP, READ_CPU, MASK, WRITE, READ, 0};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            ByteBuffer.wrap(bytes).putShort(0, (short) random.nextInt(80));
            if (random.nextBoolean()) {
                ByteBuffer.wrap(bytes).putShort(8, (short) random.nextInt(64)).put(10, (byte)
                        (random.nextBoolean() ? 2 : 0x1A));
                ByteBuffer.wrap(bytes)
                        .putShort(14, (short) random.nextInt(50))
                        .putShort(16, (short) 1)
                        .putInt(18, 0xD4C4C240);
                ByteBuffer.wrap(bytes).putShort(26, (short) random.nextInt(30)).putShort(28, (short) 4);
            }
            storage.write(BLOCK, bytes, 0, bytes.length);
            assertThat(call(commands[random.nextInt(commands.length)])).isNotZero();
        }
    }

    @Test
    void systemInformation_levelsAndSelectors() {
        SystemInformation one = new SystemInformation(new Configuration(4, 64L << 20, "2097", 1));
        assertThat(one.level()).isEqualTo(1);
        byte[] machine = one.block(1, 1, 1, 0);
        assertThat(machine).hasSize(4096);
        assertThat(new String(machine, 48, 4, EBCDIC)).isEqualTo("2097");
        assertThat(one.block(1, 2, 2, 0)[37]).isEqualTo((byte) 4);
        assertThat(one.block(1, 2, 1, 3)[101]).isEqualTo((byte) 3);
        assertThat(one.block(1, 1, 2, 0)).isNull();
        assertThat(one.block(2, 2, 2, 0)).isNull();
        assertThat(one.cpuId()).isEqualTo(0x0001_2345_2097_0000L);
        SystemInformation three = new SystemInformation(new Configuration(4, 64L << 20, "2097", 3));
        assertThat(three.block(2, 2, 2, 0)).isNotNull();
        assertThat(three.block(3, 2, 2, 0)[31]).isEqualTo((byte) 1);
    }
}
