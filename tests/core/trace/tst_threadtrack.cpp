// SPDX-License-Identifier: GPL-3.0-or-later
// The legal-transition table, and how a thread's logical state and the kernel's word make the state that is
// shown.
#include "tracebuilder.h"

#include <QTest>
#include <rapidcheck.h>

#include <array>
#include <vector>

using namespace lockstep;
using enum ThreadState;

namespace {

using States = std::vector<ThreadState>;

// Written from the meaning of the words, not from the table.
States followersOf(ThreadState state) {
    switch (state) {
    case New: return {Runnable, Terminated, ReadyOrRunning, Unknown};
    case Runnable: return {Running, Blocked, Waiting, Held, ReadyOrRunning, Unknown};
    case Running:
        return {Runnable, Blocked, Waiting, Sleeping, Terminated, Held, ReadyOrRunning, OffCpu, Unknown};
    case Blocked:
    case Waiting:
    case Sleeping: return {Runnable, Held, ReadyOrRunning, Unknown};
    case Terminated: return {};
    case Held: return {Runnable, Running, Blocked, Waiting, Sleeping, ReadyOrRunning, OffCpu, Unknown};
    case ReadyOrRunning:
        return {Runnable, Running, Blocked, Waiting, Sleeping, Terminated, Held, OffCpu, Unknown};
    case OffCpu: return {Runnable, Running, Held, ReadyOrRunning, Unknown};
    case Unknown:
        return {Runnable, Running, Blocked, Waiting, Sleeping, Terminated, Held, ReadyOrRunning, OffCpu};
    }
    return {};
}

ThreadState stateAt(int i) {
    return static_cast<ThreadState>(i);
}

// "running 10..40" and so on, one span a word, so that a whole lane is compared at once.
QString laneOf(const TraceBuilder& b, const char* thread) {
    const Track& track = b.trace().thread(b.thread(thread)).states.changes();
    QStringList words;
    for (std::size_t i = 0; i < track.size(); ++i) {
        const TimeRange range = track.rangeOf(i, b.trace().end());
        if (range.isEmpty() && i + 1 < track.size()) continue;
        const auto state = static_cast<ThreadState>(track[i].lane().state);
        words += QString::fromStdString(std::string(name(state))) + " " + QString::number(range.begin);
    }
    return words.join(", ");
}

bool isLegalLane(const Track& track) {
    for (std::size_t i = 1; i < track.size(); ++i) {
        const auto from = static_cast<ThreadState>(track[i - 1].lane().state);
        const auto to = static_cast<ThreadState>(track[i].lane().state);
        const bool isSame = from == to; // about another object
        if (track[i].time < track[i - 1].time) return false;
        if (!isSame && to != Unknown && !isLegalTransition(from, to)) return false;
    }
    return true;
}

} // namespace

class ThreadTrackTest : public QObject {
    Q_OBJECT
private slots:
    void theTableAllowsWhatTheStatesMeanAndNothingElse() {
        for (int from = 0; from < kThreadStates; ++from) {
            const States followers = followersOf(stateAt(from));
            for (int to = 0; to < kThreadStates; ++to) {
                const bool isExpected = std::ranges::count(followers, stateAt(to)) == 1;
                QVERIFY2(isLegalTransition(stateAt(from), stateAt(to)) == isExpected,
                         qPrintable(QString("%1 to %2").arg(from).arg(to)));
            }
        }
    }

    void everyIllegalTransitionBecomesUnknown() {
        for (int from = 0; from < kThreadStates; ++from) {
            for (int to = 0; to < kThreadStates; ++to) {
                ThreadLane lane(ThreadId{0}, {}, {});
                ThreadTrack track(lane, KernelSource::Silent);
                QVERIFY(track.enter(stateAt(from), 0, EventIndex{0}));
                const bool isLegal = from == to || isLegalTransition(stateAt(from), stateAt(to));
                QCOMPARE(track.enter(stateAt(to), 1, EventIndex{1}), isLegal);
                QCOMPARE(track.logical(), isLegal ? stateAt(to) : Unknown);
            }
        }
    }

    void everyStateHasAWordOfItsOwn() {
        QSet<QString> words;
        for (int i = 0; i < kThreadStates; ++i)
            words += QString::fromStdString(std::string(name(stateAt(i))));
        QCOMPARE(words.size(), kThreadStates);
        QVERIFY(!words.contains(""));
    }

    void withASilentKernelAFreeThreadIsReadyOrRunning() {
        TraceBuilder b;
        b.addThread("T").at(10).spawn("", "T").at(20).start("T").at(30).work("T", 5).at(40).exit("T");
        QCOMPARE(laneOf(b, "T"), "new 0, ready or running 10, terminated 40");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

    void totalsOfTheKernelTellNoMoreThanSilence() {
        TraceBuilder b(KernelSource::Totals);
        b.addThread("T").at(10).spawn("", "T").at(20).start("T");
        QCOMPARE(laneOf(b, "T"), "new 0, ready or running 10");
    }

    void switchesTellRunningFromRunnable() {
        TraceBuilder b(KernelSource::Switches);
        b.addThread("T").at(10).spawn("", "T").at(15).switchIn("T").at(20).start("T");
        b.at(30).preempt("T").at(50).switchIn("T").at(60).exit("T");
        QCOMPARE(laneOf(b, "T"), "new 0, runnable 10, running 15, runnable 30, running 50, terminated 60");
    }

    void aThreadTakenOffItsCpuWhileFreeIsSaidToBeSo() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T"}).at(10).switchIn("T").at(20).switchOut("T").at(30).switchIn("T").at(40).work("T",
                                                                                                        1);
        QCOMPARE(laneOf(b, "T"), "running 0, off the CPU 20, running 30");
    }

    void aWokenThreadIsRunnableUntilItsNextSwitchIn() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T", "U"}).addLocks({"lock"}).at(5).acquire("U", "lock");
        b.at(10).wait("T", "lock").at(12).switchOut("T").at(30).release("U", "lock").wake("U", "lock", "T");
        b.at(45).switchIn("T").at(46).acquire("T", "lock");
        QCOMPARE(laneOf(b, "T"), "running 0, blocked 10, runnable 30, running 45");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

    void aThreadWokenBeforeItLeftItsCpuWasRunnableForNoTime() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T", "U"}).addLocks({"lock"}).at(5).acquire("U", "lock").at(10).wait("T", "lock");
        b.at(12).release("U", "lock").wake("U", "lock", "T").at(14).acquire("T", "lock");
        QCOMPARE(laneOf(b, "T"), "running 0, blocked 10, running 12");
        QVERIFY(isLegalLane(b.trace().thread(b.thread("T")).states.changes()));
    }

    void parkingIsNamedAfterWhatAThreadIsParkedOn() {
        TraceBuilder b;
        b.addThreads({"T"}).add(ObjectKind::File, "log");
        const std::array kinds{ObjectKind::Mutex,     ObjectKind::RecursiveMutex, ObjectKind::Condition,
                               ObjectKind::Semaphore, ObjectKind::Queue,          ObjectKind::Future,
                               ObjectKind::Thread};
        for (const ObjectKind kind : kinds) {
            const std::string what(name(kind));
            b.add(kind, what).at(b.now() + 10).wait("T", what);
            const auto& changes = b.trace().thread(b.thread("T")).states.changes();
            const LaneValue now = changes[changes.size() - 1].lane();
            QCOMPARE(static_cast<ThreadState>(now.state), isLock(kind) ? Blocked : Waiting);
            QCOMPARE(now.subjectAs<ObjectId>(), b.object(what));
            b.wake("", what, "T").work("T", 1);
        }
        b.at(100).sleep("T", 10).at(200).awake("T").at(300).io("T", "log").at(400).ioEnd("T", "log");
        QVERIFY2(
            laneOf(b, "T").endsWith("sleeping 100, ready or running 200, sleeping 300, ready or running 400"),
            qPrintable(laneOf(b, "T")));
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

    void aSleeperIsRunnableFromTheEndOfItsTimeToItsSwitchIn() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T"}).at(10).sleep("T", 1).at(12).switchOut("T");
        b.at(1'030).switchIn("T").at(1'040).awake("T", 30); // its time was up at 1010
        QCOMPARE(laneOf(b, "T"), "running 0, sleeping 10, runnable 1010, running 1030");
    }

    void aTimedWaitThatGaveUpWasRunnableFromItsLimit() {
        TraceBuilder b;
        b.addThreads({"T", "U"}).addLocks({"lock"}).acquire("U", "lock");
        b.at(10).wait("T", "lock", 7, 1).at(1'100).timeout("T", "lock", 7, 90);
        QCOMPARE(laneOf(b, "T"), "ready or running 0, blocked 10, ready or running 1010");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

    void aSleeperWhoseRingIsFullAtItsAwakeningIsHeldFromThen() {
        TraceBuilder b;
        b.addThreads({"T"}).at(10).sleep("T", 1).at(2'000);
        b.event(EventKind::Hold, "T", {}, static_cast<std::int32_t>(HoldReason::RingFull)).at(3'000).let("T");
        b.awake("T", 1'990);
        QCOMPARE(laneOf(b, "T"), "ready or running 0, sleeping 10, held by Lockstep 2000, ready or running 3000");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

    void aLimitBeforeTheWaitBeganIsNotBelieved() {
        TraceBuilder b;
        b.addThreads({"T", "U"}).addLocks({"lock"}).acquire("U", "lock");
        b.at(10).wait("T", "lock", 7, 1).at(20).timeout("T", "lock", 7, 5'000);
        QCOMPARE(laneOf(b, "T"), "ready or running 0, ready or running 10");
    }

    void aPauseHoldsParkedThreadsAndReturnsThemToWhereTheyWere() {
        TraceBuilder b;
        b.addThreads({"T", "U"}).addLocks({"lock"}).acquire("U", "lock").at(10).wait("T", "lock");
        b.at(20).pause().hold("U").at(50).resume().let("U");
        QCOMPARE(laneOf(b, "T"), "ready or running 0, blocked 10, held by Lockstep 20, blocked 50");
        QCOMPARE(laneOf(b, "U"), "ready or running 0, held by Lockstep 20, ready or running 50");
        const auto& changes = b.trace().thread(b.thread("T")).states.changes();
        const Change& held = changes[*changes.indexAt(Timestamp{20})];
        QCOMPARE(static_cast<ThreadState>(held.lane().state), Held);
        QCOMPARE(held.lane().subjectAs<ObjectId>(), b.object("lock")); // still known
    }

    void aThreadThatParksDuringAPauseIsHeldAtOnce() {
        TraceBuilder b;
        b.addThreads({"T", "U"}).addLocks({"lock"}).acquire("U", "lock");
        b.at(10).pause().at(12).wait("T", "lock").at(20).resume();
        QCOMPARE(laneOf(b, "T"), "ready or running 0, held by Lockstep 12, blocked 20");
    }

    void aThreadMadeDuringAPauseKnowsOfIt() {
        TraceBuilder b;
        b.addThreads({"U"}).addLocks({"lock"}).acquire("U", "lock").at(5).pause();
        b.at(6).addThreads({"T"}).at(8).wait("T", "lock").at(20).resume();
        QCOMPARE(laneOf(b, "T"), "ready or running 6, held by Lockstep 8, blocked 20");
    }

    void aPauseDoesNotOpenTheLaneOfAThreadThatDoesNotExistYet() {
        TraceBuilder b;
        const ObjectId early = b.trace().addObject({.kind = ObjectKind::Thread, .name = "T"});
        b.at(5).pause();
        const ThreadId t = b.trace().object(early).info.thread;
        QCOMPARE(b.trace().thread(t).states.size(), std::size_t{0});
        b.at(7).event(EventKind::Create, "", early).at(8).resume();
        QCOMPARE(b.trace().thread(t).states[0].time, Timestamp{7});
    }

    void aHeldThreadStaysHeldUntilItIsLetGo() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T"}).at(10).hold("T").at(11).switchOut("T").at(20).switchIn("T").at(21).let("T");
        QCOMPARE(laneOf(b, "T"), "running 0, held by Lockstep 10, running 21");
    }

    void afterALossOfTheKernelNothingIsClaimedUntilItsNextWord() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T", "U"}).addLocks({"lock"}).acquire("U", "lock").at(5).wait("T", "lock");
        b.at(6).switchOut("T").at(10).release("U", "lock").wake("U", "lock", "T").at(20).kernelLost(3);
        b.at(30).switchIn("T").at(31).preempt("U");
        QCOMPARE(laneOf(b, "T"), "running 0, blocked 5, runnable 10, ready or running 20, running 30");
        QCOMPARE(laneOf(b, "U"), "running 0, ready or running 20, runnable 31");
    }

    void aLossOfItsOwnEventsMakesAThreadUnknownUntilItsNextDeed() {
        TraceBuilder b;
        b.addThreads({"T"}).at(10).lost("T", 4).at(20).work("T", 1);
        QCOMPARE(laneOf(b, "T"), "ready or running 0, unknown 10, ready or running 20");
    }

    void aParkedThreadThatActsUnwokenIsIllegal() {
        TraceBuilder b;
        b.addThreads({"T", "U"}).addLocks({"lock"}).acquire("U", "lock").at(10).wait("T", "lock");
        b.at(20).acquire("T", "lock");
        QCOMPARE(laneOf(b, "T"), "ready or running 0, blocked 10, unknown 20");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{1});
        QCOMPARE(b.trace().illegalTransitions()[0].event, b.last());
        QCOMPARE(b.trace().illegalTransitions()[0].from, Blocked);
    }

    void aThreadThatActsUnstartedOrEndedIsIllegal() {
        TraceBuilder b;
        b.addThread("T").at(10).work("T", 1);
        QCOMPARE(laneOf(b, "T"), "new 0, unknown 10");
        b.addThreads({"U"}).at(20).exit("U").at(30).work("U", 1);
        QCOMPARE(laneOf(b, "U"), "ready or running 10, terminated 20, unknown 30");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{2});
        QCOMPARE(b.trace().illegalTransitions()[1].from, Terminated);
    }

    void wakingAThreadThatRunsIsIllegalForTheWoken() {
        TraceBuilder b;
        b.addThreads({"T", "U"}).addLocks({"lock"}).at(10).exit("U").at(20).wake("T", "lock", "U");
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{1});
        QCOMPARE(b.trace().illegalTransitions()[0].from, Terminated);
        QCOMPARE(laneOf(b, "T"), "ready or running 0");
    }

    void theKernelsWordAfterTheEndChangesNothing() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"T"}).at(10).exit("T").at(12).switchOut("T");
        QCOMPARE(laneOf(b, "T"), "running 0, terminated 10");
    }

    // Whatever comes in, in whatever order: a lane never shows a transition that the table forbids.
    void noSequenceOfEventsDrawsAnIllegalTransition() {
        QVERIFY(rc::check("lanes obey the table", [] {
            TraceBuilder b(*rc::gen::element(KernelSource::Silent, KernelSource::Switches));
            b.addThreads({"A", "B"}).addThread("C").addLocks({"lock"}).addQueue("queue", 2);
            const auto count = *rc::gen::inRange(0, 120);
            for (int i = 0; i < count; ++i) {
                const auto kind = static_cast<EventKind>(*rc::gen::inRange(2, kEventKinds));
                const std::string who = *rc::gen::element<std::string>("A", "B", "C");
                const std::string what = *rc::gen::element<std::string>("lock", "queue", "C");
                b.at(b.now() + *rc::gen::inRange(0, 5));
                b.event(kind, who, b.object(what), *rc::gen::inRange(0, 3), 0,
                        *rc::gen::element(Alternative::Normal, Alternative::Preempted));
            }
            for (std::uint32_t t = 0; t < 3; ++t)
                RC_ASSERT(isLegalLane(b.trace().thread(ThreadId{t}).states.changes()));
        }));
    }
};

QTEST_GUILESS_MAIN(ThreadTrackTest)
#include "tst_threadtrack.moc"
