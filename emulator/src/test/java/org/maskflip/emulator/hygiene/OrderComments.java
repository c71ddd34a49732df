package org.maskflip.emulator.hygiene;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.maskflip.emulator.hygiene.JavaSources.Source;

/**
 * No ordered access without an {@code // ORDER} comment whose block ends within three lines above it.
 *
 * <p>Sources are not attributed. May cry wolf: a method of our own that bears a VarHandle method's name. May miss: an
 * atomic object reached through a method call ({@code pending().get()}).
 */
public final class OrderComments {
    private static final int REACH = 3;

    private static final Pattern ORDERED =
            Pattern.compile("getAcquire|setRelease|getOpaque|setOpaque|getVolatile|setVolatile"
                    + "|compareAndSet|compareAndExchange\\w*|weakCompareAndSet\\w*|weakCompareAndExchange\\w*"
                    + "|getAndAdd\\w*|getAndSet\\w*|getAndBitwise\\w*|getAndIncrement|getAndDecrement|getAndUpdate|getAndAccumulate"
                    + "|incrementAndGet|decrementAndGet|addAndGet|updateAndGet|accumulateAndGet|lazySet"
                    + "|fullFence|acquireFence|releaseFence|loadLoadFence|storeStoreFence");
    private static final Pattern FENCE = Pattern.compile("\\w+Fence");
    private static final Pattern ATOMIC = Pattern.compile("(java\\.util\\.concurrent\\.atomic\\.)?Atomic"
            + "(Integer|Long|Boolean|Reference|IntegerArray|LongArray|ReferenceArray|MarkableReference|StampedReference"
            + "|\\w+FieldUpdater)(<.*>)?(\\[\\])*");

    private OrderComments() {}

    /** One line per ordered access that lacks its comment. */
    public static List<String> missing(List<Source> sources) {
        List<String> missing = new ArrayList<>();
        for (Source source : sources) {
            Set<String> atomics = new HashSet<>();
            new Atomics().scan(source.unit(), atomics);
            new Accesses(source, atomics, missing).scan(source.unit(), null);
        }
        return missing;
    }

    /** Collects the names of variables and fields whose declared type is one of java.util.concurrent.atomic. */
    private static final class Atomics extends TreePathScanner<Void, Set<String>> {
        @Override
        public Void visitVariable(VariableTree variable, Set<String> names) {
            Tree type = variable.getType();
            if (type == null && variable.getInitializer() instanceof NewClassTree created) {
                type = created.getIdentifier();
            }
            if (type != null && ATOMIC.matcher(type.toString()).matches()) {
                names.add(variable.getName().toString());
            }
            return super.visitVariable(variable, names);
        }
    }

    private static final class Accesses extends TreePathScanner<Void, Void> {
        private final Source source;
        private final List<String> lines;
        private final Set<String> atomics;
        private final List<String> missing;

        Accesses(Source source, Set<String> atomics, List<String> missing) {
            this.source = source;
            this.lines = source.text().lines().toList();
            this.atomics = atomics;
            this.missing = missing;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            ExpressionTree method = call.getMethodSelect();
            if (method instanceof MemberSelectTree select) {
                String name = select.getIdentifier().toString();
                if (ORDERED.matcher(name).matches() || atomics.contains(lastName(select.getExpression()))) {
                    require(name + "()", method);
                }
            } else if (method instanceof IdentifierTree plain) {
                String name = plain.getName().toString();
                if (FENCE.matcher(name).matches() && ORDERED.matcher(name).matches()) {
                    require(name + "()", method);
                }
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void none) {
            String name = reference.getName().toString();
            if (ORDERED.matcher(name).matches() || atomics.contains(lastName(reference.getQualifierExpression()))) {
                require("::" + name, reference);
            }
            return super.visitMemberReference(reference, null);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            if (variable.getModifiers().getFlags().contains(Modifier.VOLATILE)) {
                require("volatile " + variable.getName(), variable.getType());
            }
            return super.visitVariable(variable, null);
        }

        private void require(String what, Tree use) {
            long own = source.line(source.positions().getEndPosition(source.unit(), use));
            long statement = source.line(source.positions().getStartPosition(source.unit(), enclosing()));
            if (!commentedAbove(own) && !commentedAbove(statement)) {
                missing.add(
                        source.at(own) + ": " + what + " has no \"// ORDER \" comment within three lines above;"
                                + " say its mode, what it publishes, its partner, what breaks without it, and the test that shows it");
            }
        }

        /** The statement, or the declaration, that holds the tree being visited. */
        private Tree enclosing() {
            TreePath path = getCurrentPath();
            while (path.getParentPath() != null && !(path.getLeaf() instanceof StatementTree)) {
                path = path.getParentPath();
            }
            return path.getLeaf() instanceof StatementTree
                    ? path.getLeaf()
                    : getCurrentPath().getLeaf();
        }

        private boolean commentedAbove(long line) {
            for (int above = (int) line - 1; above >= Math.max(1, line - REACH); above--) {
                for (int at = above; at >= 1 && text(at).startsWith("//"); at--) {
                    if (text(at).startsWith("// ORDER ")) {
                        return true;
                    }
                }
            }
            return false;
        }

        private String text(int line) {
            return lines.get(line - 1).strip();
        }

        private static String lastName(Tree receiver) {
            if (receiver instanceof IdentifierTree plain) {
                return plain.getName().toString();
            }
            if (receiver instanceof MemberSelectTree select) {
                return select.getIdentifier().toString();
            }
            if (receiver instanceof ArrayAccessTree element) {
                return lastName(element.getExpression());
            }
            return receiver instanceof ParenthesizedTree inner ? lastName(inner.getExpression()) : "";
        }
    }
}
