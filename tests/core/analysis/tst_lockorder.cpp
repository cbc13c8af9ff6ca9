// SPDX-License-Identifier: GPL-3.0-or-later
// Which rings of lock orders are found, and the verdict on each.
#include "core/analysis/lockorder/cyclefinder.h"
#include "core/analysis/lockorder/orderrecorder.h"
#include "core/analysis/lockorder/potential.h"
#include "tracebuilder.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <set>

using namespace lockstep;

namespace {

// Takes them one after the other and gives them back the other way round.
void nest(TraceBuilder& b, const char* thread, std::initializer_list<const char*> locks) {
    for (const char* lock : locks) b.acquire(thread, lock);
    for (auto lock = std::rbegin(locks); lock != std::rend(locks); ++lock) b.release(thread, *lock);
}

// First l, then m, under a lock that nobody else takes: each time another way.
void takeWithOwnGate(TraceBuilder& b, const char* thread, int number) {
    const std::string gate = "gate" + std::to_string(number);
    b.addLocks({gate.c_str()});
    nest(b, thread, {gate.c_str(), "l", "m"});
}

QString verdictsOf(const TraceBuilder& b) {
    QStringList verdicts;
    const LockOrder order = LockOrder::of(b.trace(), b.last());
    for (const OrderCycle& cycle : order.cycles()) {
        QString words = QString::fromStdString(std::string(name(cycle.verdict)));
        if (cycle.guard.isValid())
            words += " " + QString::fromStdString(b.trace().object(cycle.guard).info.name);
        verdicts += words;
    }
    return verdicts.join(", ");
}

// Every elementary cycle, by trying all paths.
void naiveCycles(const Adjacency& graph, Nodes& path, std::size_t longest, std::set<Nodes>& found) {
    for (const std::uint32_t to : graph[path.back()]) {
        if (to == path.front() && path.size() > 1) found.insert(path);
        if (to <= path.front() || std::ranges::count(path, to) > 0 || path.size() == longest) continue;
        path.push_back(to);
        naiveCycles(graph, path, longest, found);
        path.pop_back();
    }
}

} // namespace

class LockOrderTest : public QObject {
    Q_OBJECT
private slots:
    void oppositeOrdersOfTwoThreadsCouldMeet() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10);
        nest(b, "A", {"l", "m"});
        QCOMPARE(verdictsOf(b), "");
        nest(b, "B", {"m", "l"});
        QCOMPARE(verdictsOf(b), "potential");
        const auto findings = potentialDeadlocks(b.trace(), std::vector<Finding>{});
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, std::string("potential-deadlock"));
        QCOMPARE(findings[0].threads, (std::vector{b.thread("A"), b.thread("B")}));
        QCOMPARE(findings[0].resources, (std::vector{b.object("l"), b.object("m")}));
    }

    void oneThreadAloneCannotDeadlock() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10);
        nest(b, "A", {"l", "m"});
        nest(b, "A", {"m", "l"});
        QCOMPARE(verdictsOf(b), "single-thread");
    }

    void aGateLockGuardsTheRing() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"gate", "l", "m"}).at(10);
        nest(b, "A", {"gate", "l", "m"});
        nest(b, "B", {"gate", "m", "l"});
        QCOMPARE(verdictsOf(b), "guarded gate");
        nest(b, "B", {"m", "l"}); // once without it
        QCOMPARE(verdictsOf(b), "potential");
    }

    void aSemaphoreThatLetsInFewerThanTheRingNeedsGuardsIt() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addSemaphore("seats", 2).addLocks({"k", "l", "m"}).at(10);
        const auto eat = [&](const char* who, const char* first, const char* second) {
            b.acquire(who, "seats");
            nest(b, who, {first, second});
            b.release(who, "seats");
        };
        eat("A", "k", "l");
        eat("B", "l", "m");
        eat("C", "m", "k");
        QCOMPARE(verdictsOf(b), "guarded seats");
        b.release("A", "seats"); // one more than there were: it guards nothing any more
        QCOMPARE(verdictsOf(b), "potential");
    }

    void spawnAndJoinKeepThreadsApart() {
        TraceBuilder b;
        b.addThreads({"Main"}).addThread("A", "Main").addThread("B", "Main").addLocks({"l", "m"}).at(10);
        b.spawn("Main", "A").start("A");
        nest(b, "A", {"l", "m"});
        b.exit("A").join("Main", "A").spawn("Main", "B").start("B");
        nest(b, "B", {"m", "l"});
        QCOMPARE(verdictsOf(b), "ordered");
    }

    void whatAThreadDoesAgainAfterASpawnIsNotOverBeforeTheChildBegins() {
        TraceBuilder b;
        b.addThreads({"Main"}).addThread("A", "Main").addLocks({"l", "m"}).at(10);
        nest(b, "Main", {"l", "m"});
        b.spawn("Main", "A").start("A");
        nest(b, "A", {"m", "l"});
        QCOMPARE(verdictsOf(b), "ordered");
        nest(b, "Main", {"l", "m"}); // the same in every other respect
        QCOMPARE(verdictsOf(b), "potential");
    }

    void ofManyWaysOfOneThreadTheNinthMayBeTheDangerousOne() {
        TraceBuilder b;
        b.addThreads({"Main"}).addThread("B", "Main").addLocks({"l", "m"}).at(10);
        for (int i = 0; i < 8; ++i) takeWithOwnGate(b, "Main", i);
        b.spawn("Main", "B").start("B");
        nest(b, "B", {"m", "l"});
        QCOMPARE(verdictsOf(b), "ordered");
        takeWithOwnGate(b, "Main", 8);
        QCOMPARE(verdictsOf(b), "potential");
    }

    void whereWaysAreTooManyToNoteNothingIsSaidToBeSafe() {
        TraceBuilder b;
        b.addThreads({"Main"}).addThread("B", "Main").addLocks({"l", "m"}).at(10);
        const int most = static_cast<int>(OrderRecorder::kMostOfAThread);
        for (int i = 0; i < most; ++i) takeWithOwnGate(b, "Main", i);
        nest(b, "Main", {"m", "l"});
        QCOMPARE(verdictsOf(b), "single-thread");
        b.spawn("Main", "B").start("B");
        nest(b, "B", {"m", "l"});
        QCOMPARE(verdictsOf(b), "ordered");
        takeWithOwnGate(b, "Main", most);
        QCOMPARE(verdictsOf(b), "undecided");
        const Finding finding = potentialDeadlocks(b.trace(), std::vector<Finding>{})[0];
        QCOMPARE(finding.verdict, std::string("undecided"));
        QVERIFY(QString::fromStdString(finding.sentence).contains("nothing is known of the others"));
        nest(b, "B", {"l", "m"}); // another one that closes it
        nest(b, "Main", {"m", "l"});
        QCOMPARE(verdictsOf(b), "potential");
    }

    void howManyWaysOneThreadHasItDoesNotWaitForItself() {
        TraceBuilder b;
        b.addThreads({"Main"}).addLocks({"l", "m"}).at(10);
        for (int i = 0; i < 100; ++i) takeWithOwnGate(b, "Main", i);
        nest(b, "Main", {"m", "l"});
        QCOMPARE(verdictsOf(b), "single-thread");
    }

    void aRingOfTooManyThreadsToCompareIsUndecided() {
        TraceBuilder b;
        b.addLocks({"gate", "l", "m"}).at(10);
        const auto add = [&](int count) {
            for (int i = 0; i < count; ++i) {
                const std::string name = "T" + std::to_string(b.trace().threadCount());
                b.addThread(name).spawn("", name).start(name);
                nest(b, name.c_str(), {"gate", "l", "m"});
                nest(b, name.c_str(), {"gate", "m", "l"});
            }
        };
        add(1'000); // with each other, a million pairs
        QCOMPARE(verdictsOf(b), "guarded gate");
        add(500);
        QCOMPARE(verdictsOf(b), "undecided");
    }

    // The first rings take up what may be compared for all of them.
    void aRingThatIsFoundOpenAfterAllIsPotential() {
        constexpr int kThreads = 130;
        TraceBuilder b;
        const auto thread = [](int i) { return "T" + std::to_string(i); };
        for (int i = 0; i < 3 * kThreads + 4; ++i) b.addThreads({thread(i).c_str()});
        for (int ring = 0; ring < 16; ++ring) {
            const auto lock = [&](const char* letter) { return letter + std::to_string(ring); };
            for (const char* letter : {"A", "B", "C", "G"}) b.add(ObjectKind::Mutex, lock(letter));
            const std::string a = lock("A"), c = lock("C"), between = lock("B"), gate = lock("G");
            for (int i = 0; i < kThreads; ++i) {
                nest(b, thread(i).c_str(), {gate.c_str(), a.c_str(), between.c_str()});
                nest(b, thread(kThreads + i).c_str(), {between.c_str(), c.c_str()});
                nest(b, thread(2 * kThreads + i).c_str(), {gate.c_str(), c.c_str(), a.c_str()});
            }
        }
        const std::array plain{"P", "Q", "R", "S"};
        for (const char* lock : plain) b.addLocks({lock});
        for (std::size_t i = 0; i < plain.size(); ++i)
            nest(b, thread(3 * kThreads + static_cast<int>(i)).c_str(), {plain[i], plain[(i + 1) % 4]});
        const LockOrder order = LockOrder::of(b.trace(), b.last());
        const auto cycle =
            std::ranges::find_if(order.cycles(), [](const OrderCycle& one) { return one.locks.size() == 4; });
        QVERIFY(cycle != order.cycles().end());
        QCOMPARE(cycle->verdict, OrderVerdict::Potential);
    }

    void theOrderInWhichLocksWereGivenOutIsNoReason() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m", "x"}).at(10);
        nest(b, "A", {"l", "m"});
        nest(b, "A", {"x"}); // B takes x after A: by luck
        nest(b, "B", {"x"});
        nest(b, "B", {"m", "l"});
        QCOMPARE(verdictsOf(b), "potential");
    }

    void readersAloneDoNotWaitForEachOther() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addShared("r").addLocks({"m"}).at(10);
        b.acquireShared("A", "r").acquire("A", "m").release("A", "m").releaseShared("A", "r");
        b.acquire("B", "m").acquireShared("B", "r").releaseShared("B", "r").release("B", "m");
        QCOMPARE(verdictsOf(b), "readers-only");
        b.acquire("B", "m").acquire("B", "r"); // to write
        QCOMPARE(verdictsOf(b), "potential");
    }

    void aReaderWaitsWhereAWriterMayStandInLine() {
        TraceBuilder b;
        b.addThreads({"A", "B", "W"}).addShared("r", SharedPolicy::PreferWriters).addLocks({"m"}).at(10);
        b.acquireShared("A", "r").acquire("A", "m").release("A", "m").releaseShared("A", "r");
        b.acquire("B", "m").acquireShared("B", "r").releaseShared("B", "r").release("B", "m");
        QCOMPARE(verdictsOf(b), "readers-only");
        b.acquire("W", "r").release("W", "r");
        QCOMPARE(verdictsOf(b), "potential");
    }

    void aLockMadeAgainIsAnotherAndADeeperLevelAddsNothing() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10);
        nest(b, "A", {"l", "m"});
        b.destroy("A", "m").add(ObjectKind::Mutex, "m"); // the name now stands for the new one
        nest(b, "B", {"m", "l"});
        QCOMPARE(verdictsOf(b), "");
        TraceBuilder c;
        c.addThreads({"A", "B"}).add(ObjectKind::RecursiveMutex, "r").addLocks({"m"}).at(10);
        nest(c, "A", {"m", "r"});
        nest(c, "B", {"r", "m", "r"});
        QCOMPARE(verdictsOf(c), "potential"); // by r -> m; m -> r of B is a deeper level
        QCOMPARE(LockOrder::of(c.trace(), c.last()).cycles()[0].parts[0].thread,
                 LockOrder::of(c.trace(), c.last()).cycles()[0].locks[0] == c.object("r") ? c.thread("B")
                                                                                          : c.thread("A"));
    }

    void anAttemptThatNeverWaitsClosesNoRing() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10);
        nest(b, "A", {"l", "m"});
        b.acquire("B", "m").event(EventKind::Acquire, "B", b.object("l"), 1, 0, Alternative::Attempt);
        QCOMPARE(verdictsOf(b), "");
        b.release("B", "l").wait("B", "l", 0, 1'000); // nor one that gives up
        QCOMPARE(verdictsOf(b), "");
        b.wait("B", "l");
        QCOMPARE(verdictsOf(b), "potential");
    }

    void whatHasHappenedIsNotPredicted() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10).acquire("A", "l").acquire("B", "m");
        b.wait("A", "m").wait("B", "l", 0, 1'000); // it will give up
        QCOMPARE(verdictsOf(b), "");
        b.timeout("B", "l").wait("B", "l", 7);
        QCOMPARE(verdictsOf(b), "confirmed");
        const OrderCycle cycle = LockOrder::of(b.trace(), b.last()).cycles()[0];
        QVERIFY(QString::fromStdString(cycleWords(b.trace(), cycle)).contains("two_locks.cpp:7"));
        QVERIFY(QString::fromStdString(verdictWords(b.trace(), cycle)).contains("it happened in this run"));
        const EventIndex beforeStop = b.last();
        b.stop().unwind("A").release("A", "l"); // what is torn down changes nothing
        QCOMPARE(verdictsOf(b), "confirmed");
        QVERIFY(
            potentialDeadlocks(b.trace(), findDeadlocks(b.trace(), Moment(b.trace(), beforeStop))).empty());
    }

    void cyclesAreThoseOfTryingAllPathsShortestFirst() {
        QVERIFY(rc::check("elementary cycles against a plain search", [] {
            const auto nodes = *rc::gen::inRange<std::uint32_t>(1, 7);
            std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
            for (auto n = *rc::gen::inRange(0, 18); n > 0; --n)
                edges.insert(
                    {*rc::gen::inRange<std::uint32_t>(0, nodes), *rc::gen::inRange<std::uint32_t>(0, nodes)});
            Adjacency graph(nodes);
            for (const auto& [from, to] : edges)
                if (from != to) graph[from].push_back(to);
            constexpr std::size_t kLongest = 4;
            std::set<Nodes> expected;
            for (std::uint32_t start = 0; start < nodes; ++start) {
                Nodes path{start};
                naiveCycles(graph, path, kLongest, expected);
            }
            const FoundCycles found = findCycles(graph, kLongest, 1'000);
            RC_ASSERT(std::set<Nodes>(found.cycles.begin(), found.cycles.end()) == expected);
            RC_ASSERT(found.cycles.size() == expected.size());
            RC_ASSERT(std::ranges::is_sorted(found.cycles, {}, &Nodes::size));
        }));
    }

    void aBoundedSearchSaysThatThereIsMore() {
        Adjacency complete(12);
        for (std::uint32_t from = 0; from < 12; ++from)
            for (std::uint32_t to = 0; to < 12; ++to)
                if (from != to) complete[from].push_back(to);
        const FoundCycles found = findCycles(complete, 8, 1'000);
        QCOMPARE(found.cycles.size(), std::size_t{1'000});
        QVERIFY(!found.isComplete);
        QVERIFY(findCycles({{1}, {0}}, 8, 1'000).isComplete);
        QVERIFY(!findCycles({{1}, {2}, {0}}, 2, 1'000).isComplete); // a longer one may be there
    }
};

QTEST_GUILESS_MAIN(LockOrderTest)
#include "tst_lockorder.moc"
