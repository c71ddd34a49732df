package org.maskflip.modelcheck.operational;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.maskflip.modelcheck.operational.Site.Facts;
import org.maskflip.modelcheck.program.CpuState;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Observation;

/**
 * What each CPU may still do from where it stands: which bytes it reads, stores and executes, and whom it signals. Fetch windows and
 * reductions rest on what is assumed; what an exploration finds beyond it makes it begin again with more assumed. All that is found
 * happens in some execution, and a reduced exploration in which nothing new turns up has met every state of every single CPU; so
 * nothing else happens, and the end does not depend on the way.
 */
final class Foresight {
    /** How far it looks. */
    enum Range {
        /** From where a CPU stands. */
        REMAINING,
        /** Everything that a CPU ever does. */
        WHOLE
    }

    private static final int LINK = 14;
    private static final int OLD_PSW = 16;

    private final GuestProgram program;
    private final int length;
    private final Range range;

    /** Per CPU: the first CPU that begins exactly like it; they share their sites. */
    private final int[] groups;

    // Found; guarded by this.
    private final Map<Site.Key, Site> sites = new TreeMap<>();
    private boolean isNew;
    private long found;
    private boolean isNamed;

    // Assumed; not changed during an exploration.
    private PlaceSet changing;
    private int[] changingPlaces = {};
    private boolean assumesNames;
    private boolean mayGoRound;

    Foresight(GuestProgram program, int[] groups, Range range) {
        this.program = program;
        this.groups = groups;
        this.range = range;
        length = program.contents().length;
        changing = new PlaceSet(length);
    }

    /** Whether something was found that is not assumed. */
    synchronized boolean isNew() {
        return isNew;
    }

    /** How many things were found so far. */
    synchronized long found() {
        return found;
    }

    private void noteNew() {
        isNew = true;
        found++;
    }

    /** The bytes that are both stored into and executed, ascending. */
    int[] changingCode() {
        return changingPlaces;
    }

    /** Whether any CPU signals another or asks for its own address: CPUs that begin alike do not stay so. */
    boolean isNamed() {
        return assumesNames;
    }

    /** Whether a CPU may come to a place again and again. */
    boolean mayGoRound() {
        return mayGoRound;
    }

    /** What a CPU may still do. */
    Facts future(MachineState state, int cpu) {
        return site(state.nodes[cpu]).future;
    }

    // ------------------------------------------------------------------------------------------------ finding

    /** A CPU begins at a state. */
    void begin(Node node) {
        site(node);
    }

    /** A CPU goes from state to state; whether this may close a loop. */
    boolean move(Node from, Node to) {
        Site here = site(from);
        Site there = site(to);
        if (here == there && to.state().answers() > from.state().answers()) {
            // A later moment of the same execution of an instruction.
            return false;
        }
        int way = here.way(there);
        if (way < 0) {
            found(here, there);
            return true;
        }
        return here.closes[way];
    }

    private synchronized void found(Site here, Site there) {
        if (!here.next.contains(there)) {
            here.next.add(there);
            noteNew();
        }
    }

    Site site(Node node) {
        Site known = node.site();
        return known != null ? known : enter(node);
    }

    private synchronized Site enter(Node node) {
        CpuState state = node.state();
        Site site = sites.computeIfAbsent(key(node.group(), state), key -> {
            noteNew();
            return new Site(key, length);
        });
        boolean isMore = note(site.own, node);
        isMore |= noteKill(site, state);
        if (isMore) {
            noteNew();
        }
        node.setSite(site);
        return site;
    }

    private Site.Key key(int group, CpuState state) {
        long link = state.gr(LINK);
        boolean isAddress = (link & 1) == 0 && program.index(link) >= 0;
        int interruption = state.interruption() == null
                ? 0
                : Site.Key.number(state.interruption().kind());
        return new Site.Key(group, state.instructionAddress(), isAddress ? link : 0, interruption);
    }

    /** An exchange of PSWs stores the old PSW before anything can fetch it. */
    private boolean noteKill(Site site, CpuState state) {
        if (state.interruption() == null || state.answers() > 0) {
            return false;
        }
        int place = program.index(state.prefix() + state.interruption().kind().oldPsw());
        boolean isSame = site.kills.isEmpty() || site.kills.has(place);
        if (!isSame) {
            throw new NotModeledException("a change of the prefix between interruptions at one place is not modeled");
        }
        return site.kills.add(place, OLD_PSW);
    }

    private boolean note(Facts facts, Node node) {
        Effect effect = node.effect();
        int place = node.place();
        int size = effect.size();
        return switch (effect.kind()) {
            case INSTRUCTION_FETCH -> facts.executes.add(place, size);
            case FETCH -> facts.reads.add(place, size);
            case STORE, STORE_BYTES -> facts.writes.add(place, size);
            case COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE -> {
                boolean isMore = facts.reads.add(place, size);
                isMore |= facts.writes.add(place, size);
                yield isMore;
            }
            case SIGNAL -> signal(facts, effect);
            case CPU_ADDRESS -> named();
            case SERIALIZE, SERIALIZE_INTERRUPTION, CHOICE, WAIT, END -> false;
        };
    }

    private boolean signal(Facts facts, Effect effect) {
        boolean isFirst = named();
        long bit = effect.address() < Long.SIZE ? 1L << effect.address() : 0;
        boolean isMore = switch ((int) effect.value()) {
            case Signals.SENSE, Signals.SENSE_RUNNING -> facts.signal(0, 0, bit);
            case Signals.EXTERNAL_CALL, Signals.EMERGENCY_SIGNAL -> facts.signal(bit, 0, 0);
            default -> facts.signal(0, bit, 0);
        };
        return isFirst || isMore;
    }

    private boolean named() {
        boolean isFirst = !isNamed;
        isNamed = true;
        return isFirst;
    }

    // ------------------------------------------------------------------------------------------------ assuming

    /** Assumes all that was found. While nobody explores. */
    synchronized void assume() {
        isNew = false;
        assumesNames = isNamed;
        List<Site> all = List.copyOf(sites.values());
        Facts whole = new Facts(length);
        all.forEach(site -> whole.addAll(site.own));
        changing = whole.executes.copy();
        changing.retainAll(whole.writes);
        changingPlaces = changing.toArray();
        all.forEach(Foresight::settleWays);
        loops(all);
        mayGoRound = all.stream().anyMatch(Site::mayClose);
        if (range == Range.REMAINING) {
            close(all);
            bury(all);
        } else {
            perGroup(all);
        }
        Map<PlaceSet, Integer> numbers = new HashMap<>();
        all.forEach(site -> site.future.limitChanges(changing, numbers));
    }

    private static void settleWays(Site site) {
        site.ways = site.next.toArray(new Site[0]);
        java.util.Arrays.sort(site.ways, java.util.Comparator.comparing(way -> way.key));
        site.closes = new boolean[site.ways.length];
    }

    private void perGroup(List<Site> all) {
        Map<Integer, Facts> sums = new HashMap<>();
        for (Site site : all) {
            sums.computeIfAbsent(site.key.group(), group -> new Facts(length)).addAll(site.own);
        }
        all.forEach(site -> site.future = sums.get(site.key.group()));
    }

    /** What follows a site is what it does and what follows its ways on: the least solution, by going round until nothing is new. */
    private static void close(List<Site> all) {
        Map<Site, List<Site>> before = new HashMap<>();
        for (Site site : all) {
            site.future = site.own.copy();
            for (Site to : site.ways) {
                before.computeIfAbsent(to, each -> new ArrayList<>()).add(site);
            }
        }
        Deque<Site> work = new ArrayDeque<>(all);
        Set<Site> waiting = new HashSet<>(all);
        while (!work.isEmpty()) {
            Site site = work.removeLast();
            waiting.remove(site);
            for (Site from : before.getOrDefault(site, List.of())) {
                if (from.future.addAll(site.future) && waiting.add(from)) {
                    work.addLast(from);
                }
            }
        }
    }

    /** Finds which bytes of a CPU's own are dead at each site: by going round from live ones until nothing is new. */
    private void bury(List<Site> all) {
        Map<Integer, PlaceSet> own = ownPlaces(all);
        Map<Site, List<Site>> before = new HashMap<>();
        for (Site site : all) {
            site.live = site.own.reads.copy();
            site.live.addAll(site.own.executes);
            for (Site to : site.ways) {
                before.computeIfAbsent(to, each -> new ArrayList<>()).add(site);
            }
        }
        Deque<Site> work = new ArrayDeque<>(all);
        while (!work.isEmpty()) {
            Site site = work.removeLast();
            PlaceSet exposed = site.live.copy();
            exposed.removeAll(site.kills);
            for (Site from : before.getOrDefault(site, List.of())) {
                if (from.live.addAll(exposed)) {
                    work.addLast(from);
                }
            }
        }
        Map<PlaceSet, Integer> numbers = new HashMap<>();
        for (Site site : all) {
            site.dead = own.get(site.key.group()).copy();
            site.dead.removeAll(site.live);
            site.deadNumber = Site.number(site.dead, numbers);
        }
    }

    /** Per group: the bytes that no CPU of another group touches, nor the outcome; none where several CPUs share the group. */
    private Map<Integer, PlaceSet> ownPlaces(List<Site> all) {
        Map<Integer, PlaceSet> touched = new HashMap<>();
        for (Site site : all) {
            PlaceSet places = touched.computeIfAbsent(site.key.group(), group -> new PlaceSet(length));
            places.addAll(site.own.reads);
            places.addAll(site.own.writes);
            places.addAll(site.own.executes);
        }
        Map<Integer, PlaceSet> own = new HashMap<>();
        for (int group : touched.keySet()) {
            PlaceSet places = new PlaceSet(length);
            if (java.util.Arrays.stream(groups).filter(each -> each == group).count() == 1) {
                places.addAll(touched.get(group));
            }
            touched.forEach((other, taken) -> {
                if (other != group) {
                    places.removeAll(taken);
                }
            });
            places.removeAll(observed());
            places.removeAll(changing);
            own.put(group, places);
        }
        return own;
    }

    private PlaceSet observed() {
        PlaceSet observed = new PlaceSet(length);
        for (Observation observation : program.observations()) {
            if (observation.isStorage()) {
                observed.add(program.index(observation.address()), observation.size());
            }
        }
        return observed;
    }

    /**
     * Marks ways so that every loop of an execution has a marked one: those that lead back to a site of a depth-first search's
     * present path. The way into an interruption that another CPU causes is not followed if that can happen only so often: who goes
     * round through one is signaled by a CPU that goes round, and so on back.
     */
    private void loops(List<Site> all) {
        long endless = endlesslySignaled(all);
        Map<Site, Integer> entered = new HashMap<>();
        for (Site root : all) {
            Deque<Site> path = new ArrayDeque<>();
            visit(root, path, entered);
            while (!path.isEmpty()) {
                Site site = path.peek();
                int way = entered.get(site);
                if (way >= site.ways.length) {
                    path.pop();
                    entered.put(site, Integer.MAX_VALUE);
                    continue;
                }
                entered.put(site, way + 1);
                boolean isInterrupted = site.ways[way].key.isSignaled() && !site.key.isSignaled();
                if (isInterrupted && (endless >>> site.key.group() & 1) == 0) {
                    continue;
                }
                Integer there = entered.get(site.ways[way]);
                site.closes[way] = there != null && there != Integer.MAX_VALUE;
                visit(site.ways[way], path, entered);
            }
        }
    }

    /** The groups of CPUs that may be signaled in a circle of CPUs, or from one. A bit per group. */
    private long endlesslySignaled(List<Site> all) {
        long[] signaled = new long[groups.length];
        for (Site site : all) {
            for (int cpu = 0; cpu < groups.length; cpu++) {
                boolean isSignaled = ((site.own.signals | site.own.orders) >>> cpu & 1) != 0;
                signaled[site.key.group()] |= isSignaled ? 1L << groups[cpu] : 0;
            }
        }
        for (int through = 0; through < groups.length; through++) {
            for (int from = 0; from < groups.length; from++) {
                signaled[from] |= (signaled[from] >>> through & 1) != 0 ? signaled[through] : 0;
            }
        }
        long endless = 0;
        for (int group = 0; group < groups.length; group++) {
            endless |= (signaled[group] >>> group & 1) != 0 ? 1L << group | signaled[group] : 0;
        }
        return endless;
    }

    private static void visit(Site site, Deque<Site> path, Map<Site, Integer> entered) {
        if (entered.putIfAbsent(site, 0) == null) {
            path.push(site);
        }
    }
}
