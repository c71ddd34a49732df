package org.maskflip.emulator.machine;

import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.cpu.Rendezvous;
import org.maskflip.emulator.device.Alarm;
import org.maskflip.emulator.device.ServiceProcessor;
import org.maskflip.emulator.device.SystemInformation;
import org.maskflip.emulator.device.TodClock;
import org.maskflip.emulator.sigp.SignalProcessor;
import org.maskflip.emulator.trace.TraceSink;

/**
 * What all CPUs of a machine share.
 *
 * @param trace may be {@code null}
 */
record Surroundings(
        Facilities facilities,
        TodClock tod,
        Alarm alarm,
        SignalProcessor signals,
        ServiceProcessor service,
        SystemInformation information,
        Rendezvous rendezvous,
        ProgramLocks programLocks,
        TraceSink trace) {}
