// SPDX-License-Identifier: GPL-3.0-or-later
// Every way to be stuck, recognised in a trace written by hand, and the sentence that tells it.
#include "core/analysis/findings.h"
#include "tracebuilder.h"

#include <QTest>

#include <functional>

using namespace lockstep;

Q_DECLARE_METATYPE(std::function<void(TraceBuilder&)>)

namespace {

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

    void whoWaitsForAMessageThatNobodyIsLeftToSendIsNotSaidToWantALock() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).add(ObjectKind::Socket, "to A").add(ObjectKind::Socket, "to B");
        b.at(10).wait("A", "to A").at(20).wait("B", "to B");
        QCOMPARE(sentencesOf(b),
                 "starved-consumer: A waits for `to A`, and no thread is left that can send "
                 "anything.\nstarved-consumer: B waits for `to B`, and no thread is left that "
                 "can send anything.");
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
        QCOMPARE(
            sentencesOf(b),
            "starved-consumer: A waits to take from `jobs`, which is empty, and no thread is left that can "
            "put something into it.");
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

    void aReaderThatAsksAgainBehindAWriterInLine() {
        TraceBuilder b;
        b.addThreads({"Reader", "Writer"}).addShared("rw", SharedPolicy::PreferWriters);
        b.at(10).acquireShared("Reader", "rw").arrive("Writer", "rw", 1).wait("Writer", "rw");
        QCOMPARE(sentencesOf(b), "");
        b.waitShared("Reader", "rw");
        QCOMPARE(
            sentencesOf(b),
            "recursive-read: Reader reads `rw` and waits to read `rw` behind Writer, which is before it in "
            "line; Writer waits to write `rw`.");
    }

    void aReaderThatWantsToWriteStopsOnItself() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addShared("rw").acquireShared("A", "rw").acquireShared("B", "rw");
        b.at(10).wait("A", "rw");
        QCOMPARE(sentencesOf(b), "self-lock: A waits to write `rw`, which it reads itself.");
    }

    void aNotificationBeforeTheWaitIsLost() {
        TraceBuilder b;
        b.addThreads({"Waiter", "Notifier"}).add(ObjectKind::Condition, "ready").addLocks({"m"});
        b.at(10).notify("Notifier", "ready", 0, 21).exit("Notifier").at(20).acquire("Waiter", "m");
        b.release("Waiter", "m").await("Waiter", "ready", 30).wait("Waiter", "ready", 30);
        QCOMPARE(
            sentencesOf(b),
            "lost-wakeup: Waiter waits to be notified on `ready`, but Notifier notified it at "
            "two_locks.cpp:21 before, when nobody waited, and Notifier, which did so before, has ended, and "
            "no thread is left that is known to notify it.");
    }

    void aConditionIsWaitedForWithWhatItsNotifierNeeds() {
        for (const bool isPromised : {false, true}) {
            TraceBuilder b;
            b.addThreads({"Main", "Waiter", "Notifier"})
                .add(ObjectKind::Condition, "ready")
                .addLocks({"outer"});
            if (isPromised) b.promiseSignallers("ready", {"Notifier"});
            b.at(10).acquire("Waiter", "outer").wait("Waiter", "ready").wait("Main", "Notifier");
            QCOMPARE(sentencesOf(b), "");
            b.wait("Notifier", "outer");
            QCOMPARE(sentencesOf(b),
                     isPromised ? "nested-monitor: Waiter holds `outer` and waits to be notified on `ready`, "
                                  "which only Notifier may do; Notifier waits for `outer`."
                                : "nested-monitor: Waiter holds `outer` and waits to be notified on `ready`; "
                                  "Notifier, which would have to notify it, waits for `outer`.");
        }
    }

    void aBarrierShortOfAParty() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addBarrier("all", 3);
        b.at(10).arrive("A", "all", 1).wait("A", "all").arrive("B", "all", 2).wait("B", "all");
        QCOMPARE(sentencesOf(b), "");
        b.at(20).exit("C");
        QCOMPARE(sentencesOf(b),
                 "barrier-short: A and B wait at `all`, which needs 3 threads: 1 of them missing, "
                 "and no thread is left that can come.");
        QCOMPARE(findDeadlocks(b.trace(), Moment(b.trace(), b.last()))[0].since, b.last());
    }

    void aBarrierWhosePartiesAreStillBeingMadeAccusesNobody() {
        TraceBuilder b;
        b.addThreads({"Main", "A"}).addBarrier("all", 4).at(10).arrive("A", "all", 1).wait("A", "all");
        QCOMPARE(sentencesOf(b), "");
        b.addThread("B", "Main").spawn("Main", "B").start("B").arrive("B", "all", 2).wait("B", "all");
        QCOMPARE(sentencesOf(b), ""); // Main may make two more
        b.exit("Main");
        QVERIFY(sentencesOf(b).startsWith("barrier-short: A and B wait at `all`"));
    }

    void aPromisedPartyThatIsStuckElsewhereLeavesTheBarrierShort() {
        TraceBuilder b;
        b.addThreads({"A", "B", "Idle"})
            .addBarrier("all", 2)
            .promiseSignallers("all", {"A", "B"})
            .addLocks({"l"});
        b.at(10).acquire("A", "l").arrive("A", "all", 1).wait("A", "all").wait("B", "l");
        QCOMPARE(sentencesOf(b), "barrier-short: A holds `l` and waits at `all` for B; B waits for `l`.");
    }

    void aLatchThatIsNeverCountedDown() {
        TraceBuilder b;
        b.addThreads({"Main", "W"}).addLatch("done", 2).promiseSignallers("done", {"W"});
        b.at(10).wait("Main", "done").countDown("W", "done").work("W", 1);
        QCOMPARE(sentencesOf(b), "");
        b.exit("W");
        QCOMPARE(sentencesOf(b),
                 "latch-short: Main waits for `done` to reach zero, which stands at 1, and W, which "
                 "alone may count it down, has ended.");
    }

    void permitsTakenOneByOne() {
        for (const bool isPromised : {false, true}) {
            TraceBuilder b;
            b.addThreads({"A", "B"}).addSemaphore("permits", 2);
            if (isPromised) b.promiseSignallers("permits", {"A", "B"});
            b.at(10).acquire("A", "permits").acquire("B", "permits").wait("A", "permits");
            QCOMPARE(sentencesOf(b), "");
            b.wait("B", "permits");
            QCOMPARE(sentencesOf(b), "semaphore-in-parts: A has 1 permit of `permits` and waits for more; B "
                                     "has 1 permit and waits "
                                     "for more. Left: 0 permits, and nobody will give one back.");
        }
    }

    void aConsumerWhoseProducersHaveEnded() {
        TraceBuilder b;
        b.addThreads({"P", "C", "Main"}).addQueue("jobs").promiseSignallers("jobs", {"P"});
        b.at(10).put("P", "jobs").take("C", "jobs").wait("C", "jobs");
        QCOMPARE(sentencesOf(b), "");
        b.exit("P"); // Main still runs, and is known not to help
        QCOMPARE(sentencesOf(b),
                 "starved-consumer: C waits to take from `jobs`, which is empty, and P, which alone "
                 "may put something into it, has ended.");
    }

    void whatRestsOnThreadsThatMerelyDidItBeforeIsSuspected() {
        TraceBuilder b;
        b.addThreads({"P", "C", "Main"}).addQueue("jobs");
        b.at(10).put("P", "jobs").take("C", "jobs").wait("C", "jobs").exit("P");
        const Finding suspected = only(b);
        QCOMPARE(suspected.verdict, std::string("suspected"));
        QVERIFY(
            suspected.sentence.ends_with("This is suspected only: a thread that still runs could do it for "
                                         "the first time."));
        b.wait("Main", "C"); // and now nobody runs
        QCOMPARE(only(b).verdict, std::string("actual"));
        QVERIFY(suspected.isSameAs(only(b)));
    }

    void fullQueuesInARing() {
        for (const bool isPromised : {false, true}) {
            TraceBuilder b;
            b.addThreads({"A", "B"}).addQueue("to A", 1).addQueue("to B", 1);
            if (isPromised) b.promiseTakers("to A", {"A"}).promiseTakers("to B", {"B"});
            b.at(10).put("A", "to B").put("B", "to A").wait("A", "to B");
            QCOMPARE(sentencesOf(b), "");
            b.wait("B", "to A");
            QCOMPARE(sentencesOf(b),
                     isPromised
                         ? "queue-ring: A waits to put into `to B`, which is full and only B may empty; B "
                           "waits to put into `to A`, which is full and only A may empty."
                         : "queue-ring: A waits to put into `to B`, which is full; B waits to put into `to "
                           "A`, which is full: no thread is left that can take from them.");
        }
    }

    void workersThatWaitForTasksBehindThem() {
        for (const bool isPromised : {false, true}) {
            TraceBuilder b;
            b.addThreads({"Main", "Worker 1", "Worker 2"}).addQueue("tasks");
            b.add(ObjectKind::Future, "a").add(ObjectKind::Future, "b").add(ObjectKind::Future, "c");
            if (isPromised) b.promiseTakers("tasks", {"Worker 1", "Worker 2"});
            for (const char* future : {"a", "b", "c"})
                if (isPromised) b.promiseSignallers(future, {"Worker 1", "Worker 2"});
            b.at(10).put("Main", "tasks").put("Main", "tasks").put("Main", "tasks");
            b.take("Worker 1", "tasks").take("Worker 2", "tasks").wait("Main", "c").wait("Worker 1", "a");
            QCOMPARE(sentencesOf(b), "");
            b.wait("Worker 2", "b");
            QCOMPARE(sentencesOf(b),
                     "pool-starvation: Worker 1 and Worker 2 wait for the values of `a` and `b`, but "
                     "tasks still stand in `tasks` and no other worker is left to do them.");
        }
    }

    void aTimedWaitInARingSaysWhenItGivesUp() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m").at(1'000'000);
        b.wait("A", "m").wait("B", "l", 0, 50'000);
        QCOMPARE(sentencesOf(b), "");
        const auto found = findTimedCycles(b.trace(), Moment(b.trace(), b.last()));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].kind, std::string("timed-cycle"));
        QCOMPARE(found[0].sentence,
                 std::string(
                     "A holds `l` and waits for `m`, which B holds; B waits for `l`. B gives up after 50.0 "
                     "ms, at 51.0 ms. So this is no deadlock."));
    }

    void aPartialDeadlockIsSeenWhileOthersRun() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C", "D"})
            .addLocks({"l", "m"})
            .addQueue("q")
            .acquire("A", "l")
            .acquire("B", "m");
        b.at(10).wait("A", "m").wait("B", "l").wait("D", "q").work("C", 5);
        QCOMPARE(sentencesOf(b), "cycle: A holds `l` and waits for `m`, which B holds; B waits for `l`.");
    }

    void threadsThatRunIntoTheSameDeadlockLaterMakeItGrow() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addLocks({"l"}).acquire("A", "l").exit("A").at(10).wait("B", "l");
        const Finding before = only(b);
        b.wait("C", "l");
        QVERIFY(only(b).hasGrownFrom(before) && !before.hasGrownFrom(only(b)));
        QCOMPARE(only(b).sentence,
                 std::string("B and C wait for `l`, which A held when it ended: nobody will "
                             "release it."));
    }

    void whatCanBeHelpedIsNotAccused_data() {
        QTest::addColumn<std::function<void(TraceBuilder&)>>("tangle");
        const auto row = [](const char* name, std::function<void(TraceBuilder&)> tangle) {
            QTest::newRow(name) << std::move(tangle);
        };
        row("a reader beside readers", [](TraceBuilder& b) {
            b.addShared("rw").acquireShared("A", "rw").wait("B", "rw").waitShared("C", "rw");
        });
        row("two of a pool's workers wait, the third works", [](TraceBuilder& b) {
            b.add(ObjectKind::Future, "f")
                .promiseSignallers("f", {"A", "B", "C"})
                .wait("A", "f")
                .wait("B", "f");
        });
        row("another producer of the same line has not put yet", [](TraceBuilder& b) {
            b.addQueue("q").put("A", "q").take("B", "q").wait("B", "q").work("A", 1);
        });
        row("a barrier whose last party has not been started", [](TraceBuilder& b) {
            b.addThread("T", "C").addBarrier("all", 2).promiseSignallers("all", {"A", "T"});
            b.arrive("A", "all", 1).wait("A", "all").wait("B", "A");
        });
        row("a latch that others have counted down and left", [](TraceBuilder& b) {
            b.addLatch("done", 2).wait("A", "done").countDown("B", "done").exit("B");
        });
        row("a notified thread on its way", [](TraceBuilder& b) {
            b.add(ObjectKind::Condition, "c")
                .wait("A", "c")
                .notify("B", "c", 1)
                .wake("B", "c", "A")
                .exit("B");
            b.exit("C");
        });
        row("an event that is set, its waiter not awake yet", [](TraceBuilder& b) {
            b.add(ObjectKind::Event, "e").wait("A", "e").set("B", "e").exit("B").exit("C");
        });
        row("one of two semaphore waiters was woken and will wake the other", [](TraceBuilder& b) {
            b.addSemaphore("s", 0).wait("A", "s").wait("B", "s").release("C", "s").release("C", "s");
            b.wake("C", "s", "A").exit("C");
        });
    }
    void whatCanBeHelpedIsNotAccused() {
        QFETCH(std::function<void(TraceBuilder&)>, tangle);
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).at(10);
        tangle(b);
        QCOMPARE(sentencesOf(b), "");
    }

private:
    static Finding only(const TraceBuilder& b) {
        const auto findings = findDeadlocks(b.trace(), Moment(b.trace(), b.last()));
        return findings.size() == 1 ? findings[0] : Finding{};
    }
};

QTEST_GUILESS_MAIN(DeadlocksTest)
#include "tst_deadlocks.moc"
