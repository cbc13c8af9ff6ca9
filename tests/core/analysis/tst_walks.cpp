// SPDX-License-Identifier: GPL-3.0-or-later
// Walks through deadlock detection: what they say step by step, and that their last picture is the truth that
// the findings tell.
#include "core/analysis/deadlock/knots.h"
#include "core/analysis/detection/walk.h"
#include "core/analysis/findings.h"
#include "core/analysis/randomtangle.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace lockstep;

namespace {

struct TwoLocks : TraceBuilder {
    TwoLocks() {
        addThreads({"Main", "Worker 1", "Worker 2"}).addLocks({"lock1", "lock2"});
        at(10).acquire("Worker 1", "lock1", 30).acquire("Worker 2", "lock2", 31).wait("Main", "Worker 1", 12);
        at(20).wait("Worker 1", "lock2", 32).at(30).wait("Worker 2", "lock1", 33);
    }
};

QStringList sentencesOf(const DetectionWalk& walk) {
    QStringList sentences;
    for (const DetectionStep& step : walk.steps) sentences += QString::fromStdString(step.sentence);
    return sentences;
}

std::set<ThreadId> threadsMarked(const Trace& trace, const DetectionWalk& walk,
                                 std::initializer_list<Mark> marks) {
    std::set<ThreadId> threads;
    for (const auto& node : pictureAt(walk, walk.steps.size() - 1).nodes)
        if (trace.object(node.id).info.thread.isValid() && std::ranges::count(marks, node.mark) > 0)
            threads.insert(trace.object(node.id).info.thread);
    return threads;
}

// In the last step.
QString markedLine(const DetectionWalk& walk) {
    return QString::fromStdString(walk.pseudoCode[static_cast<std::size_t>(walk.steps.back().line)]);
}

// What a view relies on, step by step.
QString defectOf(const DetectionWalk& walk) {
    std::size_t edges = 0;
    std::size_t depth = 0;
    if (walk.steps.empty() || walk.conclusion.empty()) return "says nothing";
    for (const DetectionStep& step : walk.steps) {
        edges += step.newEdges.size();
        if (step.sentence.empty()) return "a step without a sentence";
        if (step.line < 0 || step.line >= std::ssize(walk.pseudoCode)) return "a line that is not there";
        for (const auto& [edge, mark] : step.edges)
            if (edge >= edges) return "marks an edge that is not there yet";
        if (step.pops > depth) return "takes more off the stack than is on it";
        depth += step.pushes.size() - step.pops;
        if (step.question.empty() != step.answers.empty()) return "a question without an answer";
    }
    return depth == 0 ? "" : "leaves something on the stack";
}

} // namespace

class WalksTest : public QObject {
    Q_OBJECT
private slots:
    void theWalkFollowsWhoMustActUntilThePathCloses() {
        const TwoLocks b;
        const DetectionWalk walk = waitForWalk(b.trace(), b.last());
        QCOMPARE(
            sentencesOf(walk),
            (QStringList{
                "We stop the world right after step 5, at 30 ns. From here on nothing moves; we only look.",
                "Who has what: Worker 1 holds `lock1`; Worker 2 holds `lock2`.",
                "Who waits for what: Main waits for the end of Worker 1 at two_locks.cpp:12; Worker 1 waits "
                "for "
                "`lock2` at two_locks.cpp:32; Worker 2 waits for `lock1` at two_locks.cpp:33.",
                "Worker 2 began to wait last, so we start with it.",
                "Worker 2 waits for `lock1`, which Worker 1 holds. We go on to Worker 1.",
                "Worker 1 waits for `lock2`, which Worker 2 holds. Worker 2 is on our path already: the path "
                "closes. Read from the path: Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 "
                "holds; Worker 2 waits for `lock1`.",
                "We have not looked at Main yet: a new path begins.",
                "Main waits for the end of Worker 1. Worker 1 is stuck, as we have seen: whoever waits "
                "behind "
                "it is stuck, too.",
                "Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; Worker 2 waits for "
                "`lock1`."}));
        QCOMPARE(threadsMarked(b.trace(), walk, {Mark::InRing}),
                 (std::set{b.thread("Worker 1"), b.thread("Worker 2")}));
        QCOMPARE(threadsMarked(b.trace(), walk, {Mark::Stuck}), std::set{b.thread("Main")});
        QCOMPARE(pictureAt(walk, 4).stack,
                 (std::vector{b.object("Worker 2"), b.object("Worker 1")})); // and in the step that closes it
        QCOMPARE(pictureAt(walk, 5).stack.size(), std::size_t{2});
        QCOMPARE(walk.steps[4].answers, std::vector{b.object("Worker 1")});
    }

    void aPathThatEndsAtARunnableThreadIsNotStuck() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m").at(10);
        b.wait("C", "m").wait("B", "l");
        const DetectionWalk walk = waitForWalk(b.trace(), b.last());
        QCOMPARE(threadsMarked(b.trace(), walk, {Mark::Done}),
                 (std::set{b.thread("A"), b.thread("B"), b.thread("C")}));
        QVERIFY(walk.conclusion.starts_with("No path closed"));
        QVERIFY(markedLine(walk).endsWith("nobody is stuck"));
    }

    void whereAnyOfSeveralWouldDoTheWalkSendsToTheReduction() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addQueue("q").at(10).wait("A", "q").wait("B", "A");
        const DetectionWalk walk = waitForWalk(b.trace(), b.last());
        QVERIFY(sentencesOf(walk).join(" ").contains("A ring is not enough here"));
        QVERIFY(QString::fromStdString(walk.conclusion).contains("view B"));
        const DetectionWalk reduction = reductionWalk(b.trace(), b.last());
        QCOMPARE(threadsMarked(b.trace(), reduction, {Mark::Stuck}),
                 (std::set{b.thread("A"), b.thread("B")}));
    }

    void theReductionLetsFinishWhoCanAndNamesWhatNeverComes() {
        const TwoLocks b;
        QCOMPARE(
            sentencesOf(reductionWalk(b.trace(), b.last())).mid(3),
            (QStringList{"Nobody can go by itself: everybody waits.",
                         "Nobody else turns live. Left over: Main, Worker 1 and Worker 2.",
                         "Main waits for the end of Worker 1. That needs Worker 1, and that never comes.",
                         "Worker 1 waits for `lock2`. That needs Worker 2, and that never comes.",
                         "Worker 2 waits for `lock1`. That needs Worker 1, and that never comes.",
                         "Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; Worker 2 waits "
                         "for `lock1`."}));
        TraceBuilder c;
        c.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m").at(10);
        c.wait("C", "m").wait("B", "l");
        const DetectionWalk walk = reductionWalk(c.trace(), c.last());
        QCOMPARE(
            sentencesOf(walk).mid(3),
            (QStringList{"A can run: it is live.",
                         "Let A finish: it gives back `l`. B waits for `l`. It turns live.",
                         "Let B finish: it gives back `m`. C waits for `m`. It turns live.",
                         "Everybody turned live: each thread can still finish, so nobody is deadlocked."}));
        QCOMPARE(walk.steps[4].question, std::string("Who turns green next?"));
        QCOMPARE(walk.steps[4].answers, std::vector{c.object("B")});
    }

    void whenNobodyWaitsOneStepSaysSo() {
        TraceBuilder b;
        b.addThreads({"A"}).work("A", 1);
        for (const DetectionWalk& walk :
             {waitForWalk(b.trace(), b.last()), reductionWalk(b.trace(), b.last())}) {
            QCOMPARE(walk.steps.size(), std::size_t{1});
            QVERIFY(walk.conclusion.starts_with("Nobody waits for anybody here"));
            QVERIFY(markedLine(walk).startsWith("nobody "));
        }
    }

    void theLockOrderOfASafeRunWarnsOfTheOtherSchedule() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10).acquire("A", "l", 1).acquire("A", "m", 2);
        b.release("A", "m").release("A", "l").acquire("B", "m", 3).acquire("B", "l", 4);
        const DetectionWalk walk = lockOrderWalk(b.trace(), b.last());
        QCOMPARE(
            sentencesOf(walk),
            (QStringList{
                "We go through the run up to here and look at each lock that is asked for while another is "
                "held.",
                "A at two_locks.cpp:2 asks for `m` while it holds `l`: an arrow from the one to the other.",
                "B at two_locks.cpp:4 asks for `l` while it holds `m`: an arrow from the one to the other.",
                "Ring 1: A holds `l` and asks for `m` at two_locks.cpp:2; B holds `m` and asks for `l` at "
                "two_locks.cpp:4. Could they all stand there at the same time?",
                "Potential: no further lock, and no spawn or join, keeps them apart. It did not happen in "
                "this run; in another schedule it can.",
                "Rings found: 1, potential: 1. Another schedule could deadlock."}));
        QCOMPARE(defectOf(walk), "");
        QVERIFY(markedLine(walk).startsWith("no ring left"));
        for (const auto& edge : pictureAt(walk, walk.steps.size() - 1).edges)
            QCOMPARE(edge.mark, Mark::Risky);
    }

    void theLockOrderOfARunThatDeadlockedSaysThatItDid() {
        const TwoLocks b;
        const DetectionWalk walk = lockOrderWalk(b.trace(), b.last());
        QCOMPARE(sentencesOf(walk).mid(4),
                 (QStringList{"Confirmed: this is no prediction, it happened in this run: each of them holds "
                              "one lock and waits for the next for ever.",
                              "Rings found: 1, confirmed: 1. What is confirmed happened in this run."}));
        QVERIFY(QString::fromStdString(walk.pseudoCode[static_cast<std::size_t>(walk.steps[4].line)])
                    .contains("CONFIRMED"));
        for (const auto& edge : pictureAt(walk, walk.steps.size() - 1).edges)
            QCOMPARE(edge.mark, Mark::InRing);
    }

    void whoHasEndedIsSaidToHaveEnded() {
        TraceBuilder b;
        b.addThreads({"Owner", "Waiter", "Consumer", "Producer"}).addLocks({"l"}).addQueue("q").at(10);
        b.promiseSignallers("q", {"Producer"}).acquire("Owner", "l").exit("Owner").exit("Producer");
        b.wait("Waiter", "l").wait("Consumer", "q");
        const std::set ended{b.thread("Owner"), b.thread("Producer")};
        for (const DetectionWalk& walk :
             {waitForWalk(b.trace(), b.last()), reductionWalk(b.trace(), b.last())}) {
            QCOMPARE(defectOf(walk), "");
            QCOMPARE(threadsMarked(b.trace(), walk, {Mark::Ended}), ended);
            QVERIFY(sentencesOf(walk)[2].endsWith(" Owner and Producer have ended."));
        }
        QVERIFY(sentencesOf(reductionWalk(b.trace(), b.last()))
                    .contains("Waiter waits for `l`. That needs Owner, which has ended."));
    }

    void whereLocksAreTakenInOneOrderTheWalkSaysWhyNothingCanHappen() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10).acquire("A", "l").acquire("A", "m");
        b.release("A", "m").release("A", "l").acquire("B", "l").acquire("B", "m");
        QVERIFY(lockOrderWalk(b.trace(), b.last()).conclusion.starts_with("The arrows form no ring"));
        TraceBuilder c;
        c.addThreads({"A"}).addLocks({"l"}).acquire("A", "l");
        QVERIFY(lockOrderWalk(c.trace(), c.last()).conclusion.starts_with("Nobody ever asked"));
    }

    void aPictureIsTheSumOfItsStepsAndForgetsWhatWasOnlyPresent() {
        const ObjectId a{1};
        const ObjectId b{2};
        DetectionWalk walk;
        walk.steps.push_back({.nodes = {{a, Mark::Present}}, .newEdges = {{a, b}}, .pushes = {a}});
        walk.steps.push_back(
            {.nodes = {{b, Mark::Done}}, .edges = {{0, Mark::Present}}, .pops = 1, .pushes = {b, a}});
        const DetectionPicture first = pictureAt(walk, 0);
        QCOMPARE(first.nodes.size(), std::size_t{2});
        QCOMPARE(first.nodes[0].mark, Mark::Present);
        const DetectionPicture second = pictureAt(walk, 1);
        QCOMPARE(second.nodes[0].mark, Mark::Plain);
        QCOMPARE(second.nodes[1].mark, Mark::Done);
        QCOMPARE(second.edges[0].mark, Mark::Present);
        QCOMPARE(second.stack, (std::vector{b, a}));
        QCOMPARE(pictureAt(walk, 99).edges[0].mark, Mark::Present); // the last one
    }

    void everyWalkCanBeShownAndItsLastPictureIsWhatTheFindingsSay() {
        QVERIFY(rc::check("walks A and B on random snapshots", [] {
            const RandomTangle tangle;
            const Trace& trace = tangle.b.trace();
            const Moment moment(trace, tangle.b.last());
            const DetectionWalk a = waitForWalk(trace, tangle.b.last());
            const DetectionWalk b = reductionWalk(trace, tangle.b.last());
            RC_ASSERT(defectOf(a).isEmpty());
            RC_ASSERT(defectOf(b).isEmpty());
            const auto irreducible = irreducibleThreads(trace, moment);
            const std::set<ThreadId> stuck(irreducible.begin(), irreducible.end());
            const WaitForGraph graph(trace, moment);
            std::set<ThreadId> onRings;
            for (const Knot& knot : knotsOf(trace, moment, graph))
                for (const WaitEdge& edge : knot.ring) onRings.insert(edge.waiter);
            if (!graph.needs().empty()) {
                RC_ASSERT(threadsMarked(trace, b, {Mark::Stuck}) == stuck);
                for (const ThreadId thread : threadsMarked(trace, b, {Mark::Live}))
                    RC_ASSERT(!stuck.contains(thread));
            }
            RC_ASSERT(threadsMarked(trace, a, {Mark::InRing}) == onRings);
            for (const ThreadId thread : threadsMarked(trace, a, {Mark::Stuck}))
                RC_ASSERT(stuck.contains(thread));
            for (const ThreadId thread : threadsMarked(trace, a, {Mark::Done}))
                RC_ASSERT(!stuck.contains(thread));
        }));
    }
};

QTEST_GUILESS_MAIN(WalksTest)
#include "tst_walks.moc"
