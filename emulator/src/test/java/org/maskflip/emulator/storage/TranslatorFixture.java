package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;

/** A translator over guest tables, and the words to speak about it. */
class TranslatorFixture {
    static final int PRIMARY = 0;
    static final int ACCESS_REGISTER = 1;
    static final int SECONDARY = 2;
    static final int HOME = 3;

    final GuestTables guest = new GuestTables();
    final Registers registers = guest.registers;
    Translator translator = translator(Level.ALS.facilities());

    final Translator translator(Facilities facilities) {
        return new Translator(registers, facilities, GuestTables.SIZE, guest.keys, guest::entry);
    }

    /** DAT on in the mode, PSW key as given. */
    final void mode(int addressSpace, int key) {
        mode(Psw.DAT, addressSpace, key);
    }

    final void mode(long dat, int addressSpace, int key) {
        registers.setPswMask(dat
                | Psw.EXTENDED_ADDRESSING
                | Psw.BASIC_ADDRESSING
                | (long) addressSpace << Psw.ADDRESS_SPACE_SHIFT
                | (long) key << Psw.KEY_SHIFT);
        translator.refresh();
    }

    final void control(int number, long value) {
        registers.setCr(number, value);
        translator.refresh();
    }

    /** Asserts all that a program interruption tells, and that no fast path has kept what was refused. */
    static void assertInterruption(ThrowingCallable reference, int code, Ending ending, long identification) {
        for (int attempt = 1; attempt <= 2; attempt++) {
            ProgramInterruption interruption = catchThrowableOfType(ProgramInterruption.class, reference);
            assertThat(interruption).as("interruption at attempt %d", attempt).isNotNull();
            assertThat(interruption.code()).isEqualTo(code);
            assertThat(interruption.ending()).isEqualTo(ending);
            assertThat(interruption.translationExceptionId()).isEqualTo(identification);
            assertThat(interruption.exceptionAccessId()).isZero();
        }
    }
}
