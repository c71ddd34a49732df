package org.maskflip.modelcheck.lincheck;

import org.maskflip.emulator.sigp.SignalOrder;

/** CPU 0 of {@link SleepyMachine} where requests, signals and units come one after the other. Source: PoP chapter 4. */
public class OneAfterTheOther {
    private boolean operates;
    private boolean startAsked;
    private boolean stopAsked;
    private boolean restartAsked;
    private int emergencies;
    private int caller = -1;

    public void start() {
        startAsked = true;
    }

    public void stop() {
        stopAsked = true;
    }

    public void restart() {
        restartAsked = true;
    }

    public String look() {
        return operates ? "OPERATING" : "STOPPED";
    }

    /** Signals, restart and stop in this order where it operates; else restart and start before stop. */
    public String unit() {
        if (operates) {
            return operatingUnit();
        }
        if (restartAsked || startAsked) {
            boolean restarts = restartAsked;
            operates = true;
            startAsked = false;
            restartAsked = false;
            return restarts ? "restart" : "order";
        }
        if (stopAsked) {
            stopAsked = false;
            return "order";
        }
        return "rests";
    }

    private String operatingUnit() {
        if (emergencies != 0) {
            int sender = Integer.numberOfTrailingZeros(emergencies);
            emergencies &= emergencies - 1;
            return "emergency " + sender;
        }
        if (caller >= 0) {
            int sender = caller;
            caller = -1;
            return "call " + sender;
        }
        if (restartAsked) {
            restartAsked = false;
            return "restart";
        }
        if (stopAsked) {
            stopAsked = false;
            operates = false;
            return "order";
        }
        boolean starts = startAsked;
        startAsked = false;
        return starts ? "order" : "waits";
    }

    /** An order that is not done keeps the CPU busy for every order but a reset. */
    public String signal(int sender, SignalOrder order) {
        if (startAsked || stopAsked || restartAsked) {
            return "2.0";
        }
        switch (order) {
            case START -> start();
            case STOP -> stop();
            case RESTART -> restart();
            case EMERGENCY_SIGNAL -> emergencies |= 1 << sender;
            case EXTERNAL_CALL -> {
                if (caller >= 0) {
                    return "1.80";
                }
                caller = sender;
            }
            default -> {
                int status = (operates ? 0 : 0x40) | (caller >= 0 ? 0x80 : 0);
                return status == 0 ? "0.0" : "1." + Integer.toHexString(status);
            }
        }
        return "0.0";
    }
}
