package org.maskflip.stress.drive;

import java.util.List;

/**
 * One process of one test: what is planned, and what a result belongs to.
 *
 * @param test the qualified name
 * @param actors its number of actors
 * @param way in a word
 * @param jvmArguments what the way means
 * @param number counts the processes of the same test and way, from 0
 */
record Fork(String test, int actors, String way, List<String> jvmArguments, int number) {
    Fork {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** Names the fork within its plan. */
    String key() {
        return test + " " + way + " " + number;
    }
}
