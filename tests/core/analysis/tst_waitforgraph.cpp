// SPDX-License-Identifier: GPL-3.0-or-later
// Rings in the wait-for graph and threads that nothing can let go on: against searches that are slow and
// plain, on random snapshots with all kinds of waits.
#include "core/analysis/deadlock/knots.h"
#include "core/analysis/deadlock/reduction.h"
#include "core/analysis/randomtangle.h"
#include "core/analysis/waitfor/components.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace lockstep;

namespace {

// Whether some order of events lets the thread finish: a fixed point, asked of everybody until nothing
// changes.
std::set<ThreadId> naiveLive(const Moment& moment, const WaitForGraph& graph, const Trace& trace) {
    std::set<ThreadId> live;
    for (bool changed = true; changed;) {
        changed = false;
        for (const ThreadMoment& thread : moment.threads()) {
            if (!thread.isAlive() || live.contains(thread.id)) continue;
            const auto isLive = [&](ThreadId id) { return live.contains(id); };
            bool canGo = !thread.isParkedOnObject() || thread.hasTimeLimit;
            if (!canGo) {
                const ObjectMoment& object = moment.object(thread.parkedOn);
                const ObjectInfo& info = trace.object(object.id).info;
                const Need& need = *graph.needOf(thread.id);
                const auto holders = object.holders();
                const auto finds = [&](const Member& member) { return isLive(member.thread); };
                switch (info.kind) {
                case ObjectKind::Mutex: canGo = std::ranges::all_of(holders, finds); break;
                case ObjectKind::SharedMutex:
                    canGo = thread.wants == EventKind::AcquireShared || std::ranges::all_of(holders, finds);
                    break;
                case ObjectKind::Thread:
                    canGo =
                        moment.thread(info.thread).state == ThreadState::Terminated || isLive(info.thread);
                    break;
                case ObjectKind::Barrier: {
                    long further = 0;
                    for (const ThreadMoment& other : moment.threads())
                        further += isLive(other.id) &&
                                   std::ranges::count(object.line, other.id, &Member::thread) == 0;
                    canGo = object.line.empty() || further + std::ssize(object.line) >= info.capacity;
                    break;
                }
                default:
                    canGo = need.count == 0 ||
                            (need.evidence == Evidence::Certain ? std::ranges::any_of(*need.helpers, isLive)
                                                                : !live.empty());
                }
            }
            if (canGo) changed = live.insert(thread.id).second;
        }
    }
    return live;
}

// Every thread that comes back to itself along "cannot do without".
std::set<ThreadId> onNaiveRings(const WaitForGraph& graph, const Moment& moment) {
    std::set<ThreadId> found;
    for (const ThreadMoment& start : moment.threads()) {
        std::set<ThreadId> reached;
        std::vector<ThreadId> open{start.id};
        while (!open.empty()) {
            const Need* need = graph.needOf(open.back());
            open.pop_back();
            if (!need || need->hasTimeLimit || !need->needsAll()) continue;
            for (const ThreadId helper : *need->helpers)
                if (reached.insert(helper).second) open.push_back(helper);
        }
        if (reached.contains(start.id)) found.insert(start.id);
    }
    return found;
}

std::size_t naiveShortest(const Adjacency& graph, std::uint32_t start) {
    std::vector<std::size_t> steps(graph.size(), 0);
    Nodes layer{start};
    for (std::size_t depth = 1; !layer.empty(); ++depth) {
        Nodes next;
        for (const std::uint32_t node : layer)
            for (const std::uint32_t to : graph[node]) {
                if (to == start) return depth;
                if (steps[to] == 0) steps[to] = depth, next.push_back(to);
            }
        layer = next;
    }
    return 0;
}

Adjacency randomGraph() {
    const auto nodes = *rc::gen::inRange<std::uint32_t>(1, 9);
    Adjacency graph(nodes);
    for (auto edges = *rc::gen::inRange(0, 16); edges > 0; --edges)
        graph[*rc::gen::inRange<std::uint32_t>(0, nodes)].push_back(
            *rc::gen::inRange<std::uint32_t>(0, nodes));
    return graph;
}

} // namespace

class WaitForGraphTest : public QObject {
    Q_OBJECT
private slots:
    void aWriterNeedsEveryReader() {
        TraceBuilder b;
        b.addThreads({"A", "B", "W"}).addShared("rw").acquireShared("A", "rw").acquireShared("B", "rw");
        b.acquireShared("A", "rw").at(10).wait("W", "rw");
        const Need need = needOf(b, "W");
        QCOMPARE(*need.helpers, (std::vector{b.thread("A"), b.thread("B")}));
        QVERIFY(need.needsAll());
    }

    void aReaderNeedsTheWritersInLineBeforeIt() {
        TraceBuilder b;
        b.addThreads({"A", "W", "R"}).addShared("rw", SharedPolicy::PreferWriters).acquireShared("A", "rw");
        b.at(10).arrive("W", "rw", 1).wait("W", "rw").waitShared("R", "rw");
        QCOMPARE(*needOf(b, "R").helpers, std::vector{b.thread("W")});
        QCOMPARE(*needOf(b, "W").helpers, std::vector{b.thread("A")});
    }

    void whereAllKeepInLineNobodyNeedsThoseBehind() {
        TraceBuilder b;
        b.addThreads({"A", "W", "R", "S", "V"}).addShared("rw", SharedPolicy::Fair).acquireShared("A", "rw");
        b.at(10).arrive("W", "rw", 1).wait("W", "rw").arrive("R", "rw", 2).waitShared("R", "rw");
        b.arrive("S", "rw", 3).waitShared("S", "rw").arrive("V", "rw", 4).wait("V", "rw");
        QCOMPARE(*needOf(b, "W").helpers, std::vector{b.thread("A")});
        QCOMPARE(*needOf(b, "R").helpers, std::vector{b.thread("W")});
        QCOMPARE(*needOf(b, "S").helpers, std::vector{b.thread("W")});
        QCOMPARE(*needOf(b, "V").helpers,
                 (std::vector{b.thread("A"), b.thread("W"), b.thread("R"), b.thread("S")}));
    }

    void aBarrierNeedsAsManyFurtherThreadsAsAreMissing() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C", "D"}).addBarrier("all", 3).at(10).arrive("A", "all", 1).wait("A", "all");
        const Need need = needOf(b, "A");
        QCOMPARE(need.count, std::size_t{2});
        QCOMPARE(*need.helpers, (std::vector{b.thread("B"), b.thread("C"), b.thread("D")}));
        b.arrive("B", "all", 2).arrive("C", "all", 3);
        QCOMPARE(needOf(b, "A").count, std::size_t{0}); // its generation is complete
    }

    void whoHasArrivedAtABarrierIsNoFurtherParty() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addBarrier("all", 3).at(10).arrive("A", "all", 1).wait("A", "all");
        b.arrive("B", "all", 2).wait("B", "all", 0, 500).exit("C"); // B will give up, and A has nobody then
        QCOMPARE(irreducibleThreads(b.trace(), Moment(b.trace(), b.last())), std::vector{b.thread("A")});
    }

    void promisedOnesCountAloneElseWhoHasDoneItElseAnybody() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C", "D"}).addQueue("q").at(10).wait("A", "q").work("B", 1);
        QCOMPARE(needOf(b, "A").evidence, Evidence::Anyone);
        b.put("B", "q").take("C", "q").work("B", 1).work("C", 1);
        QCOMPARE(needOf(b, "A").evidence, Evidence::Signalled);
        QCOMPARE(*needOf(b, "A").helpers, std::vector{b.thread("B")});
        b.promiseSignallers("q", {"D"});
        QCOMPARE(needOf(b, "A").evidence, Evidence::Certain);
        QCOMPARE(*needOf(b, "A").helpers, std::vector{b.thread("D")});
    }

    void whoeverMayBeAboutToPassItOnIsWaitedFor() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addSemaphore("s", 0).promiseSignallers("s", {"C"});
        b.at(10)
            .wait("A", "s")
            .wait("B", "s")
            .release("C", "s")
            .release("C", "s")
            .wake("C", "s", "A")
            .exit("C");
        QCOMPARE(needOf(b, "B").count, std::size_t{0}); // A was woken and wakes B
        b.acquire("A", "s").work("A", 1);
        QCOMPARE(needOf(b, "B").count, std::size_t{1});
    }

    void aThreadThatIsNotStartedNeedsItsMakerOrWhomeverThatOneHasHandedItTo() {
        TraceBuilder b;
        b.addThreads({"Main"}).addThread("T", "Main").addLatch("done", 1).promiseSignallers("done", {"T"});
        b.at(10).wait("Main", "done");
        const Moment moment(b.trace(), b.last());
        const WaitForGraph graph(b.trace(), moment);
        QCOMPARE(graph.needs().size(), std::size_t{1});
        QCOMPARE(*graph.births()[0].helpers, std::vector{b.thread("Main")});
        QVERIFY(graph.births()[0].isOpenToAll);
        QCOMPARE(graph.births()[0].count, std::size_t{1});
        QVERIFY(graph.rings().empty());
        QCOMPARE(irreducibleThreads(b.trace(), moment), std::vector{b.thread("Main")}); // nobody is left
        b.at(20).addThreads({"Helper"});
        QVERIFY(irreducibleThreads(b.trace(), Moment(b.trace(), b.last())).empty());
    }

    void componentsAreThoseOfPlainReachability() {
        QVERIFY(rc::check("two nodes are in one component when each reaches the other", [] {
            const Adjacency graph = randomGraph();
            std::vector<std::set<std::uint32_t>> reach(graph.size());
            for (std::uint32_t start = 0; start < graph.size(); ++start) {
                Nodes open{start};
                while (!open.empty()) {
                    const std::uint32_t node = open.back();
                    open.pop_back();
                    if (!reach[start].insert(node).second) continue;
                    open.insert(open.end(), graph[node].begin(), graph[node].end());
                }
            }
            std::size_t count = 0;
            std::set<std::uint32_t> before;
            for (const Nodes& component : components(graph)) {
                count += component.size();
                before.insert(component.begin(), component.end());
                for (const std::uint32_t a : component) {
                    for (std::uint32_t b = 0; b < graph.size(); ++b) {
                        const bool isTogether = std::ranges::count(component, b) > 0;
                        RC_ASSERT(isTogether == (reach[a].contains(b) && reach[b].contains(a)));
                        RC_ASSERT(!reach[a].contains(b) || before.contains(b)); // sinks first
                    }
                }
            }
            RC_ASSERT(count == graph.size());
        }));
    }

    void aRingIsAShortestOfItsComponent() {
        QVERIFY(rc::check("as found by trying every start", [] {
            const Adjacency graph = randomGraph();
            for (const Nodes& component : components(graph)) {
                std::size_t shortest = 0;
                for (const std::uint32_t node : component) {
                    const std::size_t length = naiveShortest(graph, node);
                    if (length > 0 && (shortest == 0 || length < shortest)) shortest = length;
                }
                const Nodes ring = shortestRing(graph, component);
                RC_ASSERT(ring.size() == shortest);
                for (std::size_t i = 0; i < ring.size(); ++i)
                    RC_ASSERT(std::ranges::count(graph[ring[i]], ring[(i + 1) % ring.size()]) > 0);
            }
        }));
    }

    void ringsAreClosedDisjointSmallestFirstAndInEveryTangleThatHasOne() {
        QVERIFY(rc::check("rings against plain reachability", [] {
            const RandomTangle tangle;
            const Moment moment(tangle.b.trace(), tangle.b.last());
            const WaitForGraph graph(tangle.b.trace(), moment);
            const std::set<ThreadId> onRings = onNaiveRings(graph, moment);
            std::set<ThreadId> seen;
            std::size_t size = 0;
            for (const Ring& ring : graph.rings()) {
                RC_ASSERT(ring.size() >= size);
                size = ring.size();
                for (std::size_t i = 0; i < ring.size(); ++i) {
                    RC_ASSERT(ring[i].holder == ring[(i + 1) % ring.size()].waiter);
                    RC_ASSERT(onRings.contains(ring[i].waiter) && seen.insert(ring[i].waiter).second);
                }
                RC_ASSERT(ring.front().waiter == std::ranges::min(ring, {}, &WaitEdge::waiter).waiter);
            }
            RC_ASSERT(seen.empty() == onRings.empty());
        }));
    }

    void whoIsStuckIsWhoNoOrderOfEventsLetsFinish() {
        QVERIFY(rc::check("irreducible threads are those of a plain search", [] {
            const RandomTangle tangle;
            const Moment moment(tangle.b.trace(), tangle.b.last());
            const WaitForGraph graph(tangle.b.trace(), moment);
            const auto stuck = irreducibleThreads(tangle.b.trace(), moment);
            const std::set<ThreadId> live = naiveLive(moment, graph, tangle.b.trace());
            for (const ThreadMoment& thread : moment.threads()) {
                const bool isStuck = thread.isAlive() && !live.contains(thread.id);
                RC_ASSERT(isStuck == (std::ranges::count(stuck, thread.id) == 1));
            }
        }));
    }

    void untyingTheKnotsLetsEverybodyGoAndEachOfThemIsNeeded() {
        QVERIFY(rc::check("knots are the independent causes", [] {
            const RandomTangle tangle;
            const Moment moment(tangle.b.trace(), tangle.b.last());
            const WaitForGraph graph(tangle.b.trace(), moment);
            std::vector<Knot> knots = knotsOf(tangle.b.trace(), moment, graph);
            std::erase_if(knots, &Knot::isSuspected);
            for (std::size_t without = 0; without <= knots.size(); ++without) {
                std::vector<ThreadId> freed;
                for (std::size_t i = 0; i < knots.size(); ++i)
                    if (i != without)
                        freed.insert(freed.end(), knots[i].threads.begin(), knots[i].threads.end());
                const Reduction rest(moment, graph, Trust::Anyone, freed);
                RC_ASSERT(without < knots.size() || rest.stuck().empty());
            }
            const auto stuck = irreducibleThreads(tangle.b.trace(), moment);
            RC_ASSERT(stuck.empty() == knots.empty());
            for (const Knot& knot : knots)
                for (const ThreadId thread : knot.threads) RC_ASSERT(std::ranges::count(stuck, thread) == 1);
        }));
    }

private:
    static Need needOf(const TraceBuilder& b, const char* thread) {
        const Moment moment(b.trace(), b.last());
        return *WaitForGraph(b.trace(), moment).needOf(b.thread(thread));
    }
};

QTEST_GUILESS_MAIN(WaitForGraphTest)
#include "tst_waitforgraph.moc"
