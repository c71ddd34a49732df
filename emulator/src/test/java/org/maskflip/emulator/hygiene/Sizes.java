package org.maskflip.emulator.hygiene;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.hygiene.JavaSources.Source;

/** Files and methods small enough to read; lengths are in lines, a method's without its Javadoc. */
public record Sizes(List<String> refused, List<String> asked) {
    static final int ASK_FILE = 500;
    static final int REFUSE_FILE = 800;
    static final int ASK_METHOD = 40;
    static final int REFUSE_METHOD = 60;

    /** Measures every file and every method with a body, constructors included. */
    public static Sizes of(List<Source> sources) {
        Sizes sizes = new Sizes(new ArrayList<>(), new ArrayList<>());
        for (Source source : sources) {
            long lines = source.text().lines().count();
            sizes.judge(source.name() + ": file", lines, ASK_FILE, REFUSE_FILE);
            new Methods(source, sizes).scan(source.unit(), null);
        }
        return sizes;
    }

    private void judge(String what, long lines, int ask, int refuse) {
        String message = what + " of " + lines + " lines";
        if (lines > refuse) {
            refused.add(message + "; refused above " + refuse + ": cut it by responsibility");
        } else if (lines > ask) {
            asked.add(message + "; ask above " + ask);
        }
    }

    private static final class Methods extends TreeScanner<Void, Void> {
        private final Source source;
        private final Sizes sizes;

        Methods(Source source, Sizes sizes) {
            this.source = source;
            this.sizes = sizes;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            long start = source.positions().getStartPosition(source.unit(), method);
            long end = source.positions().getEndPosition(source.unit(), method);
            long first = source.line(start);
            sizes.judge(
                    source.at(first) + ": method " + method.getName(),
                    source.line(end) - first + 1,
                    ASK_METHOD,
                    REFUSE_METHOD);
            return super.visitMethod(method, null);
        }
    }
}
