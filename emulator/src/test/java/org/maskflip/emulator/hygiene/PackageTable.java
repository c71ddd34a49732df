package org.maskflip.emulator.hygiene;

import com.sun.source.tree.ImportTree;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.maskflip.emulator.hygiene.JavaSources.Source;

/**
 * Which package of one module may import which; whatever is not listed is refused, the JDK excepted.
 *
 * <p>A row is named relative to the module's base package and covers its subpackages that have no row of their own. What
 * it may import is a row of the same module, or a package of another module or of a library by its full name; a
 * trailing {@code *} takes the subpackages too.
 */
public final class PackageTable {
    private final String base;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private PackageTable(String base) {
        this.base = base;
    }

    /** An empty table of the module whose packages all start with {@code base}. */
    public static PackageTable of(String base) {
        return new PackageTable(base);
    }

    /** Adds a row. */
    public PackageTable row(String name, String... mayImport) {
        if (rows.put(base + "." + name, List.of(mayImport)) != null) {
            throw new IllegalArgumentException("two rows named " + name);
        }
        return this;
    }

    String base() {
        return base;
    }

    /** One line per import that no row allows: in the classes' byte code, and in the sources, whose constants it inlines. */
    public List<String> violations(JavaClasses classes, List<Source> sources) {
        SortedSet<String> found = new TreeSet<>();
        for (JavaClass from : classes) {
            if (row(from.getPackageName()) == null) {
                found.add(from.getName() + ": package " + from.getPackageName() + " is not in the design's table;"
                        + " move the class or add a row, in docs and here");
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                check(from.getPackageName(), from.getName(), to.getPackageName(), to.getName(), found);
            }
        }
        for (Source source : sources) {
            checkImports(source, found);
        }
        return List.copyOf(found);
    }

    private void checkImports(Source source, SortedSet<String> found) {
        if (source.unit().getPackageName() == null) {
            return;
        }
        String from = source.unit().getPackageName().toString();
        for (ImportTree imported : source.unit().getImports()) {
            String to = imported.getQualifiedIdentifier().toString();
            check(from, source.name(), packageOf(to), to, found);
        }
    }

    private void check(String fromPackage, String from, String toPackage, String to, SortedSet<String> found) {
        if (!allowed(fromPackage, toPackage)) {
            found.add(from + ": imports " + to + ", but " + row(fromPackage) + " may import only the JDK and "
                    + rows.get(row(fromPackage)));
        }
    }

    private boolean allowed(String from, String to) {
        String row = row(from);
        if (to.isEmpty() || row == null || isJdk(to)) {
            return true;
        }
        String target = row(to) == null ? to : row(to);
        return target.equals(row) || rows.get(row).stream().anyMatch(pattern -> matches(qualified(pattern), target));
    }

    /** The longest row that covers the package; null where none does. */
    private String row(String packageName) {
        for (String at = packageName; at.length() > base.length(); at = at.substring(0, at.lastIndexOf('.'))) {
            if (rows.containsKey(at)) {
                return at;
            }
        }
        return null;
    }

    /** A pattern that starts as a row of this module does is one of ours; any other is a full name already. */
    private String qualified(String pattern) {
        if (pattern.equals("*")) {
            return base + "*";
        }
        String relative = base + "." + pattern;
        String first = relative.replaceFirst("\\*$", "");
        boolean own = rows.keySet().stream().anyMatch(row -> row.equals(first) || row.startsWith(first + "."));
        return own ? relative : pattern;
    }

    private static boolean matches(String pattern, String packageName) {
        if (!pattern.endsWith("*")) {
            return packageName.equals(pattern);
        }
        String prefix = pattern.substring(0, pattern.length() - 1);
        return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
    }

    private static boolean isJdk(String packageName) {
        return packageName.startsWith("java.") || packageName.startsWith("javax.") || packageName.startsWith("jdk.");
    }

    private static String packageOf(String qualifiedName) {
        List<String> parts = new ArrayList<>();
        for (String part : qualifiedName.split("\\.")) {
            if (!Character.isLowerCase(part.charAt(0))) {
                break;
            }
            parts.add(part);
        }
        return String.join(".", parts);
    }
}
