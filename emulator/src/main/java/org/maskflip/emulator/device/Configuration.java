package org.maskflip.emulator.device;

/**
 * What the machine tells about itself.
 *
 * @param cpus the number of CPUs, addresses 0 to {@code cpus} - 1
 * @param storageSize in bytes, a multiple of 1 MiB
 * @param machineType four digits of a machine that had these facilities
 * @param informationLevel the highest function code of STORE SYSTEM INFORMATION that is answered: 1 basic machine, 2 logical partition,
 *     3 virtual machine
 */
public record Configuration(int cpus, long storageSize, String machineType, int informationLevel) {
    public Configuration {
        if (informationLevel < 1 || informationLevel > 3) {
            throw new IllegalArgumentException("system-information level " + informationLevel + ": 1, 2 or 3 expected");
        }
    }
}
