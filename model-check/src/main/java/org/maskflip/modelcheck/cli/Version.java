package org.maskflip.modelcheck.cli;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest has it, and the JDK it runs on, which matters for every ordering result. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "maskflip " + (own == null ? "(unpackaged)" : own),
            "JDK " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
            System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors",
        };
    }
}
