package org.maskflip.emulator.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCommentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "H.getAcquire(this)",
                "H.setRelease(this, 1)",
                "H.getOpaque(this)",
                "H.setOpaque(this, 1)",
                "H.getVolatile(this)",
                "H.setVolatile(this, 1)",
                "H.compareAndSet(this, 0, 1)",
                "H.compareAndExchangeAcquire(this, 0, 1)",
                "H.weakCompareAndSetPlain(this, 0, 1)",
                "H.getAndAddRelease(this, 1)",
                "H.getAndSet(this, 1)",
                "H.getAndBitwiseOr(this, 1)",
                "VarHandle.fullFence()",
                "storeStoreFence()",
                "count.get()",
                "this.count.set(1)",
                "slots[3].lazySet(1)",
                "use(H::getAcquire)",
                "use(count::get)",
            })
    void orderedAccess_withoutComment_isFound(String access) {
        assertThat(missing(access)).singleElement().asString().startsWith("X.java:5: ");
        assertThat(missing("// ORDER mode: why", access)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H.get(this)", "H.set(this, 1)", "list.get(0)", "stateAcquire()", "list.set(0, 1)"})
    void plainAccess_needsNoComment(String access) {
        assertThat(missing(access)).isEmpty();
    }

    @Test
    void volatileField_needsComment() {
        assertThat(scan("class X {\n    private volatile int a;\n}\n"))
                .singleElement()
                .asString()
                .contains("volatile a");
        assertThat(scan("class X {\n    // ORDER volatile: why\n    private volatile int a;\n}\n"))
                .isEmpty();
    }

    @Test
    void comment_mayContinue() {
        assertThat(missing(
                        "// ORDER release: publishes",
                        "//   Without it: nothing",
                        "//   Shown by: T",
                        "H.setRelease(this, 1)"))
                .isEmpty();
    }

    @Test
    void comment_threeLinesAbove_reaches_fourDoesNot() {
        assertThat(missing("// ORDER release: why", "a()", "b()", "H.setRelease(this, 1)"))
                .isEmpty();
        assertThat(missing("// ORDER release: why", "a()", "b()", "c()", "H.setRelease(this, 1)"))
                .hasSize(1);
    }

    @Test
    void comment_ofAnotherKind_doesNotCount() {
        assertThat(missing("// In order", "H.setRelease(this, 1)")).hasSize(1);
        assertThat(missing("/* // ORDER release */", "H.setRelease(this, 1)")).hasSize(1);
    }

    @Test
    void comment_aboveLongStatement_reachesItsEnd() {
        assertThat(missing("// ORDER acquire: why", "long a = first(\n1,\n2,\n3,\n4) + (long) H.getAcquire(this)"))
                .isEmpty();
    }

    @Test
    void name_inStringOrComment_isNoAccess() {
        assertThat(missing("String s = \"H.getAcquire(this)\"", "// H.getAcquire(this)"))
                .isEmpty();
    }

    private static List<String> missing(String... statements) {
        StringBuilder text = new StringBuilder("class X {\n  VarHandle H; AtomicInteger count; AtomicLong[] slots;\n"
                + "  List<Integer> list;\n  void m() {\n");
        for (String statement : statements) {
            text.append(statement).append(statement.startsWith("/") ? "\n" : ";\n");
        }
        return scan(text.append("  }\n}\n").toString());
    }

    private static List<String> scan(String text) {
        return OrderComments.missing(List.of(JavaSources.ofText("X.java", text)));
    }
}
