// SPDX-License-Identifier: GPL-3.0-or-later
// The chain of deeds that fills a stretch of a run.
#include "core/analysis/randomrun.h"
#include "core/analysis/statistics/criticalpath.h"
#include "core/analysis/stoppingtrace.h"

#include <QTest>

#include <numeric>

using namespace lockstep;

namespace {

struct Told : TraceBuilder {
    CriticalPath path() const { return CriticalPath::of(trace(), {0, trace().end()}); }
    /// "A 0..10, B 10..30"
    std::string legs(TimeRange range) const {
        std::string text;
        for (const PathLeg& leg : CriticalPath::of(trace(), range).legs) {
            const std::string who = leg.thread.isValid() ? trace().thread(leg.thread).info.name : "-";
            text += (text.empty() ? "" : ", ") + who + ' ' + std::to_string(leg.range.begin) + ".." +
                    std::to_string(leg.range.end);
        }
        return text;
    }
    std::string legs() const { return legs({0, trace().end()}); }
    std::string sentence() const { return pathSentence(trace(), path()); }
};

// A gives B the lock, which B has waited for.
struct HandedOver : Told {
    HandedOver() {
        addThreads({"A", "B"}).addLocks({"lock1"}).acquire("A", "lock1").at(10).wait("B", "lock1");
        at(30).release("A", "lock1").wake("A", "lock1", "B").at(35).acquire("B", "lock1");
        at(50).release("B", "lock1");
    }
};

// No wait inside of it that somebody else has ended: the path would have gone to that one.
bool hasEndedWait(const Trace& trace, const PathLeg& leg) {
    const Track& states = trace.thread(leg.thread).states.changes();
    for (std::size_t i = 1; i < states.size(); ++i) {
        const Event& cause = trace.event(states[i].event);
        const bool isInside = states[i].time > leg.range.begin && states[i].time < leg.range.end;
        if (isInside && cause.kind == EventKind::Wake && cause.thread != leg.thread &&
            isParked(static_cast<ThreadState>(states[i - 1].lane().state)))
            return true;
    }
    return false;
}

} // namespace

class CriticalPathTest : public QObject {
    Q_OBJECT
private slots:
    void legsAreAdjacentAndFillTheRange() {
        QVERIFY(rc::check("and each is what its lane shows, with no wait that another one ended", [] {
            const RandomRun run;
            const Trace& trace = run.b.trace();
            const Timestamp begin = *rc::gen::inRange<Timestamp>(0, trace.end() + 1);
            const Timestamp end = *rc::gen::inRange<Timestamp>(begin, trace.end() + 1);
            const auto path = CriticalPath::of(trace, {begin, end});
            Timestamp known = begin;
            for (const PathLeg& leg : path.legs) {
                RC_ASSERT(leg.range.begin == known);
                RC_ASSERT(!leg.range.isEmpty());
                RC_ASSERT(leg.thread.isValid()); // all were started at 0
                RC_ASSERT(!hasEndedWait(trace, leg));
                known = leg.range.end;
                const bool isLast = known == end;
                RC_ASSERT(isLast != leg.onward.isValid());
                if (isLast) continue;
                RC_ASSERT(trace.event(leg.onward).time == known);
                RC_ASSERT(trace.event(leg.onward).thread == leg.thread);
            }
            RC_ASSERT(known == end);
        }));
    }

    void sharesSumToTheRange() {
        QVERIFY(rc::check("and each to its states", [] {
            const RandomRun run;
            const auto path = CriticalPath::of(run.b.trace(), {0, run.b.trace().end()});
            std::int64_t total = 0;
            for (const PathShare& share : sharesOf(run.b.trace(), path)) {
                total += share.total;
                RC_ASSERT(std::accumulate(share.states.begin(), share.states.end(), std::int64_t{0}) ==
                          share.total);
            }
            RC_ASSERT(total == run.b.trace().end());
        }));
    }

    void aLockThatIsHandedOverLeadsFromItsHolder() {
        const HandedOver t;
        QCOMPARE(t.legs(), std::string("A 0..30, B 30..50"));
        QCOMPARE(t.legs({12, 40}), std::string("A 12..30, B 30..40"));
    }

    void aThreadThatIsStartedComesFromWhoStartedItAndItsEndLeadsToWhoJoinsIt() {
        Told t;
        t.addThreads({"Main"}).at(10).addThread("Child").spawn("Main", "Child").at(12).start("Child");
        t.at(15).wait("Main", "Child").at(40).exit("Child").wake("Child", "Child", "Main").at(45);
        t.join("Main", "Child").at(50).exit("Main");
        QCOMPARE(t.legs(), std::string("Main 0..10, Child 10..40, Main 40..50"));
        QCOMPARE(
            t.sentence(),
            std::string("What took 50 ns, one after the other: 30 ns of Child (ready or running) and 20 ns "
                        "of Main (ready or running). On the way the end of Child was waited for and a "
                        "thread was started."));
    }

    void aSleepIsOnThePath() {
        Told t;
        t.addThreads({"A", "B"}).at(5).sleep("A", 1).work("B", 1).at(905).awake("A").at(910).exit("A");
        QCOMPARE(t.legs(), std::string("A 0..910"));
        QCOMPARE(t.sentence(),
                 std::string("What took 910 ns, one after the other: 910 ns of A (sleeping 900 ns "
                             "and ready or running 10 ns)."));
    }

    void whereAllAreStuckItStaysWithWhoWaitsForEver() {
        Told t;
        t.addThreads({"A", "B"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        t.at(10).wait("A", "m").at(20).wait("B", "l").at(100);
        QCOMPARE(t.legs(), std::string("B 0..100"));
    }

    void whoIsFreeCountsMoreThanWhoBeganToWaitLast() {
        Told t;
        t.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").at(20).wait("B", "l").at(100);
        QCOMPARE(t.legs(), std::string("A 0..100"));
    }

    void whatTheSessionStartedHasNothingBeforeIt() {
        Told t;
        t.at(30).addThreads({"A"}).at(40).exit("A");
        QCOMPARE(t.legs(), std::string("- 0..30, A 30..40"));
        QVERIFY(t.sentence().find("30 ns before the first of them was started") != std::string::npos);
    }

    void anEmptyRangeHasNoPath() {
        const HandedOver t;
        QVERIFY(CriticalPath::of(t.trace(), {20, 20}).legs.empty());
        QVERIFY(CriticalPath::of(t.trace(), {900, 1000}).legs.empty());
        QCOMPARE(pathSentence(t.trace(), {}), std::string("Nothing happened here."));
    }

    void whatIsAskedToStopIsEmpty() {
        const HandedOver t;
        std::stop_source source;
        source.request_stop();
        QVERIFY(CriticalPath::of(t.trace(), {0, 50}, source.get_token()).legs.empty());
        const auto path = CriticalPath::of(t.trace(), {0, 50});
        QVERIFY(!path.legs.empty());
        QVERIFY(sharesOf(t.trace(), path, source.get_token()).empty());
        QVERIFY(pathSentence(t.trace(), path, source.get_token()).empty());
    }

    void aSentenceThatIsAskedToStopLooksAtNoMore() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l");
        for (int i = 0; i < 50; ++i)
            for (const auto& [from, to] : {std::pair{"A", "B"}, std::pair{"B", "A"}})
                b.at(b.now() + 5)
                    .wait(to, "l")
                    .at(b.now() + 5)
                    .release(from, "l")
                    .wake(from, "l", to)
                    .acquire(to, "l");
        StoppingTrace copy(b.trace());
        const auto path = CriticalPath::of(copy.trace(), {0, b.trace().end()});
        QVERIFY(path.legs.size() > 50);
        QVERIFY(pathSentence(copy.trace(), path, copy.stopSoon()).empty());
        QCOMPARE(copy.fetches(), 3);
    }

    void ofManyThreadsThreeAreNamed() {
        Told t;
        t.addThreads({"A"});
        const char* const names[] = {"A", "B", "C", "D", "E", "F"};
        for (int i = 1; i < 6; ++i) {
            t.at(t.now() + 10 * i).addThread(names[i]).spawn(names[i - 1], names[i]).start(names[i]);
            t.exit(names[i - 1]);
        }
        t.at(t.now() + 60).exit("F");
        QCOMPARE(
            t.sentence(),
            std::string("What took 210 ns, one after the other: 60 ns of F (ready or running), 50 ns of E "
                        "(ready or running), 40 ns of D (ready or running) and 60 ns of 3 others. On the "
                        "way 5 threads were started."));
    }
};

QTEST_GUILESS_MAIN(CriticalPathTest)
#include "tst_criticalpath.moc"
