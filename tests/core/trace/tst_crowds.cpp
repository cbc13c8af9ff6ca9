// SPDX-License-Identifier: GPL-3.0-or-later
// Readers, lines and barriers at any moment, and who has signalled an object or promised to.
#include "core/trace/moment.h"
#include "tracebuilder.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace lockstep;

namespace {

std::vector<ThreadId> threadsOf(const std::vector<Member>& members) {
    std::vector<ThreadId> threads;
    for (const Member& member : members) threads.push_back(member.thread);
    return threads;
}

ObjectMoment atEnd(const TraceBuilder& b, const char* object) {
    return Moment(b.trace(), b.last()).object(b.object(object));
}

QString holdsOf(const TraceBuilder& b, const char* lock) {
    static const char* kWords[] = {"free", "held", "wanted"};
    QStringList words;
    const Track& holds = b.trace().object(b.object(lock)).holds.changes();
    for (std::size_t i = 0; i < holds.size(); ++i) {
        const LaneValue value = holds[i].lane();
        const auto who = value.subjectAs<ThreadId>();
        words += QString("%1 %2%3")
                     .arg(kWords[value.state])
                     .arg(holds[i].time)
                     .arg(who.isValid() ? " " + QString::fromStdString(b.trace().thread(who).info.name) : "");
    }
    return words.join(", ");
}

} // namespace

class CrowdsTest : public QObject {
    Q_OBJECT
private slots:
    void aSharedLocksLaneShowsTheReaderThatHasItLongest() {
        TraceBuilder b;
        b.addThreads({"A", "B", "W"})
            .addShared("rw")
            .at(10)
            .acquireShared("A", "rw")
            .at(20)
            .acquireShared("B", "rw");
        b.at(30).wait("W", "rw").at(40).releaseShared("A", "rw").at(50).releaseShared("B", "rw");
        b.wake("B", "rw", "W").at(60).acquire("W", "rw").at(70).release("W", "rw");
        QCOMPARE(holdsOf(b, "rw"),
                 "free 0, held 10 A, wanted 30 A, wanted 40 B, free 50, held 60 W, free 70");
    }

    void readersAreKnownOncePerShareAndTheWriterIsTheHolder() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addShared("rw").at(10).acquireShared("A", "rw", 7).acquireShared("B", "rw");
        b.acquireShared("A", "rw");
        QCOMPARE(threadsOf(atEnd(b, "rw").readers),
                 (std::vector{b.thread("A"), b.thread("B"), b.thread("A")}));
        QCOMPARE(threadsOf(atEnd(b, "rw").holders()), (std::vector{b.thread("A"), b.thread("B")}));
        QVERIFY(!atEnd(b, "rw").holder.isValid());
        QCOMPARE(b.trace().site(b.trace().event(atEnd(b, "rw").readers[0].since).site).line, 7u);
        b.releaseShared("A", "rw").releaseShared("A", "rw").releaseShared("B", "rw").acquire("B", "rw");
        QCOMPARE(atEnd(b, "rw").holder, b.thread("B"));
        QVERIFY(atEnd(b, "rw").readers.empty() && atEnd(b, "rw").isHeldBy(b.thread("B")));
    }

    void whoStandsInLineLeavesItByTakingOrGivingUp() {
        TraceBuilder b;
        b.addThreads({"A", "V", "W"})
            .addShared("rw", SharedPolicy::PreferWriters)
            .acquireShared("A", "rw")
            .at(10);
        b.arrive("V", "rw", 1).wait("V", "rw").arrive("W", "rw", 2).wait("W", "rw", 0, 5);
        QCOMPARE(threadsOf(atEnd(b, "rw").line), (std::vector{b.thread("V"), b.thread("W")}));
        b.at(6'000).timeout("W", "rw");
        QCOMPARE(threadsOf(atEnd(b, "rw").line), std::vector{b.thread("V")});
        b.releaseShared("A", "rw").wake("A", "rw", "V").acquire("V", "rw");
        QVERIFY(atEnd(b, "rw").line.empty());
    }

    void aReaderThatWaitsIsToldFromAWriter() {
        TraceBuilder b;
        b.addThreads({"A", "R", "W"})
            .addShared("rw")
            .acquire("A", "rw")
            .at(10)
            .waitShared("R", "rw")
            .wait("W", "rw");
        const Moment moment(b.trace(), b.last());
        QCOMPARE(moment.thread(b.thread("R")).state, ThreadState::Blocked);
        QCOMPARE(moment.thread(b.thread("R")).wants, std::optional(EventKind::AcquireShared));
        QCOMPARE(moment.thread(b.thread("W")).wants, std::optional(EventKind::Acquire));
    }

    void aBarrierCountsTheArrivalsOfThisGeneration() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addBarrier("all", 2).at(10).arrive("A", "all", 1).wait("A", "all");
        QCOMPARE(atEnd(b, "all").value, std::optional(1));
        QCOMPARE(threadsOf(atEnd(b, "all").line), std::vector{b.thread("A")});
        b.arrive("B", "all", 2).wake("B", "all", "A").pass("A", "all").pass("B", "all");
        QCOMPARE(atEnd(b, "all").value, std::optional(0));
        b.arrive("B", "all", 1).wait("B", "all", 0, 5).at(6'000).timeout("B", "all");
        QCOMPARE(atEnd(b, "all").value, std::optional(0));
        QVERIFY(atEnd(b, "all").line.empty());
    }

    void latchesAndEventsHaveTheirValueFromTheBeginning() {
        TraceBuilder b;
        b.addThreads({"A"}).addLatch("done", 2).add(ObjectKind::Event, "go").at(10);
        QCOMPARE(atEnd(b, "done").value, std::optional(2));
        QCOMPARE(atEnd(b, "go").value, std::optional(0));
        b.countDown("A", "done").set("A", "go");
        QCOMPARE(atEnd(b, "done").value, std::optional(1));
        QCOMPARE(atEnd(b, "go").value, std::optional(1));
        b.reset("A", "go");
        QCOMPARE(atEnd(b, "go").value, std::optional(0));
    }

    void whatOpensABarrierLatchOrEventIsAnArrowToWhoWaited() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLatch("done", 1).at(10).wait("A", "done").at(20).countDown("B", "done");
        b.wake("B", "done", "A").at(30).pass("A", "done").pass("B", "done");
        QCOMPARE(b.trace().links().size(), std::size_t{1}); // B had not waited
        QCOMPARE(b.trace().links()[0].kind, LinkKind::Wake);
        QCOMPARE(b.trace().event(b.trace().links()[0].from).kind, EventKind::CountDown);
    }

    void eachThreadsRolesAreKeptOnceWithTheEventThatShowedThem() {
        TraceBuilder b;
        b.addThreads({"P", "C", "D"})
            .addQueue("q")
            .promiseSignallers("q", {"P"})
            .promiseTakers("q", {"C", "C"})
            .at(10);
        b.put("P", "q");
        const EventIndex first = b.last();
        b.put("P", "q").take("C", "q").take("D", "q").addLocks({"l"}).acquire("P", "l").release("P", "l");
        const auto& partners = b.trace().object(b.object("q")).partners;
        QCOMPARE(partners.size(), std::size_t{5});
        QCOMPARE(partners[0].role, Role::PromisedSignaller);
        QCOMPARE(partners[1].role, Role::PromisedTaker);
        QCOMPARE(partners[2].role, Role::Signaller);
        QCOMPARE(partners[2].since, first);
        QCOMPARE(partners[4].thread, b.thread("D"));
        QCOMPARE(b.trace().object(b.object("l")).partners.size(), std::size_t{0}); // a lock has none
    }

    void aGroupIsTheSameAtEveryMomentHoweverOftenItChanges() {
        QVERIFY(rc::check("against a list that is kept at each step", [] {
            GroupTrack track;
            std::vector<std::vector<Member>> expected;
            std::vector<Member> now;
            const auto changes = *rc::gen::inRange<std::uint32_t>(1, 200);
            for (std::uint32_t i = 0; i < changes; ++i) {
                const ThreadId thread{*rc::gen::inRange<std::uint32_t>(0, 5)};
                const EventIndex event{2 * i};
                const int what = *rc::gen::inRange(0, 20);
                if (what == 0) {
                    track.clear(i, event);
                    now.clear();
                } else if (what < 11) {
                    track.join(thread, i, event);
                    now.push_back({thread, event});
                } else {
                    track.leave(thread, i, event);
                    for (std::size_t m = now.size(); m-- > 0;)
                        if (now[m].thread == thread) {
                            now.erase(now.begin() + static_cast<std::ptrdiff_t>(m));
                            break;
                        }
                }
                expected.push_back(now);
            }
            for (std::uint32_t i = 0; i < changes; ++i) {
                RC_ASSERT(track.at(EventIndex{2 * i}) == expected[i]);
                RC_ASSERT(track.at(EventIndex{2 * i + 1}) == expected[i]);
            }
        }));
    }
};

QTEST_GUILESS_MAIN(CrowdsTest)
#include "tst_crowds.moc"
