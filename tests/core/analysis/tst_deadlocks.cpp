// SPDX-License-Identifier: GPL-3.0-or-later
// Rings in the wait-for graph, threads that nothing can let go on, and the sentences that say so: against
// searches that are slow and plain.
#include "core/analysis/findings.h"
#include "tracebuilder.h"

#include <QTest>
#include <rapidcheck.h>

#include <set>

using namespace lockstep;

namespace {

std::string threadAt(int i) {
    return "Worker " + std::to_string(i + 1);
}
std::string lockAt(int i) {
    return "lock" + std::to_string(i + 1);
}

// Some threads hold some locks, some have ended, and some wait for a lock, a queue, a future or another's
// end.
struct RandomTangle {
    static constexpr int kThreads = 6;
    static constexpr int kLocks = 6;
    TraceBuilder b;

    RandomTangle() {
        for (int t = 0; t < kThreads; ++t) b.addThread(threadAt(t)).spawn("", threadAt(t)).start(threadAt(t));
        for (int l = 0; l < kLocks; ++l) b.add(ObjectKind::Mutex, lockAt(l));
        b.addQueue("queue").add(ObjectKind::Future, "future").at(10);
        for (int l = 0; l < kLocks; ++l)
            if (*rc::gen::inRange(0, 4) > 0) b.acquire(threadAt(*rc::gen::inRange(0, kThreads)), lockAt(l));
        for (int t = 0; t < kThreads; ++t) settle(threadAt(t));
    }

private:
    void settle(const std::string& who) {
        const int what = *rc::gen::inRange(0, 12);
        const int limit = *rc::gen::inRange(0, 8) == 0 ? 500 : 0;
        b.at(b.now() + 1);
        if (what == 0) b.exit(who);
        if (what == 1) b.wait(who, "queue", 0, limit);
        if (what == 2) b.wait(who, "future", 0, limit);
        if (what == 3 || what == 4) b.wait(who, threadAt(*rc::gen::inRange(0, kThreads)), 0, limit);
        if (what > 5) b.wait(who, lockAt(*rc::gen::inRange(0, kLocks)), 0, limit);
    }
};

// A ring, found by following "waits for" from a thread until it comes back to itself.
std::set<std::set<ThreadId>> naiveRings(const WaitForGraph& graph, const Moment& moment) {
    std::set<std::set<ThreadId>> rings;
    for (const ThreadMoment& start : moment.threads()) {
        std::set<ThreadId> walked;
        ThreadId at = start.id;
        while (walked.insert(at).second) {
            const WaitEdge* edge = graph.edgeOf(at);
            if (!edge || edge->hasTimeLimit || !edge->holder.isValid()) break;
            at = edge->holder;
            if (at == start.id) rings.insert(walked);
        }
    }
    return rings;
}

// Whether some order of events lets the thread finish, asking the same of whoever it needs. `asked` are those
// whose answer hangs on this one.
class NaiveReduction {
public:
    NaiveReduction(const Trace& trace, const Moment& moment)
        : m_trace(trace)
        , m_moment(moment) {}

    bool canFinish(ThreadId id, std::set<ThreadId> asked = {}) const {
        const ThreadMoment& me = m_moment.thread(id);
        if (!me.isAlive() || !asked.insert(id).second) return false;
        if (!me.isParkedOnObject() || me.hasTimeLimit) return true;
        const ObjectInfo& what = m_trace.object(me.parkedOn).info;
        if (what.kind == ObjectKind::Thread)
            return m_moment.thread(what.thread).state == ThreadState::Terminated ||
                   canFinish(what.thread, asked);
        if (isLock(what.kind)) {
            const ThreadId holder = m_moment.object(what.id).holder;
            return !holder.isValid() || canFinish(holder, asked);
        }
        return std::ranges::any_of(m_moment.threads(),
                                   [&](const ThreadMoment& other) { return canFinish(other.id, asked); });
    }

private:
    const Trace& m_trace;
    const Moment& m_moment;
};

QString sentencesOf(const TraceBuilder& b) {
    QStringList sentences;
    for (const Finding& finding : findDeadlocks(b.trace(), Moment(b.trace(), b.last())))
        sentences += QString::fromStdString(finding.cause + ": " + finding.sentence);
    return sentences.join("\n");
}

} // namespace

class DeadlocksTest : public QObject {
    Q_OBJECT
private slots:
    void twoLocksInOppositeOrderAreReadAloud() {
        TraceBuilder b;
        b.addThreads({"Main", "Worker 1", "Worker 2"}).addLocks({"lock1", "lock2"});
        b.at(10).acquire("Worker 1", "lock1", 30).acquire("Worker 2", "lock2", 31).wait("Main", "Worker 1");
        b.at(20).wait("Worker 1", "lock2", 32).at(30).wait("Worker 2", "lock1", 33);
        const auto findings = findDeadlocks(b.trace(), Moment(b.trace(), b.last()));
        QCOMPARE(findings.size(), std::size_t{1}); // Main only waits behind it
        const Finding& found = findings[0];
        QCOMPARE(found.sentence,
                 std::string("Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; "
                             "Worker 2 waits for `lock1`."));
        QCOMPARE(found.kind, std::string("deadlock"));
        QCOMPARE(found.verdict, std::string("actual"));
        QCOMPARE(found.cause, std::string("cycle"));
        QCOMPARE(found.threads, (std::vector{b.thread("Worker 1"), b.thread("Worker 2")}));
        QCOMPARE(found.resources, (std::vector{b.object("lock2"), b.object("lock1")}));
        QCOMPARE(b.trace().site(found.sites[0]).text(), std::string("two_locks.cpp:32"));
        QCOMPARE(b.trace().site(found.sites[1]).text(), std::string("two_locks.cpp:33"));
        QCOMPARE(found.since, b.last()); // the wait that closed the ring
    }

    void aDeadlockIsThereFromTheWaitThatClosesItAndNotBefore() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"l", "m"})
            .acquire("A", "l")
            .acquire("B", "m")
            .at(10)
            .wait("A", "m");
        QCOMPARE(sentencesOf(b), "");
        b.at(20).wait("B", "l");
        QVERIFY(sentencesOf(b).startsWith("cycle: A holds `l`"));
        QVERIFY(findDeadlocks(b.trace(), Moment(b.trace(), *b.trace().lastAt(15))).empty());
    }

    void aPauseDoesNotHideADeadlock() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"l", "m"})
            .acquire("A", "l")
            .acquire("B", "m")
            .at(10)
            .wait("A", "m");
        b.wait("B", "l").at(20).pause();
        QVERIFY(sentencesOf(b).startsWith("cycle"));
    }

    void aThreadThatWaitsForItselfIsToldSo() {
        TraceBuilder b;
        b.addThreads({"A"}).addLocks({"l"}).at(10).acquire("A", "l").wait("A", "l");
        QCOMPARE(sentencesOf(b), "self-lock: A waits for `l`, which it holds itself.");
        TraceBuilder c;
        c.addThreads({"A"}).at(10).wait("A", "A");
        QCOMPARE(sentencesOf(c), "join-cycle: A waits for its own end, which can never come.");
    }

    void aRingMayGoThroughAJoin() {
        TraceBuilder b;
        b.addThreads({"Main", "Child"}).addLocks({"l"}).acquire("Main", "l").at(10).wait("Main", "Child");
        b.at(20).wait("Child", "l");
        QCOMPARE(sentencesOf(b), "join-while-holding: Main holds `l` and waits for the end of Child; "
                                 "Child waits for `l`.");
        TraceBuilder c;
        c.addThreads({"A", "B"}).at(10).wait("A", "B").wait("B", "A");
        QCOMPARE(sentencesOf(c), "join-cycle: A waits for the end of B; B waits for the end of A.");
    }

    void severalRingsAreToldSmallestFirst() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C", "D", "E"}).addLocks({"a", "b", "c", "d", "e"});
        for (const char* t : {"A", "B", "C", "D", "E"}) b.acquire(t, QString(t).toLower().toStdString());
        b.at(10).wait("A", "b").wait("B", "c").wait("C", "a").wait("D", "e").wait("E", "d");
        QCOMPARE(sentencesOf(b),
                 "cycle: D holds `d` and waits for `e`, which E holds; E waits for `d`.\n"
                 "cycle: A holds `a` and waits for `b`, which B holds; B waits for `c`, which C "
                 "holds; C waits for `a`.");
    }

    void aTimedWaitInARingIsNoDeadlock() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"l", "m"})
            .acquire("A", "l")
            .acquire("B", "m")
            .at(10)
            .wait("A", "m");
        b.wait("B", "l", 0, 1'000);
        QCOMPARE(sentencesOf(b), "");
    }

    void aLockWhoseOwnerHasEndedIsAbandoned() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").exit("A").at(10).wait("B", "l");
        QCOMPARE(sentencesOf(b), "abandoned-lock: B waits for `l`, which A held when it ended: nobody will "
                                 "release it.");
    }

    void aThreadThatOnlyAnyoneCouldHelpIsStuckWhenNobodyIsLeft() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addQueue("jobs").at(10).wait("A", "jobs");
        QCOMPARE(sentencesOf(b), ""); // B may put something
        b.exit("B");
        QCOMPARE(sentencesOf(b),
                 "starved-consumer: A waits on `jobs`, and no thread that can still run will use it.");
    }

    void aWokenThreadIsNotStuck() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"l", "m"})
            .acquire("A", "l")
            .acquire("B", "m")
            .at(10)
            .wait("A", "m");
        b.release("B", "m").wake("B", "m", "A").wait("B", "l");
        QCOMPARE(sentencesOf(b), "");
    }

    void aFindingIsTheSameHoweverOftenItIsLookedAt() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        b.at(10).wait("A", "m").wait("B", "l");
        const Finding first = findDeadlocks(b.trace(), Moment(b.trace(), b.last()))[0];
        b.work("C", 1).wait("C", "l");
        const Finding later = findDeadlocks(b.trace(), Moment(b.trace(), b.last()))[0];
        QVERIFY(first.isSameAs(later));
        QCOMPARE(first.since, later.since);
    }

    void everyRingIsFoundOnceAndNothingElseIs() {
        QVERIFY(rc::check("rings are those of a plain search", [] {
            const RandomTangle tangle;
            const Moment moment(tangle.b.trace(), tangle.b.last());
            const WaitForGraph graph(tangle.b.trace(), moment);
            std::set<std::set<ThreadId>> found;
            std::size_t size = 0;
            for (const auto& ring : graph.cycles()) {
                RC_ASSERT(ring.size() >= size);
                size = ring.size();
                std::set<ThreadId> threads;
                for (std::size_t i = 0; i < ring.size(); ++i) {
                    RC_ASSERT(ring[i].holder == ring[(i + 1) % ring.size()].waiter);
                    threads.insert(ring[i].waiter);
                }
                RC_ASSERT(ring.front().waiter == *threads.begin());
                RC_ASSERT(found.insert(threads).second);
            }
            RC_ASSERT(found == naiveRings(graph, moment));
        }));
    }

    void whoIsStuckIsWhoNoOrderOfEventsLetsFinish() {
        QVERIFY(rc::check("irreducible threads are those of a plain search", [] {
            const RandomTangle tangle;
            const Moment moment(tangle.b.trace(), tangle.b.last());
            const auto stuck = irreducibleThreads(tangle.b.trace(), moment);
            const NaiveReduction naive(tangle.b.trace(), moment);
            for (const ThreadMoment& thread : moment.threads()) {
                const bool isStuck = thread.isAlive() && !naive.canFinish(thread.id);
                RC_ASSERT(isStuck == (std::ranges::count(stuck, thread.id) == 1));
            }
        }));
    }

    void whoeverIsInARingIsStuck() {
        QVERIFY(rc::check("a ring is never reduced away", [] {
            const RandomTangle tangle;
            const Moment moment(tangle.b.trace(), tangle.b.last());
            const auto stuck = irreducibleThreads(tangle.b.trace(), moment);
            for (const auto& ring : WaitForGraph(tangle.b.trace(), moment).cycles())
                for (const WaitEdge& edge : ring) RC_ASSERT(std::ranges::count(stuck, edge.waiter) == 1);
        }));
    }
};

QTEST_GUILESS_MAIN(DeadlocksTest)
#include "tst_deadlocks.moc"
