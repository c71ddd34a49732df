package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.axiomatic.Event.Origin;
import org.maskflip.modelcheck.axiomatic.ExecutionGraph.Edge;
import org.maskflip.modelcheck.axiomatic.ExecutionGraph.Reason;
import org.maskflip.modelcheck.axiomatic.Picture.Arrow;
import org.maskflip.modelcheck.axiomatic.Picture.Box;
import org.maskflip.modelcheck.axiomatic.Picture.Weight;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.InstructionText;

/** Puts executions and broken axioms into words and pictures. */
final class Explainer {
    private final GuestProgram program;
    private final InstructionText text;
    private final byte[] contents;

    Explainer(GuestProgram program) {
        this.program = program;
        text = new InstructionText(program);
        contents = program.contents();
    }

    /** An allowed outcome: an execution that has it, in an order in which everything can happen. */
    Explanation allowed(Solution solution, Set<Variation> variations, long candidates) {
        ExecutionGraph graph = graph(solution, variations);
        Candidate candidate = graph.candidate();
        List<String> lines = new ArrayList<>();
        lines.add("allowed; an execution, in the order in which its events can happen:");
        for (int event : solution.extension()) {
            lines.add("  " + sentence(candidate, event) + from(solution, event));
        }
        List<Edge> shown = new ArrayList<>();
        for (Edge edge : graph.all()) {
            boolean isShown = switch (edge.rule()) {
                case RF, IRF, F_REAL, CO, FR, IFR -> true;
                default -> false;
            };
            if (isShown) {
                shown.add(edge);
            }
        }
        return new Explanation(
                Explanation.Verdict.ALLOWED,
                lines,
                picture(program.name() + ": allowed", candidate, shown, List.of()),
                candidates);
    }

    private static ExecutionGraph graph(Solution solution, Set<Variation> variations) {
        Candidate candidate = solution.candidate();
        int[] sources = new int[candidate.itemCount()];
        for (int item = 0; item < sources.length; item++) {
            sources[item] = solution.source(item);
        }
        int[] position = new int[candidate.size()];
        int[] sorted = solution.extension();
        for (int i = 0; i < sorted.length; i++) {
            position[sorted[i]] = i;
        }
        return new ExecutionGraph(candidate, variations, sources, position);
    }

    private static String from(Solution solution, int event) {
        Candidate candidate = solution.candidate();
        Set<String> sources = new TreeSet<>();
        for (int item = 0; item < candidate.itemCount(); item++) {
            if (candidate.item(item).event() == event) {
                int source = solution.source(item);
                sources.add(
                        source == Candidate.INITIAL
                                ? "the initial state"
                                : "CPU " + candidate.event(source).cpu());
            }
        }
        return sources.isEmpty() ? "" : " from " + String.join(" and ", sources);
    }

    /** A forbidden outcome: the candidate that is hardest to refute, and what refutes it. */
    Explanation forbidden(ExecutionGraph graph, Reason reason, long candidates) {
        Candidate candidate = graph.candidate();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "forbidden; each of %,d candidate executions breaks an axiom. The one nearest to an execution breaks:",
                candidates));
        lines.add("  " + reason.axiom() + ", by " + rules(reason.edges()));
        for (Edge edge : reason.edges()) {
            lines.add("  " + sentence(candidate, edge.from()));
            lines.add("    --" + edge.rule() + "-->");
        }
        lines.add("  "
                + sentence(
                        candidate, reason.edges().get(reason.edges().size() - 1).to()));
        String title = program.name() + ": forbidden by " + reason.axiom();
        return new Explanation(
                Explanation.Verdict.FORBIDDEN, lines, picture(title, candidate, List.of(), reason.edges()), candidates);
    }

    private static String rules(Collection<Edge> edges) {
        return edges.stream().map(edge -> edge.rule().toString()).distinct().collect(Collectors.joining(", "));
    }

    private Picture picture(String title, Candidate candidate, List<Edge> shown, List<Edge> cycle) {
        List<Box> boxes = new ArrayList<>();
        int row = 0;
        for (int i = 0; i < candidate.size(); i++) {
            int number = i;
            Event event = candidate.event(i);
            row = i > 0 && candidate.event(i - 1).cpu() == event.cpu() ? row + 1 : 0;
            boolean isMarked = cycle.stream().anyMatch(edge -> edge.from() == number || edge.to() == number);
            boxes.add(new Box(
                    event.cpu(), row, instruction(candidate, i), words(event), isMarked ? Weight.CYCLE : Weight.PLAIN));
        }
        List<Arrow> arrows = new ArrayList<>();
        for (Edge edge : cycle) {
            arrows.add(new Arrow(edge.from(), edge.to(), edge.rule().toString(), Weight.CYCLE));
        }
        for (Edge edge : shown) {
            arrows.add(new Arrow(edge.from(), edge.to(), edge.rule().toString(), Weight.PLAIN));
        }
        for (int i = 1; i < candidate.size(); i++) {
            if (candidate.event(i - 1).cpu() == candidate.event(i).cpu()) {
                arrows.add(new Arrow(i - 1, i, "po", Weight.PLAIN));
            }
        }
        return new Picture(title, candidate.traces().size(), boxes, arrows);
    }

    private String sentence(Candidate candidate, int event) {
        return "CPU " + candidate.event(event).cpu() + "  " + instruction(candidate, event) + "  "
                + words(candidate.event(event));
    }

    private String words(Event event) {
        if (event.is(Kind.S)) {
            return "S serialization";
        }
        return String.format("%s [%x] = %s", event.kind(), program.address(event.place()), event.digits());
    }

    private String instruction(Candidate candidate, int event) {
        Origin own = candidate.event(event).origin();
        Origin fullest = own;
        for (int i = 0; i < candidate.size(); i++) {
            Origin each = candidate.event(i).origin();
            if (candidate.event(i).cpu() == candidate.event(event).cpu()
                    && each.number() == own.number()
                    && each.length() > fullest.length()) {
                fullest = each;
            }
        }
        return String.format("%x: %s", own.address(), text.of(completed(fullest), own.address()));
    }

    /** With the initial bytes behind those that are known. */
    private long completed(Origin origin) {
        long bytes = origin.bytes();
        int place = program.index(origin.address());
        for (int i = origin.length(); i < 6 && place >= 0 && place + i < contents.length; i++) {
            bytes |= (contents[place + i] & 0xFFL) << 56 - 8 * i;
        }
        return bytes;
    }

    /** Without a candidate. */
    static Explanation none() {
        return new Explanation(
                Explanation.Verdict.NO_CANDIDATE,
                List.of("forbidden; whatever the fetches take of what is stored, no execution ends so"),
                null,
                0);
    }

    /** Not decided. */
    static Explanation unknown(String why) {
        return new Explanation(Explanation.Verdict.UNKNOWN, Collections.singletonList("UNKNOWN: " + why), null, 0);
    }
}
