package org.maskflip.emulator.insn;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;

/** An environment that has facilities and nothing else: every other request fails the test. */
public final class DullEnvironment {
    private DullEnvironment() {}

    /** All facilities of the highest level. */
    public static Environment highest() {
        return with(Level.Z13.facilities());
    }

    public static Environment with(Facilities facilities) {
        return (Environment) Proxy.newProxyInstance(
                DullEnvironment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (self, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    if (method.getName().equals("facilities")) {
                        return facilities;
                    }
                    throw new UnsupportedOperationException(
                            "a test's dull environment was asked for " + method.getName());
                });
    }
}
