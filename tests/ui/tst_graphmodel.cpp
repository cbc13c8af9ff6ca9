// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/model/graphmodel.h"

#include "graphtraces.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

GraphModel modelAt(const TraceBuilder& built, EventIndex cursor) {
    return GraphModel::of(built.trace(), cursor, GraphPlaces(built.trace()));
}
GraphModel modelAtEnd(const TraceBuilder& built) {
    return modelAt(built, built.last());
}

const GraphNode& nodeNamed(const GraphModel& model, const QString& name) {
    for (const GraphNode& node : model.nodes)
        if (node.name == name) return node;
    throw std::out_of_range(name.toStdString());
}

const GraphEdge* edgeBetween(const GraphModel& model, const QString& from, const QString& to) {
    for (const GraphEdge& edge : model.edges)
        if (model.nodes[edge.from].name == from && model.nodes[edge.to].name == to) return &edge;
    return nullptr;
}

} // namespace

class GraphModelTest : public QObject {
    Q_OBJECT
private slots:
    void aRingIsNamedInWords() {
        const TwoLocksDeadlock built;
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(model.rings.size(), std::size_t{1});
        QVERIFY(model.rings[0].isClosed);
        QCOMPARE(
            model.rings[0].sentence,
            "Deadlock: Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; Worker 2 waits "
            "for `lock1`.");
        QCOMPARE(model.rings[0].title, "Deadlock: Worker 1, Worker 2");
        QVERIFY(model.description.startsWith(model.rings[0].sentence));
        QVERIFY(nodeNamed(model, "Worker 1").isDeadlocked);
        QVERIFY(nodeNamed(model, "lock1").isDeadlocked);
        QVERIFY(!nodeNamed(model, "main").isDeadlocked);
    }

    // Both wait for the one lock, one of them in line behind the other.
    void whereTwoWaitForTheSameAllEdgesAreThoseOfTheDeadlock() {
        TraceBuilder built;
        built.addThreads({"Reader", "Writer"}).addShared("rw", SharedPolicy::PreferWriters);
        built.at(10).acquireShared("Reader", "rw").arrive("Writer", "rw", 1).wait("Writer", "rw");
        built.arrive("Reader", "rw", 2).waitShared("Reader", "rw");
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(model.rings.size(), std::size_t{1});
        QCOMPARE(model.rings[0].isThreadSeat.size(), std::size_t{3}); // the lock once
        QCOMPARE(model.edges.size(), std::size_t{3});
        for (const GraphEdge& edge : model.edges) QVERIFY(edge.isInRing);
    }

    void aBarrierAndALatchSayWhatIsMissing() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addBarrier("all", 3).addLatch("loaded", 2);
        built.arrive("A", "all", 1).wait("A", "all").countDown("B", "loaded").wait("B", "loaded");
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(nodeNamed(model, "all").detail, "1 of 3 there");
        QCOMPARE(nodeNamed(model, "loaded").detail, "1 to go");
    }

    void withNobodyAliveItSaysWhetherThatIsBeforeOrAfter() {
        TraceBuilder built;
        built.addThreads({"A"}).exit("A");
        QCOMPARE(modelAt(built, EventIndex{0}).quiet, "No thread has started yet.");
        QVERIFY(modelAtEnd(built).quiet.startsWith("All threads have ended."));
    }

    void aLockThatIsGoneKeepsNoThreadInThePicture() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").exit("A");
        QCOMPARE(nodeNamed(modelAtEnd(built), "A").detail, "terminated");
        built.destroy("B", "l").exit("B");
        QVERIFY(modelAtEnd(built).nodes.empty());
    }

    void beforeTheLastWaitTheRingIsOpen() {
        const TwoLocksDeadlock built;
        const GraphModel model = modelAt(built, built.beforeIt);
        QCOMPARE(model.rings.size(), std::size_t{1});
        QVERIFY(!model.rings[0].isClosed);
        QVERIFY(!nodeNamed(model, "Worker 1").isDeadlocked);
        QVERIFY(!model.description.contains("Deadlock"));
    }

    void holdsWaitsAndJoinsAreEdgesWithTheirLines() {
        const TwoLocksDeadlock built;
        const GraphModel model = modelAtEnd(built);
        const GraphEdge* holds = edgeBetween(model, "lock1", "Worker 1");
        QVERIFY(holds && holds->kind == GraphEdgeKind::Holds && holds->isInRing);
        QCOMPARE(holds->site, "two_locks.cpp:24");
        const GraphEdge* waits = edgeBetween(model, "Worker 1", "lock2");
        QVERIFY(waits && waits->kind == GraphEdgeKind::WaitsFor && waits->isBlocked && waits->isInRing);
        QCOMPARE(waits->site, "two_locks.cpp:31");
        const GraphEdge* joins = edgeBetween(model, "main", "Worker 1");
        QVERIFY(joins && joins->kind == GraphEdgeKind::Joins && !joins->isBlocked && !joins->isInRing);
        QCOMPARE(model.edges.size(), std::size_t{5});
    }

    // Each puts into the other's full queue, and only the other may empty it.
    void fullQueuesInARingAreARingToo() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addQueue("to A", 1).addQueue("to B", 1);
        built.promiseTakers("to A", {"A"}).promiseTakers("to B", {"B"});
        built.put("A", "to B", 1).put("B", "to A", 1).wait("A", "to B");
        const EventIndex before = built.last();
        built.wait("B", "to A");
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(model.rings.size(), std::size_t{1});
        QVERIFY(model.rings[0].isClosed && model.needsAnybody);
        for (const auto& [from, to] : {std::pair("A", "to B"), {"to B", "B"}, {"B", "to A"}, {"to A", "A"}}) {
            const GraphEdge* edge = edgeBetween(model, from, to);
            QVERIFY2(edge && edge->isInRing, from);
            QCOMPARE(edge->kind == GraphEdgeKind::Needs, QString(from).startsWith("to "));
        }
        QCOMPARE(model.caption, QString()); // the ring says it
        const GraphModel open = modelAt(built, before);
        QVERIFY(!open.rings[0].isClosed);
        QVERIFY(edgeBetween(open, "to B", "B") && !edgeBetween(open, "to A", "A"));
    }

    void nodesSayTheirStateAndHolder() {
        const TwoLocksDeadlock built;
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(nodeNamed(model, "Worker 1").detail, "blocked");
        QCOMPARE(nodeNamed(model, "Worker 1").sentence,
                 "Worker 1 waits for `lock2` at two_locks.cpp:31, held by Worker 2. It holds `lock1`.");
        QCOMPARE(nodeNamed(model, "main").sentence,
                 "main waits for the end of Worker 1 at two_locks.cpp:42.");
        QCOMPARE(nodeNamed(model, "lock1").detail, "held by Worker 1");
        QCOMPARE(nodeNamed(model, "lock1").kindName, "mutex");
        QCOMPARE(nodeNamed(model, "lock1").lock, LockState::HeldAndWanted);
        QCOMPARE(nodeNamed(model, "lock1").sentence,
                 "Mutex `lock1`: held by Worker 1 since two_locks.cpp:24; waiting: Worker 2.");
    }

    void whenNothingIsHeldItSaysSoAndLocksStayMuted() {
        TraceBuilder built;
        built.addThreads({"A"}).addLocks({"lock"});
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(model.quiet, "Nobody waits and nobody holds a lock at this moment.");
        QVERIFY(nodeNamed(model, "lock").isMuted);
        QCOMPARE(nodeNamed(model, "lock").detail, "free");
        QVERIFY(model.description.contains(model.quiet));
    }

    void withoutAMomentItSaysThatNothingHasHappened() {
        const GraphModel model = GraphModel::empty();
        QCOMPARE(model.quiet, "Nothing has happened yet.");
        QCOMPARE(model.description, model.quiet);
        QVERIFY(model.nodes.empty());
    }

    void onlyThreadsAliveAreShownAndWhoEndedWithALock() {
        TraceBuilder built;
        built.addThreads({"A", "B", "C"}).addLocks({"lock"}).acquire("B", "lock", 3).exit("A").exit("B");
        built.addThread("Unborn");
        const GraphModel model = modelAtEnd(built);
        QVERIFY(!model.indexOf(built.thread("A")));
        QVERIFY(model.indexOf(built.thread("B")));
        QVERIFY(model.indexOf(built.thread("C")));
        QVERIFY(!model.indexOf(built.thread("Unborn")));
    }

    void aDestroyedLockIsGone() {
        TraceBuilder built;
        built.addThreads({"A"}).addLocks({"lock"});
        const EventIndex before = built.last();
        built.destroy("A", "lock");
        QVERIFY(modelAt(built, before).indexOf(built.object("lock")));
        QVERIFY(!modelAtEnd(built).indexOf(built.object("lock")));
    }

    void aFutureIsShownWhileItIsWaitedFor() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).add(ObjectKind::Future, "answer");
        QVERIFY(!modelAtEnd(built).indexOf(built.object("answer")));
        built.wait("A", "answer", 7);
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(nodeNamed(model, "answer").detail, "no value yet");
        QVERIFY(edgeBetween(model, "A", "answer"));
    }

    void aFullQueueSaysHowFull() {
        TraceBuilder built;
        built.addThreads({"A"}).addQueue("jobs", 2).put("A", "jobs").put("A", "jobs").wait("A", "jobs", 3);
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(nodeNamed(model, "jobs").detail, "full: 2 of 2");
        QCOMPARE(nodeNamed(model, "jobs").fill, std::optional(1.0));
    }

    void aDeadlockThatIsNoRingIsToldBelow() {
        TraceBuilder built;
        built.addThreads({"Consumer"}).addQueue("jobs").wait("Consumer", "jobs", 9);
        const GraphModel model = modelAtEnd(built);
        QVERIFY(model.rings.empty());
        QCOMPARE(model.caption, "Deadlock: Consumer waits to take from `jobs`, which is empty, and no thread "
                                "is left that can put something into it.");
        QVERIFY(nodeNamed(model, "Consumer").isDeadlocked);
        QCOMPARE(model.roomForCaption, model.caption);
    }

    void aTimedWaitIsNoRing() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addLocks({"x", "y"}).acquire("A", "x").acquire("B", "y");
        built.wait("A", "y", 3, 1000).wait("B", "x", 4);
        const GraphModel model = modelAtEnd(built);
        QVERIFY(model.rings.empty());
        QVERIFY(nodeNamed(model, "A").sentence.contains("it will give up by itself"));
    }

    void severalRingsStandSmallestFirst() {
        TraceBuilder built;
        built.addThreads({"A", "B", "C", "D", "E"}).addLocks({"a", "b", "c", "d", "e"});
        for (const char* name : {"A", "B", "C", "D", "E"})
            built.acquire(name, QString(name).toLower().toStdString());
        built.wait("A", "b").wait("B", "c").wait("C", "a").wait("D", "e").wait("E", "d");
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(model.rings.size(), std::size_t{2});
        QCOMPARE(model.rings[0].title, "Deadlock: D, E");
        QCOMPARE(model.rings[1].title, "Deadlock: A, B, C");
    }

    void everyNodeHasOneSeatInTheWholeTrace() {
        for (unsigned seed = 0; seed < 40; ++seed) {
            const RandomLocking built(2 + static_cast<int>(seed % 11), 2 + static_cast<int>(seed % 7), seed);
            const GraphPlaces places(built.trace());
            std::map<ObjectId, GraphSeat> seats;
            for (std::uint32_t e = 0; e < built.trace().size(); ++e)
                for (const GraphNode& node : GraphModel::of(built.trace(), EventIndex{e}, places).nodes)
                    QCOMPARE(seats.try_emplace(node.id, node.seat).first->second, node.seat);
        }
    }

    void noTwoNodesOfAMomentShareASeat() {
        for (unsigned seed = 0; seed < 40; ++seed) {
            const RandomLocking built(2 + static_cast<int>(seed % 11), 2 + static_cast<int>(seed % 7), seed);
            const GraphModel model = modelAtEnd(built);
            for (const GraphNode& a : model.nodes)
                for (const GraphNode& b : model.nodes)
                    if (a.id != b.id && (a.seat.ring >= 0 || a.isThread() == b.isThread()))
                        QVERIFY(a.seat != b.seat);
        }
    }

    void threadsOneAfterTheOtherNeedOneRow() {
        TraceBuilder built;
        for (int i = 0; i < 500; ++i) {
            const std::string name = "T" + std::to_string(i);
            built.at(i * 10).addThread(name).spawn("", name).start(name).exit(name);
        }
        QCOMPARE(GraphPlaces(built.trace()).threadRows(), 1);
    }

    void whatHasARowKeepsItWhenTheTraceGrows() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addLocks({"x"}).exit("A");
        const GraphPlaces before(built.trace());
        built.addThreads({"C"}).addLocks({"y"});
        const GraphPlaces after(built.trace());
        for (const char* name : {"A", "B", "x"})
            QCOMPARE(after.seatOf(built.object(name)), before.seatOf(built.object(name)));
        QCOMPARE(after.seatOf(built.object("C"))->index, 0); // A's row is free again
    }

    void ofACrowdTheRestIsCounted() {
        TraceBuilder built;
        built.addLocks({"lock"});
        for (int i = 0; i < 64; ++i) built.addThreads({("T" + std::to_string(i)).c_str()});
        built.acquire("T63", "lock");
        for (int i = 0; i < 10; ++i) built.wait("T" + std::to_string(i), "lock");
        const GraphModel model = modelAtEnd(built);
        QCOMPARE(std::ssize(model.nodes), GraphModel::kMostThreads + 1);
        QVERIFY(model.indexOf(built.thread("T63"))); // it holds
        QVERIFY(model.indexOf(built.thread("T9")));  // it waits
        QCOMPARE(model.caption, "Threads not shown: 40.");
    }
};

QTEST_MAIN(GraphModelTest)
#include "tst_graphmodel.moc"
