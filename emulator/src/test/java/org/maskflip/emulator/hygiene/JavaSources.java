package org.maskflip.emulator.hygiene;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources parsed, not attributed, by the compiler's own parser. */
public final class JavaSources {
    /** One parsed file; lines are counted from 1. */
    public record Source(String name, String text, CompilationUnitTree unit, SourcePositions positions) {
        /** The line that holds the character at this offset. */
        long line(long offset) {
            return unit.getLineMap().getLineNumber(offset);
        }

        /** {@code name:line}, as editors open it. */
        String at(long line) {
            return name + ":" + line;
        }
    }

    private JavaSources() {}

    /** Every {@code .java} file below the folder, sorted; none where the folder does not exist. */
    public static List<Source> below(Path folder, Path root) {
        List<JavaFileObject> files = new ArrayList<>();
        for (Path file : files(folder)) {
            files.add(new Text(root.relativize(file).toString(), read(file)));
        }
        return parse(files);
    }

    /** A single source given as text, for the checks' own tests. */
    static Source ofText(String name, String text) {
        return parse(List.of(new Text(name, text))).get(0);
    }

    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Source> parse(List<? extends JavaFileObject> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("no compiler: run the tests with a JDK, not a JRE");
        }
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<Source> sources = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                JavaFileObject file = unit.getSourceFile();
                // The path of the URI, without its leading slash.
                String name = file.toUri().getPath().substring(1);
                sources.add(new Source(name, file.getCharContent(true).toString(), unit, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(uri(name.replace('\\', '/')), Kind.SOURCE);
            this.text = text;
        }

        private static URI uri(String name) {
            try {
                return new URI("source", null, "/" + name, null);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }
}
