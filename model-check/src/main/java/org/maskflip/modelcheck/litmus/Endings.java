package org.maskflip.modelcheck.litmus;

import org.maskflip.modelcheck.program.Outcome;

/** The words for how a CPU ended, as conditions write them. */
final class Endings {
    private static final String PROGRAM = "program interruption ";

    private Endings() {}

    /** The word for an ending of an outcome. */
    static String word(String ending) {
        if (ending.isEmpty()) {
            return "normal";
        }
        return ending.startsWith(PROGRAM)
                ? "program-" + ending.substring(PROGRAM.length())
                : ending.replace(' ', '-').replace("PSW", "psw");
    }

    /** Whether a condition may ask for it. */
    static boolean isWord(String word) {
        return word.matches("program-[0-9a-f]{4}")
                || word.equals("normal")
                || word.equals("invalid-psw")
                || word.equals(Outcome.STOPPED)
                || word.equals(Outcome.WAITS)
                || word.equals(Outcome.BLOCKED);
    }
}
