// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from events: holders, wishes, depths, arrows, CPUs, the picture that stays after Stop - and
// the moment under a cursor. Also while the trace grows.
#include "core/analysis/sentences.h"
#include "core/trace/moment.h"
#include "tracebuilder.h"

#include <QTest>

#include <thread>

using namespace lockstep;

namespace {

// "held by Main 10" and so on, the whole lane of a lock.
QString holdsOf(const TraceBuilder& b, const char* lock) {
    const Track& track = b.trace().object(b.object(lock)).holds.changes();
    static const char* kWords[] = {"free", "held", "wanted"};
    QStringList words;
    for (std::size_t i = 0; i < track.size(); ++i) {
        const LaneValue value = track[i].lane();
        QString word = kWords[value.state];
        const auto holder = value.subjectAs<ThreadId>();
        if (holder.isValid()) word += " " + QString::fromStdString(b.trace().thread(holder).info.name);
        words += word + " " + QString::number(track[i].time);
    }
    return words.join(", ");
}

QString linksOf(const TraceBuilder& b) {
    QStringList words;
    const auto& links = b.trace().links();
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto who = [&](ThreadId id) { return b.trace().thread(id).info.name; };
        words += QString("%1 %2@%3 to %4@%5")
                     .arg(QString::fromStdString(std::string(name(links[i].kind))),
                          QString::fromStdString(who(links[i].fromThread)))
                     .arg(b.trace().event(links[i].from).time)
                     .arg(QString::fromStdString(who(links[i].toThread)))
                     .arg(b.trace().event(links[i].to).time);
    }
    return words.join(", ");
}

std::vector<std::int32_t> valuesOf(const TraceBuilder& b, const char* object) {
    std::vector<std::int32_t> values;
    const StepTrack& track = b.trace().object(b.object(object)).values;
    for (std::size_t i = 0; i < track.size(); ++i) values.push_back(track[i].value);
    return values;
}
using Values = std::vector<std::int32_t>;

Moment atTime(const TraceBuilder& b, Timestamp time) {
    return {b.trace(), *b.trace().lastAt(time)};
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT
private slots:
    void aLocksLaneShowsWhoHasItAndWhetherItIsWanted() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addLocks({"lock"});
        b.at(10).acquire("A", "lock").at(20).wait("B", "lock").at(25).wait("C", "lock");
        b.at(30).release("A", "lock").wake("A", "lock", "B").at(40).acquire("B", "lock");
        b.at(50).release("B", "lock").wake("B", "lock", "C").at(55).acquire("C", "lock");
        b.at(60).release("C", "lock");
        QCOMPARE(holdsOf(b, "lock"),
                 "free 0, held A 10, wanted A 20, free 30, wanted B 40, free 50, held C 55, "
                 "free 60");
    }

    void aWaiterThatFindsTheLockTakenAgainWantsItOnce() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"lock"}).at(10).acquire("A", "lock").at(20).wait("B", "lock");
        b.at(30).release("A", "lock").wake("A", "lock", "B").acquire("A", "lock").at(35).wait("B", "lock");
        b.at(40).release("A", "lock").wake("A", "lock", "B").at(41).acquire("B", "lock");
        QCOMPARE(holdsOf(b, "lock"),
                 "free 0, held A 10, wanted A 20, free 30, wanted A 30, free 40, held B 41");
    }

    void aWaiterThatGivesUpWantsNothing() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"lock"}).at(10).acquire("A", "lock");
        b.at(20).wait("B", "lock", 0, 1).at(1'020).timeout("B", "lock");
        QCOMPARE(holdsOf(b, "lock"), "free 0, held A 10, wanted A 20, held A 1020");
    }

    void aWishWhoseEndWasLostIsForgottenWithTheNext() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"lock", "other"})
            .at(10)
            .acquire("A", "lock")
            .acquire("A", "other");
        b.at(20).wait("B", "lock").at(30).lost("B", 2).at(40).wait("B", "other");
        QCOMPARE(holdsOf(b, "lock"), "free 0, held A 10, wanted A 20, held A 40");
        QCOMPARE(holdsOf(b, "other"), "free 0, held A 10, wanted A 40");
    }

    void aRecursiveLockIsHeldUntilItsLastRelease() {
        TraceBuilder b;
        b.addThreads({"A"}).add(ObjectKind::RecursiveMutex, "rlock").at(10).acquire("A", "rlock");
        b.at(20).acquire("A", "rlock").at(30).release("A", "rlock").at(40).release("A", "rlock");
        QCOMPARE(holdsOf(b, "rlock"), "free 0, held A 10, free 40");
        QVERIFY(!acquisitionOf(b.trace(), b.object("rlock"), b.last())); // it is free
        QCOMPARE(atTime(b, 35).object(b.object("rlock")).holder, b.thread("A"));
        QCOMPARE(b.trace().event(*atTime(b, 35).object(b.object("rlock")).taken).time, Timestamp{10});
    }

    void aHandOverLeadsFromTheReleaseToTheWaiterThatTookIt() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"lock"}).at(10).acquire("A", "lock").at(20).wait("B", "lock");
        b.at(30).release("A", "lock").wake("A", "lock", "B").at(40).acquire("B", "lock");
        b.at(50).release("B", "lock").at(60).acquire("A", "lock"); // had not waited: no arrow
        QCOMPARE(linksOf(b), "hand-over A@30 to B@40");
    }

    void spawnAndJoinAreArrowsBetweenParentAndChild() {
        TraceBuilder b;
        b.addThreads({"Main"}).addThread("Child", "Main").at(10).spawn("Main", "Child").at(15).start("Child");
        b.at(20).exit("Child").at(30).join("Main", "Child");
        QCOMPARE(linksOf(b), "spawn Main@10 to Child@15, join Child@20 to Main@30");
        QCOMPARE(b.trace().thread(b.thread("Child")).parent, b.thread("Main"));
    }

    void anItemsArrowLeadsFromWhoPutItToWhoTookIt() {
        TraceBuilder b;
        b.addThreads({"P", "Q", "C"}).addQueue("jobs", 3).at(10).put("P", "jobs").at(20).put("Q", "jobs");
        b.at(30).take("C", "jobs").at(40).take("C", "jobs");
        QCOMPARE(linksOf(b), "item P@10 to C@30, item Q@20 to C@40");
        QCOMPARE(valuesOf(b, "jobs"), (Values{0, 1, 2, 1, 0}));
    }

    void anItemLostFromTheTraceDoesNotShiftTheOthersArrows() {
        TraceBuilder b;
        b.addThreads({"P", "C"}).addQueue("jobs");
        const ObjectId jobs = b.object("jobs");
        b.at(10).event(EventKind::Put, "P", jobs, 1).at(20).event(EventKind::Put, "P", jobs, 2);
        b.at(25).lost("C", 1); // a Take
        b.at(30).event(EventKind::Put, "P", jobs, 2).at(40).event(EventKind::Take, "C", jobs, 1);
        QCOMPARE(linksOf(b), "item P@20 to C@40");
        b.at(50).lost("P", 1); // a Put
        b.at(60).event(EventKind::Take, "C", jobs, 1).at(70).event(EventKind::Take, "C", jobs, 0);
        QCOMPARE(linksOf(b), "item P@20 to C@40, item P@30 to C@60");
    }

    void aFuturesArrowLeadsFromItsSetterToItsReader() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).add(ObjectKind::Future, "result").at(10).set("A", "result");
        b.at(20).get("B", "result");
        QCOMPARE(linksOf(b), "item A@10 to B@20");
        QCOMPARE(valuesOf(b, "result"), (Values{0, 1}));
    }

    void aBarriersWakeComesFromWhoseArrivalOpenedIt() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addBarrier("all", 2).at(10).arrive("A", "all", 1).wait("A", "all");
        b.at(20).arrive("B", "all", 2).wake("B", "all", "A").pass("B", "all");
        b.at(30).arrive("C", "all", 1).wait("C", "all"); // of the next generation
        b.at(40).pass("A", "all");
        QCOMPARE(linksOf(b), "wake B@20 to A@40");
        TraceBuilder c;
        c.addThreads({"A", "B", "C"})
            .addLatch("done", 2)
            .at(10)
            .wait("A", "done")
            .at(20)
            .countDown("B", "done");
        c.at(30).countDown("C", "done").at(40).pass("A", "done");
        QCOMPARE(linksOf(c), "wake C@30 to A@40");
    }

    void aConditionsWakeIsAnArrowAndALocksIsNot() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).add(ObjectKind::Condition, "ready").addLocks({"lock"}).acquire("A", "lock");
        b.at(10).wait("B", "ready").at(20).notify("A", "ready", 1).wake("A", "ready", "B");
        b.at(30).wait("B", "lock").at(40).wake("A", "lock", "B");
        QCOMPARE(linksOf(b), "wake A@20 to B@20");
    }

    void permitsAndVariablesHaveTheirValueFromTheBeginning() {
        TraceBuilder b;
        b.addThreads({"A"}).addSemaphore("permits", 2).add(ObjectKind::Variable, "counter", 5);
        b.at(10).acquire("A", "permits").at(20).release("A", "permits");
        b.read("A", "counter").at(30).write("A", "counter", 6).at(40).update("A", "counter", 4);
        QCOMPARE(valuesOf(b, "permits"), (Values{2, 1, 2}));
        QCOMPARE(valuesOf(b, "counter"), (Values{5, 6, 10}));
        QCOMPARE(valuesOf(b, "A"), Values{}); // a thread has none
    }

    void eachCpuHasALaneOfWhoHadIt() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"A", "B"}).at(10).switchIn("A", 1).at(20).switchOut("A", 1).switchIn("B", 1);
        b.at(30).switchIn("A", 0).at(40).kernelLost(2);
        QCOMPARE(b.trace().cpuCount(), std::size_t{2});
        QCOMPARE(b.trace().cpu(0).number, 1);
        const auto at = [&](std::size_t cpu, Timestamp time) {
            const Track& track = b.trace().cpu(cpu).running;
            return track[*track.indexAt(time)].value;
        };
        QCOMPARE(at(0, 15), 0);
        QCOMPARE(at(0, 25), 1);
        QCOMPARE(at(1, 35), 0);
        QCOMPARE(at(0, 45), -1); // from a loss on nobody knows
        QCOMPARE(b.trace().kernelLost(), std::uint64_t{2});
    }

    void aThreadThatHasEndedHoldsNoCpuForEver() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"A"}).at(10).switchIn("A", 0).at(20).switchOut("A", 0).at(30).exit("A");
        b.at(40).switchIn("A", 0).at(90);
        const Track& running = b.trace().cpu(0).running;
        QCOMPARE(running[running.size() - 1].value, -1);
    }

    void afterStopThePictureStaysAndTheTeardownIsKeptApart() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"lock"}).at(10).acquire("A", "lock").at(20).wait("B", "lock");
        b.at(30).stop();
        const Moment before(b.trace(), b.last());
        const auto states = b.trace().thread(b.thread("B")).states.size();
        b.at(40).unwind("B").lost("B", 3).at(45).release("A", "lock").exit("A").at(50).exit("B");
        QCOMPARE(b.trace().end(), Timestamp{30});
        QCOMPARE(b.trace().teardown().size(), std::size_t{5});
        QCOMPARE(b.trace().lost(), std::uint64_t{3}); // counted all the same
        QCOMPARE(b.trace().thread(b.thread("B")).states.size(), states);
        const Moment after(b.trace(), b.last());
        QCOMPARE(after.thread(b.thread("B")).state, ThreadState::Blocked);
        QCOMPARE(after.object(b.object("lock")).holder, b.thread("A"));
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

    void marksAreWhatConcernsTheWholeRun() {
        TraceBuilder b;
        b.addThreads({"A"}).pause().resume().work("A", 1).lost("A", 1).kernelLost(1).failure("A").stop();
        std::vector<EventKind> kinds;
        for (std::size_t i = 0; i < b.trace().marks().size(); ++i)
            kinds.push_back(b.trace().event(b.trace().marks()[i]).kind);
        using enum EventKind;
        QCOMPARE(kinds, (std::vector{Pause, Resume, Lost, KernelLost, Failure, Stop}));
    }

    void theKernelsTotalsAreKeptBesideTheThreadsDeeds() {
        TraceBuilder b(KernelSource::Totals);
        b.addThreads({"A"}).at(10).event(EventKind::CpuTime, "A", {}, 5);
        const ThreadLane& lane = b.trace().thread(b.thread("A"));
        QCOMPARE(lane.kernelTotals.size(), std::size_t{1});
        QCOMPARE(lane.events.size(), std::size_t{1}); // Start
    }

    void oneLineOfAFileIsOneSite() {
        Trace trace;
        const SiteId a = trace.addSite({"a.cpp", 1, "f"});
        const SiteId b = trace.addSite({"a.cpp", 2, "f"});
        QCOMPARE(trace.addSite({"a.cpp", 1, "f"}), a);
        QVERIFY(a != b && trace.addSite({"b.cpp", 1, "f"}) != a);
        QCOMPARE(trace.siteCount(), std::size_t{3});
        QCOMPARE(trace.site(b).text(), std::string("a.cpp:2"));
    }

    void theLastEventAtATimeIsTheLastOfThoseThatShareIt() {
        TraceBuilder b;
        b.at(5).addThreads({"A"}).at(9).work("A", 1).work("A", 2).at(20).work("A", 3);
        QVERIFY(!b.trace().lastAt(4));
        QCOMPARE(b.trace().event(*b.trace().lastAt(9)).value, 2);
        QCOMPARE(b.trace().event(*b.trace().lastAt(19)).value, 2);
        QCOMPARE(b.trace().lastAt(99), std::optional(b.last()));
    }

    // Whom it woke on its way in does not make its call of the kernel a wait for others.
    void whoWokeSomebodyAndIsInTheKernelComesBackByItself() {
        TraceBuilder b;
        b.addThreads({"Sender", "Reader"}).add(ObjectKind::Socket, "c").add(ObjectKind::Socket, "any");
        b.at(10).wait("Reader", "any").at(20).io("Sender", "c").wake("Sender", "any", "Reader");
        const Moment then(b.trace(), b.last());
        const ThreadMoment& sender = then.thread(b.thread("Sender"));
        QCOMPARE(sender.state, ThreadState::Sleeping);
        QVERIFY(sender.hasTimeLimit);
        QVERIFY(b.trace().illegalTransitions().size() == 0);
    }

    void aMomentKnowsWhoStandsWhereSinceWhenAndWithWhat() {
        TraceBuilder b;
        b.addThread("Main").at(1).spawn("", "Main").start("Main").addLocks({"lock"}).addQueue("jobs", 2);
        b.addThread("W", "Main").at(5).spawn("Main", "W", 12).start("W").at(10).acquire("W", "lock", 31);
        b.put("W", "jobs", 32).at(20).wait("Main", "lock", 14);
        const EventIndex waited = b.last();
        b.at(30).release("W", "lock", 33).wake("W", "lock", "Main").at(40).acquire("Main", "lock", 14);

        const Moment early = atTime(b, 4);
        QVERIFY(early.thread(b.thread("W")).exists);
        QCOMPARE(early.thread(b.thread("W")).state, ThreadState::New);
        QVERIFY(!early.thread(b.thread("W")).isAlive());
        QVERIFY(!atTime(b, 0).object(b.object("lock")).exists);

        const Moment then = atTime(b, 25);
        const ThreadMoment& main = then.thread(b.thread("Main"));
        QCOMPARE(main.state, ThreadState::Blocked);
        QCOMPARE(main.parkedOn, b.object("lock"));
        QCOMPARE(main.since, waited);
        QCOMPARE(b.trace().site(main.site).text(), std::string("two_locks.cpp:14"));
        QVERIFY(!main.hasTimeLimit);
        QCOMPARE(then.object(b.object("lock")).holder, b.thread("W"));
        QCOMPARE(b.trace().event(*then.object(b.object("lock")).taken).time, Timestamp{10});
        QCOMPARE(then.object(b.object("jobs")).value, std::optional(1));
        QCOMPARE(then.waitersOf(b.object("lock")), std::vector{b.thread("Main")});

        const Moment late = atTime(b, 40);
        QCOMPARE(late.object(b.object("lock")).holder, b.thread("Main"));
        QVERIFY(late.waitersOf(b.object("lock")).empty());
    }

    void aTimeLimitAndAFileAreKnownToEndByThemselves() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"lock"}).add(ObjectKind::File, "log").acquire("B", "lock");
        b.at(10).wait("A", "lock", 7, 100);
        QVERIFY(Moment(b.trace(), b.last()).thread(b.thread("A")).hasTimeLimit);
        b.at(20).timeout("A", "lock").at(30).io("A", "log");
        QVERIFY(Moment(b.trace(), b.last()).thread(b.thread("A")).hasTimeLimit);
        QCOMPARE(Moment(b.trace(), b.last()).thread(b.thread("A")).parkedOn, b.object("log"));
    }

    void aMomentAgreesWithTheLaneOnceATimeWasUp() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).at(10).sleep("A", 1).at(500).work("B", 1);
        b.at(1'500).work("B", 2).at(2'000).awake("A", 990); // up at 1010, told at 2000
        QCOMPARE(atTime(b, 500).thread(b.thread("A")).state, ThreadState::Sleeping);
        const ThreadMoment later = atTime(b, 1'500).thread(b.thread("A"));
        QCOMPARE(later.state, ThreadState::ReadyOrRunning);
        QCOMPARE(b.trace().event(later.since).time, Timestamp{1'500}); // nothing later than the cursor
    }

    void aPauseHidesNotWhatAThreadIsParkedOn() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"lock"})
            .acquire("B", "lock")
            .at(10)
            .wait("A", "lock")
            .at(20)
            .pause();
        const ThreadMoment held = Moment(b.trace(), b.last()).thread(b.thread("A"));
        QCOMPARE(held.state, ThreadState::Held);
        QCOMPARE(held.parkedOn, b.object("lock"));
    }

    void aThreadStandsAtItsLastDeedThatHasALine() {
        TraceBuilder b;
        b.addThreads({"A"}).addLocks({"lock"}).at(10).acquire("A", "lock", 8).at(20).work("A", 5);
        QCOMPARE(b.trace().site(atTime(b, 20).thread(b.thread("A")).site).line, 8u);
    }

    void nothingLeadsFromAThreadToItself() {
        TraceBuilder b;
        b.addThreads({"A"}).addQueue("jobs").at(10).put("A", "jobs").at(20).take("A", "jobs");
        QCOMPARE(linksOf(b), "");
    }

    void aDestroyedObjectIsGone() {
        TraceBuilder b;
        b.addThreads({"A"}).addLocks({"lock"}).at(10).destroy("A", "lock");
        QVERIFY(atTime(b, 5).object(b.object("lock")).exists);
        QVERIFY(!atTime(b, 10).object(b.object("lock")).exists);
    }

    // Everything a view does, by another thread, while the collector appends.
    void aReaderFindsWhatItIsToldOfWhileTheTraceGrows() {
        constexpr int kRounds = 3'000;
        TraceBuilder b(KernelSource::Switches);
        std::atomic<bool> isDone{false};
        int wrong = 0;
        std::thread reader([&, &trace = std::as_const(b.trace())] {
            while (!isDone.load(std::memory_order_acquire)) wrong += defectsOf(trace);
        });
        b.addThreads({"A", "B"}).addLocks({"lock"}).addQueue("jobs");
        for (int i = 0; i < kRounds; ++i) {
            b.at(b.now() + 3)
                .acquire("A", "lock", 10)
                .wait("B", "lock", 20)
                .switchOut("B")
                .put("A", "jobs", 11);
            b.at(b.now() + 2).release("A", "lock", 12).wake("A", "lock", "B").switchIn("B");
            b.acquire("B", "lock", 20).take("B", "jobs", 21).at(b.now() + 1).release("B", "lock", 22);
            if (i % 100 == 0)
                b.add(ObjectKind::Mutex, "extra" + std::to_string(i), 0, 0, "A").pause().resume();
        }
        isDone.store(true, std::memory_order_release);
        reader.join();
        QCOMPARE(wrong, 0);
        QCOMPARE(b.trace().links().size(), std::size_t{2 * kRounds});
        QCOMPARE(b.trace().illegalTransitions().size(), std::size_t{0});
    }

private:
    static int defectsOf(const Trace& trace) {
        int wrong = 0;
        if (const std::size_t n = trace.links().size(); n > 0) {
            const Link link = trace.links()[n - 1];
            if (trace.event(link.to).thread != link.toThread) ++wrong;
        }
        for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
            const std::size_t n = trace.thread(ThreadId{t}).states.size();
            if (n > 0 && spanSentence(trace, ThreadId{t}, n - 1).empty()) ++wrong;
        }
        if (trace.size() > 0) {
            const Moment now(trace, EventIndex{static_cast<std::uint32_t>(trace.size() - 1)});
            for (const ObjectMoment& object : now.objects())
                if (object.holder.isValid() && !object.taken) ++wrong;
        }
        return wrong;
    }
};

QTEST_GUILESS_MAIN(TraceTest)
#include "tst_trace.moc"
