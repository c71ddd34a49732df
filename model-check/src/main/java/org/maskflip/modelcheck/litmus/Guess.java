package org.maskflip.modelcheck.litmus;

import java.util.Collection;
import java.util.Optional;
import org.maskflip.emulator.decode.Spelling;

/** The end of a message about a word that is not known. */
final class Guess {
    private static final int MOST_LISTED = 12;

    private Guess() {}

    /** The end of a message: the nearest known word, or all of them if they are few. */
    static String suggest(String word, Collection<String> known) {
        Optional<String> nearest = Spelling.nearest(word, known);
        if (nearest.isPresent()) {
            return "; did you mean \"" + nearest.get() + "\"?";
        }
        return known.isEmpty() || known.size() > MOST_LISTED
                ? ""
                : "; expected one of "
                        + String.join(", ", known.stream().sorted().toList());
    }
}
