// SPDX-License-Identifier: GPL-3.0-or-later
// Who let whom wait: against a model that asks each nanosecond who holds what.
#include "core/analysis/contention.h"
#include "core/analysis/randomrun.h"
#include "core/analysis/statistics/blame.h"
#include "testrun.h"

#include <QTest>

using namespace lockstep;

namespace {

using Kind = Blamed::Kind;

struct Sums {
    std::int64_t direct = 0;
    std::int64_t throughChains = 0;
    bool operator==(const Sums&) const = default;
};

Sums chargeOf(const std::vector<Charge>& charges, ThreadId waiter, Blamed blamed) {
    for (const Charge& charge : charges)
        if (charge.waiter == waiter && charge.blamed == blamed) return {charge.direct, charge.throughChains};
    return {};
}

// A trace, and whom its waits are charged to.
struct Told : TraceBuilder {
    Sums charge(const std::string& waiter, Blamed blamed) const {
        return chargeOf(blameOf(trace()), thread(waiter), blamed);
    }
    Sums charge(const std::string& waiter, const std::string& holder) const {
        return charge(waiter, Blamed{Kind::Thread, thread(holder)});
    }
};

constexpr Blamed kRing{Kind::EachOther, {}};
constexpr Blamed kNobody{};

Blamed blamedOf(const RandomRun& run, int who) {
    if (who == RandomRun::kRing) return kRing;
    if (who == RandomRun::kNobody) return kNobody;
    return {Kind::Thread, run.b.thread(RandomRun::name("T", who))};
}

std::int64_t lengthOf(const std::vector<BlamedPiece>& pieces) {
    std::int64_t length = 0;
    for (const BlamedPiece& piece : pieces) length += piece.range.length();
    return length;
}

} // namespace

class BlameTest : public QObject {
    Q_OBJECT
private slots:
    void chargesAreThoseOfEveryNanosecond() {
        QVERIFY(rc::check("direct and through chains, of anybody, the ring and nobody", [] {
            const RandomRun run;
            const auto charges = blameOf(run.b.trace());
            for (int w = 0; w < RandomRun::kThreads; ++w)
                for (int h = 0; h <= RandomRun::kNobody; ++h) {
                    const Sums expected{run.direct[w][h], run.throughChains[w][h]};
                    const ThreadId waiter = run.b.thread(RandomRun::name("T", w));
                    RC_ASSERT(chargeOf(charges, waiter, blamedOf(run, h)) == expected);
                }
        }));
    }

    void aWaitersChargesSumToWhatIsDrawnOfItsWaits() {
        QVERIFY(rc::check("exactly", [] {
            const RandomRun run;
            const auto charges = blameOf(run.b.trace());
            for (const ThreadUse& use : Contention::of(run.b.trace()).threads) {
                Sums sums;
                for (const Charge& charge : charges) {
                    if (charge.waiter != use.thread) continue;
                    sums.direct += charge.direct;
                    sums.throughChains += charge.throughChains;
                }
                const auto drawn = use.states[static_cast<std::size_t>(ThreadState::Blocked)];
                RC_ASSERT((sums == Sums{drawn, drawn}));
            }
        }));
    }

    void thePiecesBehindANumberSumToIt() {
        QVERIFY(rc::check("and each lies in a span of the waiter that is drawn as waiting for it", [] {
            const RandomRun run;
            const Trace& trace = run.b.trace();
            for (const Charge& charge : blameOf(trace))
                for (const Charging charging : {Charging::Direct, Charging::ThroughChains}) {
                    const auto pieces = piecesOf(trace, charge.waiter, charge.blamed, charging);
                    const bool isDirect = charging == Charging::Direct;
                    RC_ASSERT(pieces.total == (isDirect ? charge.direct : charge.throughChains));
                    RC_ASSERT(lengthOf(pieces.longest) == pieces.total);
                    RC_ASSERT(std::ssize(pieces.longest) == pieces.count);
                    const auto& states = trace.thread(charge.waiter).states;
                    for (const BlamedPiece& piece : pieces.longest) {
                        RC_ASSERT(!piece.range.isEmpty());
                        const auto blocked = static_cast<std::size_t>(ThreadState::Blocked);
                        RC_ASSERT(states.totals(piece.range)[blocked] == piece.range.length());
                    }
                }
        }));
    }

    void ofManyPiecesTheLongestAreKept() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"});
        for (int i = 1; i <= 20; ++i) {
            b.acquire("A", "l").wait("B", "l").at(b.now() + i).release("A", "l").wake("A", "l", "B");
            b.at(b.now() + 1).acquire("B", "l").release("B", "l");
        }
        const Blamed a{Kind::Thread, b.thread("A")};
        const auto pieces = piecesOf(b.trace(), b.thread("B"), a, Charging::Direct, 3);
        QCOMPARE(pieces.count, 20);
        QCOMPARE(pieces.total, 210);
        QCOMPARE(pieces.longest.size(), std::size_t{3});
        QCOMPARE(lengthOf(pieces.longest), 20 + 19 + 18);
        QCOMPARE(pieces.longest[0].range.length(), 20);
        QCOMPARE(pieces.longest[0].object, b.object("l"));
    }

    void whoHoldsUpTheHolderIsChargedThroughTheChain() {
        Told t;
        t.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).at(10).acquire("A", "m").acquire("B", "l");
        t.at(20).wait("C", "l").at(50).wait("B", "m").at(90).release("A", "m").wake("A", "m", "B");
        t.at(95).acquire("B", "m").at(100).release("B", "l").wake("B", "l", "C");
        QCOMPARE(t.charge("C", "B"), (Sums{80, 40})); // B itself computed 20..50 and 90..100
        QCOMPARE(t.charge("C", "A"), (Sums{0, 40}));
        QCOMPARE(t.charge("B", "A"), (Sums{40, 40}));
    }

    void whoWaitsInARingWaitsForEachOther() {
        Told t;
        t.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        t.at(10).wait("C", "m").at(20).wait("A", "m").at(30).wait("B", "l").at(100);
        QCOMPARE(t.charge("A", "B"), (Sums{80, 10}));
        QCOMPARE(t.charge("A", kRing), (Sums{0, 70}));
        QCOMPARE(t.charge("B", kRing), (Sums{0, 70}));
        QCOMPARE(t.charge("C", kRing), (Sums{0, 70})); // behind the ring
        QCOMPARE(t.charge("C", "B"), (Sums{90, 20}));
    }

    void whoWaitsForItselfIsTheEndOfTheChain() {
        Told t;
        t.addThreads({"A"}).addLocks({"l"}).acquire("A", "l").at(10).wait("A", "l").at(30);
        QCOMPARE(t.charge("A", "A"), (Sums{20, 20}));
        QCOMPARE(t.charge("A", kRing), Sums{});
        t.addThreads({"B"}).wait("B", "l").at(50);
        QCOMPARE(t.charge("B", "A"), (Sums{20, 20}));
    }

    // As deep as there are threads: no stack could hold it.
    void aChainOfManyThreadsIsFollowed() {
        Told t;
        constexpr int kThreads = kIsSanitized ? 5'000 : 30'000;
        const auto name = [](const char* word, int i) { return word + std::to_string(i); };
        for (int i = 0; i < kThreads; ++i) {
            t.addThread(name("T", i)).spawn("", name("T", i)).start(name("T", i));
            t.add(ObjectKind::Mutex, name("l", i)).acquire(name("T", i), name("l", i));
        }
        t.at(10);
        for (int i = 1; i < kThreads; ++i) t.wait(name("T", i), name("l", i - 1));
        t.at(30);
        const Blamed first{Kind::Thread, t.thread("T0")};
        const ThreadId last = t.thread(name("T", kThreads - 1));
        QCOMPARE(piecesOf(t.trace(), last, first, Charging::ThroughChains).total, std::int64_t{20});
    }

    void whatIsAskedToStopIsPartOfIt() {
        Told t;
        t.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").at(10).wait("B", "l").at(15);
        std::stop_source source;
        source.request_stop();
        QVERIFY(blameOf(t.trace(), source.get_token()).empty());
        const Blamed a{Kind::Thread, t.thread("A")};
        QCOMPARE(piecesOf(t.trace(), t.thread("B"), a, Charging::Direct, 9, source.get_token()).count,
                 std::int64_t{0});
    }

    void timeInWhichALockIsFreeIsNobodys() {
        Told t;
        t.addThreads({"A", "B", "C"}).addLocks({"l"}).acquire("A", "l").at(10).wait("B", "l").wait("C", "l");
        t.at(20).release("A", "l").wake("A", "l", "B").at(26).acquire("B", "l").at(30);
        QCOMPARE(t.charge("C", kNobody), (Sums{6, 6}));
        QCOMPARE(t.charge("C", "B"), (Sums{4, 4}));
        QCOMPARE(t.charge("B", kNobody), Sums{}); // it was on its way, and not blocked
    }

    void ofSeveralReadersTheOneThatIsDrawnIsCharged() {
        Told t;
        t.addThreads({"A", "B", "W"}).addShared("rw").acquireShared("A", "rw").at(5).acquireShared("B", "rw");
        t.at(10).wait("W", "rw").at(30).releaseShared("A", "rw").at(70).releaseShared("B", "rw");
        t.wake("B", "rw", "W");
        QCOMPARE(t.charge("W", "A"), (Sums{20, 20}));
        QCOMPARE(t.charge("W", "B"), (Sums{40, 40}));
    }

    void aJoinIsChargedToTheChildAndToWhomItWaitsFor() {
        Told t;
        t.addThreads({"Main", "Child", "Other"}).addLocks({"l"}).acquire("Other", "l");
        t.at(10).wait("Main", "Child").at(30).wait("Child", "l").at(60).release("Other", "l");
        t.wake("Other", "l", "Child").at(61).acquire("Child", "l").at(80).exit("Child");
        t.at(83).wake("Child", "Child", "Main");
        QCOMPARE(t.charge("Main", "Child"), (Sums{70, 40}));
        QCOMPARE(t.charge("Main", "Other"), (Sums{0, 30}));
        QCOMPARE(t.charge("Main", kNobody), (Sums{3, 3})); // the child has ended
    }

    void aWaitThatNobodyCanBeNamedForIsNotInIt() {
        Told t;
        t.addThreads({"A", "B"}).addQueue("q").at(10).wait("A", "q").at(50).put("B", "q");
        QVERIFY(blameOf(t.trace()).empty());
    }

    void whatIsAfterTheKnownEndIsNotCounted() {
        Told t;
        t.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").at(10).wait("B", "l").at(15);
        t.trace().append(
            {.time = 500, .thread = t.thread("A"), .object = t.object("l"), .kind = EventKind::Release});
        QCOMPARE(t.charge("B", "A"), (Sums{5, 5})); // the end is still 15
    }

    void names() {
        TraceBuilder b;
        b.addThreads({"A"});
        QCOMPARE(nameOf(b.trace(), {Kind::Thread, b.thread("A")}), std::string("A"));
        QCOMPARE(nameOf(b.trace(), kRing), std::string("each other"));
        QCOMPARE(nameOf(b.trace(), kNobody), std::string("nobody"));
    }
};

QTEST_GUILESS_MAIN(BlameTest)
#include "tst_blame.moc"
