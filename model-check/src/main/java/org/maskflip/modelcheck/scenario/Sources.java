package org.maskflip.modelcheck.scenario;

import java.util.Map;
import org.maskflip.emulator.decode.SourceResolver;

/**
 * The texts that a scenario is assembled from.
 *
 * @param main the name of the scenario's own file
 * @param files finds that file and whatever it includes
 */
public record Sources(String main, SourceResolver files) {
    /** The text of the scenario's own file. */
    String text() {
        return files.read(main);
    }

    /** The same with some files replaced. */
    Sources replacing(Map<String, String> replaced) {
        return new Sources(main, name -> replaced.containsKey(name) ? replaced.get(name) : files.read(name));
    }
}
