// SPDX-License-Identifier: GPL-3.0-or-later
// Why a parked thread cannot go on, in words, for each kind of wait.
#include "core/analysis/nextsteps.h"
#include "tracebuilder.h"

#include <QTest>

using namespace lockstep;

namespace {

QString whyNotOf(const TraceBuilder& b, const char* thread) {
    return QString::fromStdString(whyNot(b.trace(), Moment(b.trace(), b.last()), b.thread(thread)));
}

} // namespace

class NextStepsTest : public QObject {
    Q_OBJECT
private slots:
    void aLockNamesItsHolderOrItsReaders() {
        TraceBuilder b;
        b.addThreads({"A", "B", "W"}).addLocks({"l"}).addShared("rw").at(10).acquire("A", "l", 7);
        b.wait("W", "l");
        QCOMPARE(whyNotOf(b, "W"), "`l` is held by A since two_locks.cpp:7");
        b.wake("A", "l", "W").acquireShared("A", "rw", 8).wait("W", "rw");
        QCOMPARE(whyNotOf(b, "W"), "`rw` is read by A since two_locks.cpp:8");
        b.acquireShared("B", "rw");
        QCOMPARE(whyNotOf(b, "W"), "`rw` is read by A and B");
    }

    void aReaderIsToldOfTheWritersInLineBeforeIt() {
        TraceBuilder b;
        b.addThreads({"A", "R", "V", "W"})
            .addShared("rw", SharedPolicy::PreferWriters)
            .acquireShared("A", "rw");
        b.at(10).arrive("W", "rw", 1).wait("W", "rw").waitShared("R", "rw");
        QCOMPARE(whyNotOf(b, "R"), "`rw` is read by others, and W is before it in line");
        b.arrive("V", "rw", 2).wait("V", "rw");
        QCOMPARE(whyNotOf(b, "R"), "`rw` is read by others, and W and V are before it in line");
        QCOMPARE(whyNotOf(b, "V"), "`rw` is read by A");
    }

    void whatOthersMustDoNamesWhomTheProgramPromised() {
        TraceBuilder b;
        b.addThreads({"A", "P", "Q"}).addQueue("q", 1).add(ObjectKind::Event, "go").addLatch("done", 2);
        b.addBarrier("all", 3).at(10).wait("A", "q");
        QCOMPARE(whyNotOf(b, "A"), "`q` is empty");
        b.promiseSignallers("q", {"P", "Q"}).promiseTakers("q", {"A"});
        QCOMPARE(whyNotOf(b, "A"), "`q` is empty; only P and Q may change that");
        b.put("P", "q").wait("P", "q");
        QCOMPARE(whyNotOf(b, "P"), "`q` is full; only A may change that");
        b.wake("P", "q", "A").take("A", "q").wait("A", "go");
        QCOMPARE(whyNotOf(b, "A"), "`go` is not set");
        b.wake("", "go", "A").wait("A", "done");
        QCOMPARE(whyNotOf(b, "A"), "`done` has not reached zero: 2 left");
        b.wake("", "done", "A").arrive("A", "all", 1).wait("A", "all");
        QCOMPARE(whyNotOf(b, "A"), "1 of 3 have arrived at `all`");
    }
};

QTEST_GUILESS_MAIN(NextStepsTest)
#include "tst_nextsteps.moc"
