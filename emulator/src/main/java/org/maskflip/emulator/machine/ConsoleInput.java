package org.maskflip.emulator.machine;

/** Whether somebody may still type at a console: then a machine whose CPUs all wait has not come to its end. */
public enum ConsoleInput {
    CLOSED,
    OPEN
}
