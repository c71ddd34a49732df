package org.maskflip.stress.drive;

import java.util.Locale;
import org.maskflip.stress.drive.Judgement.Verdict;

/** A report in the form that continuous integration reads: a test case per test, its outcomes as output. */
final class JunitXml {
    private JunitXml() {}

    /** The document. */
    static String of(Report report) {
        long failures = count(report, Verdict.FORBIDDEN) + count(report, Verdict.SILENT);
        long errors = count(report, Verdict.ERROR) + count(report, Verdict.NOT_RUN);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                "<testsuite name=\"maskflip-stress\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%d\">%n",
                report.judgements().size(), failures, errors, count(report, Verdict.SKIPPED), report.seconds()));
        for (Judgement each : report.judgements()) {
            append(xml, report, each);
        }
        return xml.append("</testsuite>\n").toString();
    }

    private static long count(Report report, Verdict verdict) {
        return report.judgements().stream()
                .filter(each -> each.verdict() == verdict)
                .count();
    }

    private static void append(StringBuilder xml, Report report, Judgement test) {
        int dot = test.test().lastIndexOf('.');
        xml.append(String.format(
                Locale.ROOT,
                "  <testcase classname=\"%s\" name=\"%s\" time=\"%.1f\">%n",
                escape(test.test().substring(0, dot)),
                escape(test.test().substring(dot + 1)),
                test.seconds()));
        String element = switch (test.verdict()) {
            case PASSED -> null;
            case FORBIDDEN, SILENT -> "failure";
            case ERROR, NOT_RUN -> "error";
            case SKIPPED -> "skipped";
        };
        if (element != null) {
            xml.append("    <").append(element).append(" message=\"").append(escape(report.reason(test)));
            xml.append("\">").append(escape(String.join("\n", test.messages())));
            xml.append("\nagain: ").append(escape(report.command(test)));
            xml.append("</").append(element).append(">\n");
        }
        xml.append("    <system-out>");
        if (test.isCrowded(report.processors())) {
            xml.append("unpinned: ").append(test.actors()).append(" actors take turns on ");
            xml.append(report.processors()).append(" processors\n");
        }
        test.lines().forEach(line -> xml.append(escape(Report.text(line))).append('\n'));
        xml.append("</system-out>\n  </testcase>\n");
    }

    /** Text without what XML gives a meaning, and without characters that it cannot hold. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default ->
                    escaped.appendCodePoint(
                            point >= ' ' && point < 0xD800
                                            || point == '\n'
                                            || point == '\t'
                                            || point > 0xDFFF && point < 0xFFFE
                                    ? point
                                    : '?');
            }
        });
        return escaped.toString();
    }
}
